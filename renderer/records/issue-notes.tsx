import { useMemo } from 'react';
import type { JSX } from 'react';
import type { Issue, Severity } from '../../shared/rules/issue.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Shape, type ShapeName, type Tone } from '../ui/shape.tsx';
import { ActNote } from './act-note.tsx';
import { isOneClick } from './issue-fix.ts';
import { COMING_WORDS, isStillComing } from './still-coming.ts';
import { useIssueFix } from './use-issue-fix.ts';
import './records.css';

/** Fixes that open something of the page, by key. */
export type Opens = Readonly<Partial<Record<string, (issue: Issue) => void>>>;

export interface IssueNotesProps {
  readonly subject: string;
  readonly opens?: Opens | undefined;
  /** Whether this person keeps the record; without it nothing is offered. */
  readonly mayFix: boolean;
}

const MARK: Readonly<Record<Severity, { readonly shape: ShapeName; readonly tone: Tone }>> = {
  error: { shape: 'diamond', tone: 'bad' },
  doubt: { shape: 'triangle', tone: 'warn' },
  stale: { shape: 'half', tone: 'violet' },
};

/** What the rules found about one record, each with what may be done about it here: at once, or in a dialog of the page. */
export function IssueNotes({ subject, opens = NO_OPENS, mayFix }: IssueNotesProps): JSX.Element | null {
  const { stock, sync } = useWorkstation();
  const live = useMemo(() => stock.issuesAt(subject), [stock, subject]);
  const issues = useLive(live) ?? [];
  const isComing = isStillComing(useLive(sync.status));
  const { fix, done, trouble, clear } = useIssueFix();
  const offer = (key: string): boolean => mayFix && (opens[key] !== undefined || isOneClick(key));
  return (
    <>
      <ActNote done={done} trouble={trouble} onGone={clear} />
      {isComing && <p className="records-quiet">{COMING_WORDS}</p>}
      {issues.length > 0 && !isComing && (
        <IssueList
          label="要核对的"
          issues={issues}
          offers={offer}
          onFix={(issue, key) => {
            const open = opens[key];
            if (open === undefined) void fix(key, issue);
            else open(issue);
          }}
        />
      )}
    </>
  );
}
const NO_OPENS: Opens = {};

export interface IssueListProps {
  readonly label: string;
  readonly issues: readonly Issue[];
  /** Only what works is shown. Left out: no fixes, as while typing. */
  readonly offers?: (key: string) => boolean;
  readonly onFix?: (issue: Issue, key: string) => void;
}
export function IssueList({ label, issues, offers, onFix }: IssueListProps): JSX.Element {
  return (
    <ul className="records-issues" aria-label={label}>
      {issues.map((issue) => (
        <li key={issue.id}>
          <Shape name={MARK[issue.severity].shape} tone={MARK[issue.severity].tone} />
          <span>{issue.words}</span>
          {issue.fixes
            .filter(({ key }) => offers?.(key) === true)
            .map(({ key, label: name }) => (
              <button
                key={key}
                type="button"
                className="ui-link"
                onClick={() => {
                  onFix?.(issue, key);
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
