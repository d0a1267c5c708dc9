import type { ActionContext, ChangeSet } from '../../shared/actions/change-set.ts';
import { holdFigureRisks, roomsTouched } from '../../shared/actions/hold-figure-risks.ts';
import type { Workstation } from '../data/api.ts';
import { once } from '../data/live.ts';

/** What the figures of the touched rooms say becomes a hazard with the act, so that no act lowers a risk but the re-inspection. */
export async function heldRisks(
  { records, catalogs }: Pick<Workstation, 'records' | 'catalogs'>,
  changes: ChangeSet,
  context: ActionContext,
): Promise<ChangeSet> {
  const ids = roomsTouched(changes);
  if (ids.length === 0) return changes;
  const table = await once(catalogs.riskRules, () => true);
  const rooms = await records.many('room', ids);
  const now = await Promise.all(
    rooms.map(async (room) => ({ room, stays: await once(records.of('occupancy', 'room', room._id), () => true) })),
  );
  return holdFigureRisks(changes, now, table, context);
}
