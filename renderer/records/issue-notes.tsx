import { useMemo } from 'react';
import type { JSX } from 'react';
import type { Issue, Severity } from '../../shared/rules/issue.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Shape, type ShapeName, type Tone } from '../ui/shape.tsx';
import './records.css';

export interface IssueNotesProps {
  readonly subject: string;
  /** Without it the fixes are not offered. */
  readonly onFix?: ((issue: Issue, fixKey: string) => void) | undefined;
}

const MARK: Readonly<Record<Severity, { readonly shape: ShapeName; readonly tone: Tone }>> = {
  error: { shape: 'diamond', tone: 'bad' },
  doubt: { shape: 'triangle', tone: 'warn' },
  stale: { shape: 'half', tone: 'violet' },
};

/** What the rules found about one record. */
export function IssueNotes({ subject, onFix }: IssueNotesProps): JSX.Element | null {
  const { stock } = useWorkstation();
  const live = useMemo(() => stock.issuesAt(subject), [stock, subject]);
  const issues = useLive(live) ?? [];
  return issues.length === 0 ? null : <IssueList label="要核对的" issues={issues} onFix={onFix} />;
}

export interface IssueListProps {
  readonly label: string;
  readonly issues: readonly Issue[];
  readonly onFix?: IssueNotesProps['onFix'];
}
export function IssueList({ label, issues, onFix }: IssueListProps): JSX.Element {
  return (
    <ul className="records-issues" aria-label={label}>
      {issues.map((issue) => (
        <li key={issue.id}>
          <Shape name={MARK[issue.severity].shape} tone={MARK[issue.severity].tone} />
          <span>{issue.words}</span>
          {onFix !== undefined &&
            issue.fixes.map(({ key, label: name }) => (
              <button
                key={key}
                type="button"
                className="ui-link"
                onClick={() => {
                  onFix(issue, key);
                }}
              >
                {name}
              </button>
            ))}
        </li>
      ))}
    </ul>
  );
}
