import type { LogEntry } from '../../domain/case.ts';
import { countActs, counts, leftOut, type Counted, type Verdict } from './counted.ts';
import type { CaseHistory } from './history.ts';

/* 派遣: each dispatch counts, not each case. */

const DISPATCHES: ReadonlySet<string> = new Set(['dispatch', 'dispatchByRule']);

/** What became of each dispatch: the act with which it left the department, the entry of that, or null while it is there. */
function fatesOf({ entries }: CaseHistory) {
  const leaving = new Set(['returnToDispatch', 'withdraw']);
  return entries.flatMap((entry, place) =>
    DISPATCHES.has(entry.act)
      ? [
          {
            dispatch: entry,
            fate: entries.slice(place + 1).find(({ act }) => DISPATCHES.has(act) || leaving.has(act)) ?? null,
            isSigned: entries.slice(place + 1).some(({ act }) => act === 'sign'),
          },
        ]
      : [],
  );
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
      if (fate === null && !isSigned) return [dispatch.id, leftOut('underway')];
      return [dispatch.id, counts(fate?.act !== 'returnToDispatch' || !isNotOurs(fate))];
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
