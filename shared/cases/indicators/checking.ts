import type { StageClock } from '../deadline/stage-clocks.ts';
import { countActs, counts, leftOut, type Counted, type Verdict } from './counted.ts';
import type { CaseHistory } from './history.ts';

/* 核实 and 核查: each check counts, not each case. */

/** 核查通过率: of all checks that came to a result, those that passed. */
export const checkPassRate = (histories: readonly CaseHistory[]): Counted =>
  countActs(histories, ({ entries }) =>
    entries
      .filter(({ act }) => act === 'passCheck' || act === 'failCheck')
      .map(({ id, act }): readonly [string, Verdict] => [id, counts(act === 'passCheck')]),
  );

const checksIn = ({ clocks }: CaseHistory, isBeforeOpening: boolean): readonly StageClock[] =>
  clocks.filter(({ name, begun }) => name === 'check' && (begun.state === 'verifying') === isBeforeOpening);

/** By the entry that began it: a check that waits has no other. */
function inTime(clock: StageClock, results: readonly string[]): readonly [string, Verdict] {
  const { begun, stopped, isLate } = clock;
  if (stopped === null) return [begun.entry, leftOut('underway')];
  return results.includes(stopped.act)
    ? [begun.entry, counts(!isLate)]
    : [begun.entry, leftOut(stopped.act === 'forceClose' ? 'forceClosed' : 'recalled', stopped.by)];
}

/** 按时核查率: of the checks of what was handled, those that came to a result before their clock ran out. */
export const checkingInTime = (histories: readonly CaseHistory[]): Counted =>
  countActs(histories, (one) => checksIn(one, false).map((clock) => inTime(clock, ['passCheck', 'failCheck'])));

/** 按时核实率: the same of looks at the place before the opening. */
export const verifyingInTime = (histories: readonly CaseHistory[]): Counted =>
  countActs(histories, (one) => checksIn(one, true).map((clock) => inTime(clock, ['verify'])));
