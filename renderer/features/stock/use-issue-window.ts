import { useCallback, useMemo, useState } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import type { ListedIssue } from '../../data/stock/api.ts';

const STEP = 100;

export interface IssueWindow {
  /** Undefined until the first answer. */
  readonly isRead: boolean;
  readonly issueAt: (at: number) => ListedIssue | undefined;
  readonly onWindow: (from: number, to: number) => void;
}

/** The stretch of a rule's issues that is in sight, live. */
export function useIssueWindow(rule: string | undefined): IssueWindow {
  const { stock } = useWorkstation();
  const [stretch, setStretch] = useState({ from: 0, count: 2 * STEP });
  const live = useMemo(
    () => (rule === undefined ? undefined : stock.issuesOf(rule, stretch.from, stretch.count)),
    [stock, rule, stretch],
  );
  const issues = useLive(live);
  // While the next stretch is on its way the last one goes on standing where it stood.
  const [held, setHeld] = useState<{
    readonly rule: string | undefined;
    readonly from: number;
    readonly issues: readonly ListedIssue[];
  }>();
  if (issues !== undefined && (held?.issues !== issues || held.rule !== rule)) {
    setHeld({ rule, from: stretch.from, issues });
  }
  const shown = held?.rule === rule ? held : undefined;
  const issueAt = useCallback((at: number) => shown?.issues[at - shown.from], [shown]);
  const onWindow = useCallback((from: number, to: number) => {
    const start = Math.max(0, Math.floor(from / STEP) - 1) * STEP;
    const count = (Math.floor(to / STEP) + 2) * STEP - start;
    setStretch((now) => (now.from === start && now.count === count ? now : { from: start, count }));
  }, []);
  return { isRead: shown !== undefined, issueAt, onWindow };
}
