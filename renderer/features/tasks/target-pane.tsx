import { useMemo } from 'react';
import type { JSX } from 'react';
import { TASK_KIND_NAMES, type TargetDocument, type TaskDocument } from '../../../shared/domain/task.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import type { Action } from '../../records/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Shape } from '../../ui/shape.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { useFilledResult } from './filled-results.ts';
import { ProposalList } from './proposal-list.tsx';
import { ResultForm } from './result-form.tsx';
import { SubjectFacts } from './subject-facts.tsx';
import { outcomeWords } from './target-list.tsx';
import { dueWords } from './task-views.ts';
import { useRecording } from './use-recording.ts';

export interface TargetPaneProps {
  readonly id: string | undefined;
  readonly today: string;
  readonly tasks: readonly TaskDocument[];
  /** Of the page: what was done at one target is told, and can be taken back, when the next is in hand. */
  readonly action: Action;
  /** Whether the list has it: its keys are those of its row. */
  readonly isListed: boolean;
  readonly onOpenSubject: (id: string) => void;
  readonly onReportAt: (point: readonly [number, number]) => void;
  readonly onRecorded: (target: string) => void;
}

type Result = TargetDocument['results'][number];

const answersOf = (result: Result, task: TaskDocument | undefined): string =>
  (task?.questions ?? [])
    .flatMap(({ key, label }) => {
      const answer = result.answers?.[key];
      if (answer === undefined || answer === '') return [];
      return [
        `${label}：${answer === true ? '是' : answer === false ? '否' : typeof answer === 'string' ? answer : JSON.stringify(answer)}`,
      ];
    })
    .join('；');

/** One target: who it is, what came out so far, what to record now. */
export function TargetPane(props: TargetPaneProps): JSX.Element {
  const { id, today, tasks, action, isListed, onOpenSubject, onReportAt, onRecorded } = props;
  const { records, clock } = useWorkstation();
  const [filled, fill] = useFilledResult(id ?? '');
  const target = useLive(useMemo(() => (id === undefined ? undefined : records.one('target', id)), [records, id]));
  const now = useNow(clock.nowMs, 60_000);
  const recording = useRecording(target ?? undefined, action, onRecorded);
  if (id === undefined || target === undefined || target === null) {
    return (
      <aside className="tasks-pane" aria-label="对象">
        {target === null || id === undefined ? (
          <EmptyState title="没有选中的对象">在左边选一个，在这里登记结果。</EmptyState>
        ) : null}
      </aside>
    );
  }
  const task = tasks.find(({ _id }) => _id === target.task);
  const due = dueWords(target.dueOn, today);
  const subjectType = target.subject.slice(0, target.subject.indexOf(':'));
  return (
    <aside className="tasks-pane" aria-label={target.subjectName}>
      <header className="tasks-pane-head">
        <h2 className="ui-cut">{target.subjectName}</h2>
        <span className={`tasks-due ui-tone-${target.isOpen ? due.tone : 'ok'}`}>
          <Shape name={target.isOpen ? due.shape : 'check'} tone={target.isOpen ? due.tone : 'ok'} />{' '}
          {target.isOpen ? due.words : '已做'}
        </span>
        <Button
          size="small"
          keyHint={isListed ? 'Enter' : undefined}
          onClick={() => {
            onOpenSubject(target.subject);
          }}
        >
          打开档案
        </Button>
      </header>
      <div className="tasks-pane-body">
        <p className="tasks-pane-task">
          {TASK_KIND_NAMES[target.taskKind]} · {target.taskTitle} · {target.dueOn} 前
        </p>
        <SubjectFacts subject={target.subject} onReportAt={onReportAt} />
        {target.isOpen && recording.mayRecord && (
          <section className="tasks-section">
            <h3>登记结果</h3>
            <ResultForm
              key={target._id}
              kind={target.taskKind}
              subjectType={subjectType}
              questions={task?.questions ?? []}
              filled={filled}
              onFill={fill}
              isBusy={action.isBusy}
              onSubmit={recording.record}
            />
          </section>
        )}
        <ProposalList
          target={target}
          mayDecide={recording.mayRecord}
          onAccept={recording.accept}
          onDecline={recording.decline}
        />
        <section className="tasks-section">
          <h3>经过 {target.results.length}</h3>
          {target.results.length === 0 ? (
            <p className="tasks-quiet">还没有登记过结果。</p>
          ) : (
            <Timeline
              label="经过"
              entries={[...target.results].reverse().map((result) => ({
                id: result.id,
                title: outcomeWords(result.outcome),
                aside: `${momentWords(result.at, now)} · ${result.by.name}`,
                body: [result.words ?? '', answersOf(result, task)].filter((part) => part !== '').join('。'),
              }))}
            />
          )}
        </section>
      </div>
    </aside>
  );
}
