import { useEffect, useMemo, useRef, useState } from 'react';
import type { JSX } from 'react';
import type { TaskDocument } from '../../../shared/domain/task.ts';
import type { ListQuery } from '../../../shared/stock/query.ts';
import type { StockKind, TargetStock } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { counted } from '../../lib/counted.ts';
import { incompleteWords } from '../../lib/pull-words.ts';
import { useReady } from '../../lib/readiness.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { useWidth } from '../../lib/use-media.ts';
import { useNow } from '../../lib/use-now.ts';
import { ActNote } from '../../records/act-note.tsx';
import { isBeingRead } from '../../records/still-coming.ts';
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
import { rememberedTasks, rememberTasks } from './task-memory.ts';
import { TaskPane } from './task-pane.tsx';
import {
  conditionsOf,
  countOf,
  countsOf,
  DUE_KEYS,
  DUE_NAMES,
  footWords,
  nextAfter,
  queryOf,
  type DueKey,
  type TaskView,
} from './task-views.ts';
import { BEGINNING, usePlace } from './use-place.ts';
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

/** How many targets answer a question, undefined until that is known, and how they lie over the tasks. */
function useCounts(query: ListQuery<'target'>): {
  readonly total: number | undefined;
  readonly byTask: ReadonlyMap<string, number>;
} {
  const { stock } = useWorkstation();
  const answer = useLive(useMemo(() => stock.list({ query, from: 0, count: 0, facets: BY_TASK }), [stock, query]));
  return useMemo(() => ({ total: answer?.total, byTask: countsOf(answer?.facets['task']) }), [answer]);
}

const targetsWith = (due: DueKey, today: string): ListQuery<'target'> => ({
  kind: 'target',
  where: conditionsOf(due, today),
});

/** Counts of every stretch of days; each is its own question, so that it is the length of its own list. Of what is still coming none may not be said. */
function useDueCounts(today: string, isComing: boolean) {
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
  const known = ({ total }: { readonly total: number | undefined }): number | undefined =>
    total === 0 && isComing ? undefined : total;
  return {
    open: all.byTask,
    over: over.byTask,
    due: {
      all: known(all),
      over: known(over),
      today: known(todays),
      week: known(week),
      later: known(later),
      proposals: known(proposals),
    },
  };
}

const EVERY_TARGET: ListQuery<'target'> = { kind: 'target' };

/** What is still on its way to this terminal, or into the lists; `null` once all is here. */
function useComing(): string | null {
  const { stock, sync } = useWorkstation();
  const isRead = !isBeingRead(useLive(stock.status));
  const firstPull = useLive(sync.status)?.firstPull;
  if (firstPull === undefined || firstPull.done) return isRead ? null : '本机资料还在读';
  const words = incompleteWords(firstPull, '任务');
  return words === null ? '资料还在取' : `任务${words}`;
}

export function TasksPage({ task, target, onMove, onOpen, onReportAt }: TasksPageProps): JSX.Element {
  const workstation = useWorkstation();
  const status = useLive(workstation.stock.status);
  const nowMs = useNow(workstation.clock.nowMs, 60_000);
  const today = shanghaiDay(nowMs);
  const showsNav = useWidth(LEAST_FOR_NAV_PX);
  const [before] = useState(() => rememberedTasks(workstation, task, target));
  const [typed, setTyped] = useState(before?.typed ?? '');
  const text = useDebounced(typed);
  const [due, setDue] = useState<DueKey>(before?.due ?? 'all');
  const [shows, setShows] = useState<'open' | 'done' | 'all'>(before?.shows ?? 'open');
  const filter = useRef<HTMLInputElement>(null);
  const listPane = useRef<HTMLElement>(null);

  const coming = useComing();
  const all = useCounts(EVERY_TARGET);
  const counts = useDueCounts(today, coming !== null);
  const tasks = useTasks(all.byTask) ?? NO_TASKS;
  const view: TaskView = useMemo(
    () => (task === undefined ? { kind: 'due', due } : { kind: 'task', task, shows }),
    [task, due, shows],
  );
  const query = useMemo(() => queryOf(view, today, text), [view, today, text]);
  const list = useListWindow(query);
  const { place, setPlace } = usePlace(query, list.total, target, (next) => {
    onMove(task, next);
  });
  const shown = target ?? list.rowAt(0)?.id;
  /** Whoever is shown is in none of the rows. */
  const isOutside = place !== undefined && place.at < 0;
  const action = useAction();
  const inHand = useRef(shown);
  useEffect(() => {
    inHand.current = shown;
  }, [shown]);
  useEffect(() => {
    rememberTasks(workstation, { task, target: shown, due, shows, typed });
  }, [workstation, task, shown, due, shows, typed]);
  useReady('tasks', status?.ready === true && list.answer !== undefined && place !== undefined);

  const focusList = (): void => {
    listPane.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  };
  /** On to the next one, whether this one leaves the list (已见面) or stays in it (未遇): two keys are one visit. */
  const recorded = (id: string): void => {
    focusList();
    if (place === undefined) return;
    const next = nextAfter(list.rowAt, place.at, id);
    if (next !== undefined && inHand.current === id) setPlace({ at: place.at + 1, id: next });
  };
  const look = (next: TaskView): void => {
    setTyped('');
    setPlace(BEGINNING);
    if (next.kind === 'due') setDue(next.due);
    else setShows(next.shows);
    onMove(next.kind === 'task' ? next.task : undefined, undefined);
    focusList();
  };
  /** The address says who was in hand, for who comes back to it. */
  const leave = (go: () => void): void => {
    if (shown !== undefined && shown !== target) onMove(task, shown);
    go();
  };
  const openSubjectOf = (subject: string): void => {
    leave(() => {
      openSubject(subject, onOpen);
    });
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
  const total = list.answer === undefined || (list.total === 0 && coming !== null) ? undefined : list.total;
  const empty =
    text === '' ? (
      <EmptyState title={`${heading}：${coming === null ? '没有' : '还没到齐'}`}>
        {coming !== null
          ? `${coming}，有了的会出现在这里。`
          : view.kind === 'due'
            ? '有新的走访、检查和摸排派来，会出现在这里。'
            : '这一类没有。'}
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
        {heading}
        {unfiltered === undefined ? '还没到齐' : `共 ${counted(unfiltered)} 个`}，没有一个符合“{text}”。
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
          isComing={coming !== null}
          onView={look}
        />
      )}
      <section ref={listPane} className="tasks-list" aria-label={heading}>
        <div className="tasks-list-head">
          {showsNav ? (
            <h1 className="ui-cut" title={heading}>
              {heading} <span>{total === undefined ? '' : counted(total)}</span>
            </h1>
          ) : (
            <Select
              label="要做的"
              labelHidden
              value={due}
              options={DUE_KEYS.map((key) => ({
                value: key,
                label: `${DUE_NAMES[key]} ${String(counts.due[key] ?? '')}`,
              }))}
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
            onChange={(next) => {
              setTyped(next);
              // Who looks for another one has left the one that was shown beside the list.
              if (isOutside && next !== '') onMove(task, undefined);
            }}
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
        {list.answer === undefined || place === undefined ? (
          <Skeleton label="正在读取任务" rows={10} rowHeight={48} />
        ) : (
          <TargetList
            label={heading}
            list={list}
            today={today}
            nowMs={nowMs}
            place={shown === undefined ? undefined : { at: place.at, id: shown }}
            onPlace={setPlace}
            onOpen={(row: TargetStock) => {
              openSubjectOf(row.subject);
            }}
            empty={empty}
          />
        )}
        <ActNote done={action.done} trouble={action.trouble} onGone={action.clear} />
        <p className="tasks-foot">
          {footWords({ total, unfiltered, isFiltered: text !== '', coming })}
          {isOutside && '；右边这个不在其中'}
        </p>
      </section>
      <TargetPane
        key={shown ?? 'none'}
        id={shown}
        today={today}
        tasks={tasks}
        action={action}
        isListed={!isOutside}
        onOpenSubject={openSubjectOf}
        onReportAt={(point) => {
          leave(() => {
            onReportAt(point);
          });
        }}
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
