import type { JSX, ReactNode } from 'react';
import { Shape, type ShapeName, type Tone } from '../../ui/shape.tsx';
import { ImportLine } from './import/import-line.tsx';
import { QueueLine } from './queue-line.tsx';
import { shownStages, shownWatch, type Counts, type Queue, type QueueKey, type Queues } from './queues.ts';

export interface QueuePaneProps {
  readonly queues: Queues;
  readonly count: Counts;
  readonly scope: string;
  readonly current: QueueKey;
  readonly onChoose: (key: QueueKey) => void;
  readonly onImport: (() => void) | undefined;
  /** The filters (`filter-lines.tsx`). */
  readonly children: ReactNode;
}

const MARKS: Readonly<Partial<Record<QueueKey, { readonly shape: ShapeName; readonly tone: Tone }>>> = {
  overdue: { shape: 'diamond', tone: 'bad' },
  near: { shape: 'triangle', tone: 'warn' },
  supervised: { shape: 'square', tone: 'primary' },
  returned: { shape: 'arrowBack', tone: 'bad' },
  'returned-twice': { shape: 'arrowBack', tone: 'bad' },
  recurring: { shape: 'swap', tone: 'violet' },
  'due-48h': { shape: 'triangle', tone: 'warn' },
  reply: { shape: 'triangle', tone: 'warn' },
  unsent: { shape: 'arrowUp', tone: 'primary' },
  refused: { shape: 'arrowBack', tone: 'bad' },
};

/** Queues by stage, whose counts sum to the total, then what to watch. */
export function QueuePane(props: QueuePaneProps): JSX.Element {
  const { queues, count, scope, current, onChoose, onImport, children } = props;
  const line = (queue: Queue): JSX.Element => {
    const mark = MARKS[queue.key];
    return (
      <li key={queue.key}>
        <QueueLine
          queue={queue}
          count={count}
          current={current}
          onChoose={onChoose}
          mark={mark && <Shape name={mark.shape} tone={mark.tone} />}
        />
      </li>
    );
  };
  return (
    <nav className="cases-queues" aria-label="队列">
      <ul>{queues.own.map(line)}</ul>
      {onImport !== undefined && <ImportLine onImport={onImport} />}
      <h2>
        按阶段 <span className="ui-cut">{scope}</span>
      </h2>
      <ul>{[queues.all, ...shownStages(queues.stages, count, current)].map(line)}</ul>
      <h2>要留意</h2>
      <ul>{shownWatch(queues.watch, count, current).map(line)}</ul>
      {children}
      <h2>已办</h2>
      <ul>{line(queues.finished)}</ul>
    </nav>
  );
}
