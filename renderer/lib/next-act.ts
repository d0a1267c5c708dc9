import { actOf, type Act } from '../../shared/cases/acts.ts';
import { isFilledIn } from '../../shared/cases/requirements.ts';

/** Whether an act needs something from the person beside the click. */
export const asksForMore = (act: Act): boolean => actOf(act).requires.some(isFilledIn);

/** Whether an act is done on the case's own page, where the person sees the whole case first; the others are done at once from a list. */
export const opensFirst = (act: Act): boolean =>
  asksForMore(act) || act === 'passCheck' || act === 'confirmSelfHandled' || act === 'confirmHandled';

const GOING: Readonly<Partial<Record<Act, string>>> = {
  finish: '去报完成',
  passCheck: '去核查',
  confirmSelfHandled: '去抽查',
  confirmHandled: '去确认',
  verify: '去核实',
};

/** What a row's button says: `受理` does it here and now, `去立案` goes to the page where it is done. */
export const rowActWords = (act: Act): string =>
  opensFirst(act) ? (GOING[act] ?? `去${actOf(act).label}`) : actOf(act).label;
