import { useEffect, useMemo, useRef, useState } from 'react';
import type { JSX } from 'react';
import type { TaskDocument } from '../../../shared/domain/task.ts';
import type { ListQuery } from '../../../shared/stock/query.ts';
import type { StockKind, TargetStock } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useReady } from '../../lib/readiness.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { useWidth } from '../../lib/use-media.ts';
import { useNow } from '../../lib/use-now.ts';
import { ActNote } from '../../records/act-note.tsx';
import { useAction } from '../../records/use-action.ts';
import { useListWindow } from '../../records/use-list-window.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useDebounced } from './use-debounced.ts';
import { TargetList } from './target-list.tsx';
import { TargetPane } from './target-pane.tsx';
import { TaskPane } from './task-pane.tsx';
import {
  conditionsOf,
  countOf,
  countsOf,
  DUE_KEYS,
  DUE_NAMES,
  nextAfter,
  queryOf,
  type DueKey,
  type TaskView,
} from './task-views.ts';
import { useTasks } from './use-tasks.ts';
import './tasks.css';

export interface TasksPageProps {
  readonly task: string | undefined;
  readonly target: string | undefined;
  readonly onMove: (task: string | undefined, target: string | undefined) => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onReportAt: (point: readonly [number, number]) => void;
}

const LEAST_FOR_NAV_PX = 1000;
const BY_TASK = ['task'] as const;
const NO_TASKS: readonly TaskDocument[] = [];
const SHOWS = [
  { value: 'open', label: '要做的' },
  { value: 'done', label: '做完的' },
  { value: 'all', label: '全部' },
] as const;

/** How many targets answer a question, and how they lie over the tasks. */
function useCounts(query: ListQuery<'target'>): {
  readonly total: number;
  readonly byTask: ReadonlyMap<string, number>;
} {
  const { stock } = useWorkstation();
  const answer = useLive(useMemo(() => stock.list({ query, from: 0, count: 0, facets: BY_TASK }), [stock, query]));
  return useMemo(() => ({ total: answer?.total ?? 0, byTask: countsOf(answer?.facets['task']) }), [answer]);
}

const targetsWith = (due: DueKey, today: string): ListQuery<'target'> => ({
  kind: 'target',
  where: conditionsOf(due, today),
});

/** Counts of every stretch of days; each is its own question, so that it is the length of its own list. */
function useDueCounts(today: string) {
  const queries = useMemo(
    () =>
      Object.fromEntries(DUE_KEYS.map((due) => [due, targetsWith(due, today)])) as Record<DueKey, ListQuery<'target'>>,
    [today],
  );
  const all = useCounts(queries.all);
  const over = useCounts(queries.over);
  const todays = useCounts(queries.today);
  const week = useCounts(queries.week);
  const later = useCounts(queries.later);
  const proposals = useCounts(queries.proposals);
  return {
    open: all.byTask,
    over: over.byTask,
    due: {
      all: all.total,
      over: over.total,
      today: todays.total,
      week: week.total,
      later: later.total,
      proposals: proposals.total,
    },
  };
}

const EVERY_TARGET: ListQuery<'target'> = { kind: 'target' };

export function TasksPage({ task, target, onMove, onOpen, onReportAt }: TasksPageProps): JSX.Element {
  const workstation = useWorkstation();
  const status = useLive(workstation.stock.status);
  const nowMs = useNow(workstation.clock.nowMs, 60_000);
  const today = shanghaiDay(nowMs);
  const showsNav = useWidth(LEAST_FOR_NAV_PX);
  const [typed, setTyped] = useState('');
  const text = useDebounced(typed);
  const [due, setDue] = useState<DueKey>('all');
  const [shows, setShows] = useState<'open' | 'done' | 'all'>('open');
  const filter = useRef<HTMLInputElement>(null);
  const listPane = useRef<HTMLElement>(null);

  const all = useCounts(EVERY_TARGET);
  const counts = useDueCounts(today);
  const tasks = useTasks(all.byTask) ?? NO_TASKS;
  const view: TaskView = useMemo(
    () => (task === undefined ? { kind: 'due', due } : { kind: 'task', task, shows }),
    [task, due, shows],
  );
  const query = useMemo(() => queryOf(view, today, text), [view, today, text]);
  const list = useListWindow(query);
  const [at, setAt] = useState(0);
  const first = list.rowAt(0)?.id;
  const shown = target ?? first;
  const action = useAction();
  const inHand = useRef(shown);
  useEffect(() => {
    inHand.current = shown;
  }, [shown]);
  useReady('tasks', status?.ready === true && list.answer !== undefined);

  const focusList = (): void => {
    listPane.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  };
  /** On to the next one, whether this one leaves the list (已见面) or stays in it (未遇): two keys are one visit. */
  const recorded = (id: string): void => {
    focusList();
    const next = nextAfter(list.rowAt, at, id);
    if (next === undefined || inHand.current !== id) return;
    setAt(at + 1);
    onMove(task, next);
  };
  const look = (next: TaskView): void => {
    setTyped('');
    setAt(0);
    if (next.kind === 'due') setDue(next.due);
    else setShows(next.shows);
    onMove(next.kind === 'task' ? next.task : undefined, undefined);
    focusList();
  };
  useShortcuts([
    {
      keys: '/',
      label: '筛选',
      group: '任务',
      inStatusBar: true,
      run: () => {
        filter.current?.focus();
      },
    },
  ]);

  const current = tasks.find(({ _id }) => _id === task);
  const heading = view.kind === 'due' ? DUE_NAMES[view.due] : (current?.title ?? '任务');
  const unfiltered = view.kind === 'due' ? counts.due[view.due] : countOf(view, all.byTask, counts.open);
  const empty =
    text === '' ? (
      <EmptyState title={`${heading}：没有`}>
        {view.kind === 'due' ? '有新的走访、检查和摸排派来，会出现在这里。' : '这一类没有。'}
      </EmptyState>
    ) : (
      <EmptyState
        kind="filtered"
        title="按这些条件没有找到"
        acts={
          <Button
            kind="primary"
            size="small"
            onClick={() => {
              setTyped('');
              focusList();
            }}
          >
            清除条件
          </Button>
        }
      >
        {heading}共 {unfiltered} 个，没有一个符合“{text}”。
      </EmptyState>
    );

  return (
    <div className="tasks-page" data-nav={showsNav || undefined}>
      {showsNav && (
        <TaskPane
          tasks={tasks}
          dueCounts={counts.due}
          all={all.byTask}
          open={counts.open}
          over={counts.over}
          today={today}
          view={view}
          onView={look}
        />
      )}
      <section ref={listPane} className="tasks-list" aria-label={heading}>
        <div className="tasks-list-head">
          {showsNav ? (
            <h1 className="ui-cut" title={heading}>
              {heading} <span>{list.total.toLocaleString('zh-CN')}</span>
            </h1>
          ) : (
            <Select
              label="要做的"
              labelHidden
              value={due}
              options={DUE_KEYS.map((key) => ({ value: key, label: `${DUE_NAMES[key]} ${String(counts.due[key])}` }))}
              onChange={(next) => {
                look({ kind: 'due', due: next });
              }}
            />
          )}
          {view.kind === 'task' && (
            <RadioGroup label="显示" labelHidden look="segmented" value={shows} options={SHOWS} onChange={setShows} />
          )}
          <TextField
            ref={filter}
            label="筛选"
            labelHidden
            placeholder="姓名、拼音、地址"
            value={typed}
            onChange={setTyped}
            tail={typed === '' ? <Kbd keys="/" /> : undefined}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing || !['Escape', 'Enter', 'ArrowDown'].includes(event.key)) return;
              if (event.key === 'Escape') setTyped('');
              focusList();
              event.preventDefault();
              event.stopPropagation();
            }}
          />
        </div>
        {current?.what !== undefined && view.kind === 'task' && <p className="tasks-what">{current.what}</p>}
        {list.answer === undefined ? (
          <Skeleton label="正在读取任务" rows={10} rowHeight={48} />
        ) : (
          <TargetList
            label={heading}
            list={list}
            today={today}
            nowMs={nowMs}
            place={shown === undefined ? undefined : { at, id: shown }}
            onPlace={(place) => {
              setAt(place.at);
              if (place.id !== undefined && place.id !== target) onMove(task, place.id);
            }}
            onOpen={(row: TargetStock) => {
              openSubject(row.subject, onOpen);
            }}
            empty={empty}
          />
        )}
        <ActNote done={action.done} trouble={action.trouble} onGone={action.clear} />
        <p className="tasks-foot">
          共 {list.total.toLocaleString('zh-CN')} 个，与左栏的数一致{text === '' ? '' : '（已筛选）'}
        </p>
      </section>
      <TargetPane
        key={shown ?? 'none'}
        id={shown}
        today={today}
        tasks={tasks}
        action={action}
        onOpenSubject={(subject: string) => {
          openSubject(subject, onOpen);
        }}
        onReportAt={onReportAt}
        onRecorded={recorded}
      />
    </div>
  );
}

const KIND_OF_TYPE: Readonly<Record<string, StockKind>> = {
  person: 'person',
  room: 'room',
  enterprise: 'enterprise',
  component: 'component',
  ledgerEntry: 'ledgerEntry',
};
function openSubject(subject: string, open: (kind: StockKind, id: string) => void): void {
  const kind = KIND_OF_TYPE[subject.slice(0, subject.indexOf(':'))];
  if (kind !== undefined) open(kind, subject);
}
