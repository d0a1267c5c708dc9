import type { ActionContext, ActionResult, AnyRecord } from '../../shared/actions/change-set.ts';
import { settle, type SettleInput } from '../../shared/actions/settle.ts';
import type { Workstation } from '../data/api.ts';
import { gatherAround, withRecord } from './gather.ts';

/**
 * Decides on an edit whose values gave way, upon the record as it is shown: where that has changed by now, the commit says so. For a person together with
 * whatever names him.
 */
export async function settleValues(
  workstation: Pick<Workstation, 'records' | 'user'>,
  record: AnyRecord,
  input: Omit<SettleInput, 'record'>,
  context: ActionContext,
): Promise<ActionResult> {
  const isMore = record.type === 'person' && Object.keys(input.values).length > 0;
  const gathered = await gatherAround(workstation, isMore ? { people: [record._id] } : {});
  return settle(withRecord(gathered, record), { ...input, record: record._id }, context);
}
