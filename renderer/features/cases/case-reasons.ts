import type { Act } from '../../../shared/cases/acts.ts';
import type { ReasonEntry } from '../../../shared/domain/catalog.ts';

/** Stands in the place of a code for what no prepared reason says: it goes in one's own words alone. */
export const OWN_WORDS = 'own-words';

/** What goes back to somebody wants a sentence about this very case, not a tick (DOMAIN §3.3, rule 1). */
const GOES_BACK: ReadonlySet<Act> = new Set([
  'refuseSelfHandled',
  'returnToIntake',
  'returnToAcceptor',
  'returnToDispatch',
  'sendBackHandled',
  'failCheck',
  'recheck',
]);

export type Reason = Pick<ReasonEntry, 'code' | 'label'>;

/** The prepared reasons of an act, and one's own words; none where nothing is prepared. */
export function reasonsOf(act: Act, all: readonly ReasonEntry[]): readonly Reason[] {
  const prepared = all.filter((reason) => reason.act === act).map(({ code, label }) => ({ code, label }));
  return prepared.length === 0 ? [] : [...prepared, { code: OWN_WORDS, label: '其他，写在下面' }];
}

/** Whether words have to stand beside a reason that was chosen. */
export const wantsWords = (act: Act, code: string | undefined): boolean => code === OWN_WORDS || GOES_BACK.has(act);

/** What the words beside the reasons are called. */
export const besideReasons = (act: Act, code: string | undefined): string =>
  code === OWN_WORDS ? '理由' : GOES_BACK.has(act) ? '具体情况' : '补充';

/** The reason as the entry has it: the prepared words first, then one's own. */
export function reasonData(
  picked: Reason | undefined,
  words: string,
): { readonly reason: string; readonly reasonCode?: string } | Record<string, never> {
  const prepared = picked === undefined || picked.code === OWN_WORDS ? undefined : picked;
  const reason = [prepared?.label ?? '', words.trim()].filter((part) => part !== '').join('：');
  return reason === '' ? {} : { reason, ...(prepared === undefined ? {} : { reasonCode: prepared.code }) };
}
