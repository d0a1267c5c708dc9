import { useCallback, useRef, useState } from 'react';
import type { JSX } from 'react';
import { mayWriteType } from '../../../shared/access/rights.ts';
import type { Severity } from '../../../shared/rules/issue.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import type { ListedIssue } from '../../data/stock/api.ts';
import { areaWords } from '../../lib/area-words.ts';
import { useReady } from '../../lib/readiness.ts';
import { useWidth, WIDE_PX } from '../../lib/use-media.ts';
import { ActNote } from '../../records/act-note.tsx';
import { Button } from '../../ui/button.tsx';
import { DataCell, type RowState } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/frame/page-head.tsx';
import { Select } from '../../ui/select.tsx';
import { Shape, type ShapeName, type Tone } from '../../ui/shape.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { WindowListColumn } from '../../ui/window-list-head.tsx';
import { WindowList, type ListPlace } from '../../ui/window-list.tsx';
import { isOneClick, typeOfId } from '../../records/issue-fix.ts';
import { COMING_WORDS, isBeingRead, isStillComing } from '../../records/still-coming.ts';
import { useIssueFix } from '../../records/use-issue-fix.ts';
import { useIssueWindow } from './use-issue-window.ts';
import './stock.css';

export interface IssuesPageProps {
  readonly rule: string | undefined;
  readonly onRule: (rule: string | undefined) => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onOpenBuilding: (id: string) => void;
  readonly onOpenTask: (id: string) => void;
  readonly onBack: () => void;
}

const NONE = [] as const;
const LEAST_FOR_RULES_PX = 900;
const issueId = (issue: ListedIssue): string => issue.id;

const SEVERITY: Readonly<Record<Severity, { readonly words: string; readonly shape: ShapeName; readonly tone: Tone }>> =
  {
    error: { words: '有错', shape: 'diamond', tone: 'bad' },
    doubt: { words: '存疑', shape: 'triangle', tone: 'warn' },
    stale: { words: '过时', shape: 'half', tone: 'violet' },
  };

const columns = (isWide: boolean): readonly WindowListColumn[] => [
  { key: 'severity', name: '轻重', head: '', width: '64px' },
  { key: 'who', name: '对象', head: '对象', width: isWide ? 'minmax(0, 0.8fr)' : 'minmax(0, 0.7fr)' },
  { key: 'words', name: '查出', head: '查出', width: 'minmax(0, 1.3fr)' },
  { key: 'acts', name: '办法', head: '', width: isWide ? '340px' : '262px' },
];

/** 资料待更正: what the rules found, rule by rule, each with what one click can do. */
export function IssuesPage(props: IssuesPageProps): JSX.Element {
  const { rule, onRule, onOpen, onOpenBuilding, onOpenTask, onBack } = props;
  const workstation = useWorkstation();
  const { stock, user, records } = workstation;
  const rules = useLive(stock.issues);
  const status = useLive(stock.status);
  const isComing = isStillComing(useLive(workstation.sync.status));
  // While the rest is still coming, what is missing is nobody's to mend.
  const offered = (issue: ListedIssue | undefined): ReturnType<typeof fixesOf> =>
    isComing ? NONE : fixesOf(issue, user);
  const areas = areaWords(useLive(workstation.areas) ?? NONE);
  const [place, setPlace] = useState<ListPlace>();
  const found = (rules ?? NONE).filter(({ count }) => count > 0);
  const current = (rules ?? NONE).find((each) => each.rule === rule) ?? found[0];
  const total = current?.count ?? 0;
  const { isRead, issueAt, onWindow } = useIssueWindow(current?.rule);
  const fixing = useIssueFix();
  const showsRules = useWidth(LEAST_FOR_RULES_PX);
  const isWide = useWidth(WIDE_PX);
  const pane = useRef<HTMLElement>(null);
  const focusList = useCallback(() => {
    pane.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  }, []);
  useReady('issues', rules !== undefined);

  const choose = (next: string): void => {
    setPlace({ at: 0, id: undefined });
    fixing.clear();
    onRule(next);
    focusList();
  };
  const openSubject = (issue: ListedIssue): void => {
    const { subject, subjectKind } = issue;
    switch (subjectKind) {
      case 'building':
        onOpenBuilding(subject);
        return;
      case 'task':
        onOpenTask(subject);
        return;
      case 'household':
        // A household has no page of its own: its home's picture shows it, else its head's card.
        void records.many('household', [subject]).then(([household]) => {
          if (household?.room !== undefined) onOpen('room', household.room);
          else if (household?.head !== undefined) onOpen('person', household.head);
        });
        return;
      case 'occupancy':
        void records.many('occupancy', [subject]).then(([stay]) => {
          if (stay !== undefined) onOpen('person', stay.person);
        });
        return;
      default:
        onOpen(subjectKind, subject);
    }
  };
  const at = place?.at ?? -1;
  const currentIssue = at < 0 ? undefined : issueAt(at);
  useShortcuts([
    {
      keys: 'F8',
      label: '下一条',
      group: '待更正',
      inStatusBar: true,
      run: () => {
        if (at + 1 < total) setPlace({ at: at + 1, id: undefined });
        else {
          const next = found[found.findIndex((each) => each.rule === current?.rule) + 1];
          if (next !== undefined) choose(next.rule);
        }
        focusList();
      },
    },
    ...offered(currentIssue).map(({ key, label }, index) => ({
      keys: String(index + 1),
      label,
      group: '待更正',
      inStatusBar: true,
      run: () => {
        if (currentIssue !== undefined) void fixing.fix(key, currentIssue);
      },
    })),
    { keys: 'Escape', label: '返回', group: '待更正', run: onBack },
  ]);

  const render = (issue: ListedIssue, { isCurrent }: RowState): JSX.Element => {
    const { words, shape, tone } = SEVERITY[issue.severity];
    return (
      <>
        <DataCell>
          <span className={`ui-state ui-tone-${tone}`}>
            <Shape name={shape} tone={tone} />
            {words}
          </span>
        </DataCell>
        <DataCell title={`${issue.subjectName} ${issue.address}`}>
          <span className="ui-list-title">{issue.subjectName}</span>
          <span className="ui-list-second">{issue.address === '' ? areas.nameOf(issue.scope) : issue.address}</span>
        </DataCell>
        <DataCell title={issue.words}>{issue.words}</DataCell>
        <DataCell className="stock-issue-acts">
          {offered(issue).map(({ key, label }, index) => (
            <Button
              key={key}
              size="small"
              kind={isCurrent && index === 0 ? 'primary' : 'normal'}
              tabIndex={isCurrent ? 0 : -1}
              {...(isCurrent ? { keyHint: String(index + 1) } : {})}
              onClick={() => {
                void fixing.fix(key, issue);
              }}
            >
              {label}
            </Button>
          ))}
          <Button
            size="small"
            tabIndex={isCurrent ? 0 : -1}
            onClick={() => {
              openSubject(issue);
            }}
          >
            打开
          </Button>
        </DataCell>
      </>
    );
  };

  const all = found.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="stock-page">
      <PageHead
        title="资料待更正"
        note={
          isComing
            ? COMING_WORDS
            : isBeingRead(status)
              ? `共 ${all.toLocaleString('zh-CN')} 条，资料还在取，数还会变`
              : `共 ${all.toLocaleString('zh-CN')} 条，由规则查出`
        }
        acts={
          <Button keyHint="Esc" onClick={onBack}>
            返回
          </Button>
        }
      />
      <div className="stock-body" data-facets={(showsRules && found.length > 0) || undefined}>
        {showsRules && found.length > 0 && (
          <nav className="stock-rules" aria-label="按规则">
            {found.map((each) => (
              <button
                key={each.rule}
                type="button"
                title={each.title}
                aria-current={each.rule === current?.rule ? 'true' : undefined}
                onClick={() => {
                  choose(each.rule);
                }}
              >
                <span className="ui-cut">{each.title}</span>
                <b>{each.count.toLocaleString('zh-CN')}</b>
              </button>
            ))}
          </nav>
        )}
        <section ref={pane} className="stock-main" aria-label={current?.title ?? '资料待更正'}>
          {!showsRules && current !== undefined && (
            <Select
              label="规则"
              labelHidden
              value={current.rule}
              options={found.map((each) => ({ value: each.rule, label: `${each.title} ${String(each.count)}` }))}
              onChange={choose}
            />
          )}
          <ActNote done={fixing.done} trouble={fixing.trouble} onGone={fixing.clear} />
          {rules === undefined || (!isRead && total > 0) ? (
            <Skeleton label="正在读取待更正的资料" rows={10} rowHeight={48} />
          ) : (
            <WindowList
              label={current?.title ?? '资料待更正'}
              unit="条"
              total={total}
              rowAt={issueAt}
              onWindow={onWindow}
              rowId={issueId}
              rowName={(issue) =>
                `${SEVERITY[issue.severity].words}，${issue.subjectName}，${issue.address}，${issue.words}`
              }
              renderRow={render}
              rowHeight={48}
              columns={columns(isWide)}
              place={place}
              onPlace={setPlace}
              onOpen={openSubject}
              openWords="打开"
              empty={
                <EmptyState title={current === undefined ? '没有待更正的资料' : `${current.title}：都改好了`}>
                  规则查出新的会出现在这里。
                </EmptyState>
              }
              autoFocus
            />
          )}
          <div className="stock-foot">
            <p>
              {current === undefined
                ? ''
                : `${current.title} ${total.toLocaleString('zh-CN')} 条，与清单一致；改好的自己消失`}
            </p>
          </div>
        </section>
      </div>
    </div>
  );
}

/** What this person may do with one click. Whoever may not write the record has 打开 only. */
function fixesOf(
  issue: ListedIssue | undefined,
  user: Parameters<typeof mayWriteType>[0],
): readonly { readonly key: string; readonly label: string }[] {
  const type = issue === undefined ? undefined : typeOfId(issue.subject);
  if (issue === undefined || type === undefined || !mayWriteType(user, type)) return [];
  return issue.fixes.filter(({ key }) => isOneClick(key));
}
