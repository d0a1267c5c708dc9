import type { JSX } from 'react';
import { Shape, type ShapeName, type Tone } from '../../ui/shape.tsx';
import { countWords, type Queue, type QueueKey, type Queues } from './queues.ts';

export interface QueuePaneProps {
  readonly queues: Queues;
  readonly scope: string;
  readonly current: QueueKey;
  readonly onChoose: (key: QueueKey) => void;
}

const MARKS: Readonly<Partial<Record<QueueKey, { readonly shape: ShapeName; readonly tone: Tone }>>> = {
  overdue: { shape: 'diamond', tone: 'bad' },
  near: { shape: 'triangle', tone: 'warn' },
  returned: { shape: 'arrowBack', tone: 'bad' },
  unsent: { shape: 'arrowUp', tone: 'primary' },
  refused: { shape: 'arrowBack', tone: 'bad' },
};

function QueueButton({
  queue,
  isCurrent,
  onChoose,
}: {
  readonly queue: Queue;
  readonly isCurrent: boolean;
  readonly onChoose: (key: QueueKey) => void;
}): JSX.Element {
  const mark = MARKS[queue.key];
  return (
    <li>
      <button
        type="button"
        className="cases-queue"
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => {
          onChoose(queue.key);
        }}
      >
        {mark !== undefined && <Shape name={mark.shape} tone={mark.tone} />}
        <span className="ui-cut">{queue.label}</span>
        <b>{countWords(queue)}</b>
      </button>
    </li>
  );
}

/** Queues by stage, whose counts sum to the total, then what to watch. */
export function QueuePane({ queues, scope, current, onChoose }: QueuePaneProps): JSX.Element {
  const buttons = (list: readonly Queue[]): readonly JSX.Element[] =>
    list.map((queue) => (
      <QueueButton key={queue.key} queue={queue} isCurrent={queue.key === current} onChoose={onChoose} />
    ));
  return (
    <nav className="cases-queues" aria-label="队列">
      <ul>{buttons([queues.mine])}</ul>
      <h2>
        按阶段 <span className="ui-cut">{scope}</span>
      </h2>
      <ul>{buttons([queues.all, ...queues.stages])}</ul>
      <h2>要留意</h2>
      <ul>{buttons(queues.watch)}</ul>
      <h2>已办</h2>
      <ul>{buttons([queues.finished])}</ul>
    </nav>
  );
}
