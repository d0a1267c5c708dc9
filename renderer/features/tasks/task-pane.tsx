import { useMemo } from 'react';
import type { JSX } from 'react';
import { TASK_KIND_NAMES, type TaskDocument } from '../../../shared/domain/task.ts';
import { Shape } from '../../ui/shape.tsx';
import {
  DUE_KEYS,
  DUE_NAMES,
  dueWords,
  progressOf,
  type DueKey,
  type TaskCounts,
  type TaskView,
} from './task-views.ts';

export interface TaskPaneProps {
  readonly tasks: readonly TaskDocument[];
  readonly dueCounts: Readonly<Record<DueKey, number | undefined>>;
  readonly all: TaskCounts;
  readonly open: TaskCounts;
  readonly over: TaskCounts;
  readonly today: string;
  readonly view: TaskView;
  /** What is not here yet may only not have come. */
  readonly isComing: boolean;
  readonly onView: (view: TaskView) => void;
}

/** What is to be done by day, whose counts sum to the whole; then the tasks with how far each has come. */
export function TaskPane(props: TaskPaneProps): JSX.Element {
  const { tasks, dueCounts, all, open, over, today, view, isComing, onView } = props;
  const has = (due: DueKey): boolean => (dueCounts[due] ?? 0) > 0;
  const sorted = useMemo(
    () =>
      [...tasks].sort(
        (a, b) =>
          Number((open.get(a._id) ?? 0) === 0) - Number((open.get(b._id) ?? 0) === 0) || (a.dueOn < b.dueOn ? -1 : 1),
      ),
    [tasks, open],
  );
  return (
    <nav className="tasks-nav" aria-label="任务">
      <h2>要做的</h2>
      <ul>
        {DUE_KEYS.filter((due) => due !== 'proposals' || has(due)).map((due) => (
          <li key={due}>
            <button
              type="button"
              className="tasks-nav-item"
              aria-current={view.kind === 'due' && view.due === due ? 'true' : undefined}
              onClick={() => {
                onView({ kind: 'due', due });
              }}
            >
              {due === 'over' && has(due) && <Shape name="diamond" tone="bad" />}
              {due === 'today' && has(due) && <Shape name="triangle" tone="warn" />}
              <span className="ui-cut">{DUE_NAMES[due]}</span>
              <b>{dueCounts[due]?.toLocaleString('zh-CN')}</b>
            </button>
          </li>
        ))}
      </ul>
      <h2>任务 {(sorted.length > 0 || !isComing) && <span>{sorted.length} 个</span>}</h2>
      <ul>
        {sorted.map((task) => {
          const progress = progressOf(task._id, all, open, over);
          const due = dueWords(task.dueOn, today);
          const isDone = progress.open === 0;
          return (
            <li key={task._id}>
              <button
                type="button"
                className="tasks-nav-task"
                aria-current={view.kind === 'task' && view.task === task._id ? 'true' : undefined}
                onClick={() => {
                  onView({ kind: 'task', task: task._id, shows: isDone ? 'all' : 'open' });
                }}
              >
                <span className="tasks-nav-title" title={task.title}>
                  {task.title}
                </span>
                <b>
                  {progress.total - progress.open}/{progress.total}
                </b>
                <span className="tasks-nav-second">
                  {TASK_KIND_NAMES[task.kind]} ·{' '}
                  {isDone ? '已做完' : `截止 ${task.dueOn < today ? task.dueOn.slice(5) : due.words}`}
                  {progress.over > 0 && ` · 超期 ${String(progress.over)}`}
                </span>
                <progress
                  className="tasks-nav-bar"
                  max={Math.max(1, progress.total)}
                  value={progress.total - progress.open}
                  aria-label={`已做 ${String(progress.total - progress.open)}，共 ${String(progress.total)}`}
                />
              </button>
            </li>
          );
        })}
        {sorted.length === 0 && (
          <li className="tasks-nav-none">
            {isComing ? '还没到齐。' : '没有任务。在人房企物里选中对象，可以派走访、检查。'}
          </li>
        )}
      </ul>
    </nav>
  );
}
