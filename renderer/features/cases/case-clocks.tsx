import { useMemo } from 'react';
import type { JSX } from 'react';
import { clocksOf, presentClocks, type StageClock } from '../../../shared/cases/deadline/stage-clocks.ts';
import { leftMs } from '../../../shared/cases/deadline/timed.ts';
import type { Fold } from '../../../shared/cases/fold.ts';
import { timedStandard } from '../../../shared/cases/timed-standard.ts';
import type { WorkCalendar } from '../../../shared/cases/deadline/calendar.ts';
import type { CaseDocument, CaseState } from '../../../shared/domain/case.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { clockWords, leftWords, overWords, runningLook, type DeadlineLook } from '../../lib/deadline-words.ts';
import { fullMoment } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { DeadlineCell } from '../../ui/deadline-cell.tsx';

/** How a clock stands on the page of its case: every one of them, with its name. */
export function clockLook(clock: StageClock, state: CaseState, nowMs: number, calendar: WorkCalendar): DeadlineLook {
  const name = clockWords(clock.name, state);
  if (clock.isRunning) {
    const look = runningLook(clock, nowMs, calendar);
    return { ...look, words: `${name}${look.words}` };
  }
  const used = clock.span.ms === 0 ? 1 : Math.min(1, clock.usedMs / clock.span.ms);
  if (clock.stopped === null) {
    const left = clock.isLate ? '已超期' : `剩 ${leftWords(clock.span, leftMs(clock, nowMs, { calendar }))}`;
    return { kind: 'timeStopped', words: `${name}暂停，${left}`, used, warn: null };
  }
  const overMs = Date.parse(clock.stopped.from) - clock.dueMs;
  return clock.isLate
    ? { kind: 'closedLate', words: `${name}超 ${overWords(overMs)}`, used: null, warn: null }
    : { kind: 'closedInTime', words: `${name}按期`, used: null, warn: null };
}

/** All clocks of a case (UX §3): the one that runs out first is what lists show, here stand the others beside it. */
export function CaseClocks({
  document,
  fold,
}: {
  readonly document: CaseDocument;
  readonly fold: Fold;
}): JSX.Element | null {
  const { clock: trusted } = useWorkstation();
  const now = useNow(trusted.nowMs, 60_000);
  const { clocks, calendar } = useMemo(() => {
    const { path, context, rules } = fold;
    return {
      clocks: presentClocks(clocksOf(path, timedStandard(context)?.limit ?? null, rules)),
      calendar: rules.calendar,
    };
  }, [fold]);
  if (clocks.length === 0) return null;
  return (
    <ul className="cases-clocks" aria-label="时限">
      {clocks.map((clock) => (
        <li key={clock.name} title={titleOf(clock)}>
          <DeadlineCell {...clockLook(clock, document.state, now, calendar)} />
        </li>
      ))}
    </ul>
  );
}

const titleOf = ({ isRunning, stopped, dueMs }: StageClock): string =>
  isRunning || stopped !== null ? `到期 ${fullMoment(dueMs)}` : '暂停中，继续时从剩下的时间算起';
