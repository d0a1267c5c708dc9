import type { LogEntry } from '../../domain/case.ts';
import { countActs, counts, leftOut, type Counted, type Verdict } from './counted.ts';
import type { CaseHistory } from './history.ts';

/* 派遣: each dispatch counts, not each case. */

const DISPATCHES: ReadonlySet<string> = new Set(['dispatch', 'dispatchByRule']);
/** With any of these a dispatch is over: what comes afterwards is said of another, or of another handling. */
const ENDS: ReadonlySet<string> = new Set([
  ...DISPATCHES,
  'dispatchJointly',
  'returnToDispatch',
  'withdraw',
  'handleAgain',
  'reopenClosed',
]);

/** What became of each dispatch: the entry with which it ended, or null while it lasts, and whether the department had signed it. */
function fatesOf({ entries }: CaseHistory) {
  return entries.flatMap((dispatch, place) => {
    if (!DISPATCHES.has(dispatch.act)) return [];
    const after = entries.slice(place + 1);
    const fate = after.find(({ act }) => ENDS.has(act)) ?? null;
    const own = fate === null ? after : after.slice(0, after.indexOf(fate));
    return [{ dispatch, fate, isSigned: own.some(({ act }) => act === 'sign') }];
  });
}

/** Which returns say “not ours”. Without a table of reasons every return does: a department returns nothing that is its own. */
export type IsNotOurs = (returned: LogEntry) => boolean;
const ALWAYS: IsNotOurs = () => true;

/**
 * 派遣准确率: of all dispatches those that no department gave back as not its own. One that the dispatcher took back himself is no dispatch; one that nobody has signed yet is not known.
 */
export const dispatchAccuracy = (histories: readonly CaseHistory[], isNotOurs: IsNotOurs = ALWAYS): Counted =>
  countActs(histories, (one) =>
    fatesOf(one).map(({ dispatch, fate, isSigned }): readonly [string, Verdict] => {
      if (fate?.act === 'withdraw') return [dispatch.id, leftOut('withdrawn', fate.by)];
      if (fate?.act === 'returnToDispatch') return [dispatch.id, counts(!isNotOurs(fate))];
      return [dispatch.id, isSigned ? counts(true) : leftOut('underway')];
    }),
  );

/** 回退率 of a department, or of all: of what it was given, what it gave back, whatever the reason. */
export const returnRate = (histories: readonly CaseHistory[], department?: string): Counted =>
  countActs(histories, (one) =>
    fatesOf(one)
      .filter(({ dispatch }) => department === undefined || dispatch.data['department'] === department)
      .map(({ dispatch, fate }): readonly [string, Verdict] =>
        fate?.act === 'withdraw'
          ? [dispatch.id, leftOut('withdrawn', fate.by)]
          : [dispatch.id, counts(fate?.act === 'returnToDispatch')],
      ),
  );

/** 差错率 of a post: of what it passed on, what came back to it. */
export function errorRate(histories: readonly CaseHistory[], post: 'acceptance' | 'opening'): Counted {
  const [passed, back] = post === 'acceptance' ? ['accept', 'returnToIntake'] : ['open', 'returnToAcceptor'];
  return countActs(histories, ({ entries }) =>
    entries.flatMap((entry, place): (readonly [string, Verdict])[] => {
      if (entry.act !== passed) return [];
      const next = entries.slice(place + 1).find(({ act }) => act === passed || act === back);
      return [[entry.id, counts(next?.act === back)]];
    }),
  );
}
