import type { JSX } from 'react';
import { StateMark } from './state-mark.tsx';
import './deadline-cell.css';

export interface DeadlineCellProps {
  readonly kind: 'timeOk' | 'timeNear' | 'timeOver' | 'timeStopped' | 'closedInTime' | 'closedLate';
  readonly words: string;
  /** Share of the time used, 0 to 1; null draws no bar. */
  readonly used: number | null;
  /** Where on the bar it becomes near, 0 to 1. */
  readonly warn: number | null;
}

/** How a case stands in time (UX §3): shape, words, then a bar with a tick where it becomes near. The bar is for the eye; the words say it. */
export function DeadlineCell({ kind, words, used, warn }: DeadlineCellProps): JSX.Element {
  return (
    <span className="ui-deadline">
      <StateMark kind={kind} words={words} />
      {used !== null && (
        <span className="ui-deadline-bar" data-kind={kind} aria-hidden="true">
          <i style={{ width: percent(used) }} />
          {warn !== null && <b style={{ left: percent(warn) }} />}
        </span>
      )}
    </span>
  );
}

const percent = (share: number): string => `${String(Math.round(share * 100))}%`;
