import type { JSX } from 'react';
import { IconClose } from '../../ui/icons.tsx';
import { Shape, type ShapeName, type Tone } from '../../ui/shape.tsx';
import { ImportLine } from './import/import-line.tsx';
import { countWords, shownStages, shownWatch, type Counts, type Queue, type QueueKey, type Queues } from './queues.ts';

export interface QueuePaneProps {
  readonly queues: Queues;
  readonly count: Counts;
  readonly scope: string;
  readonly current: QueueKey;
  readonly onChoose: (key: QueueKey) => void;
  readonly onForget: (key: QueueKey) => void;
  readonly onImport: (() => void) | undefined;
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
  const { queues, count, scope, current, onChoose, onForget, onImport } = props;
  const line = ({ key, label }: Queue): JSX.Element => {
    const mark = MARKS[key];
    const isSaved = key.startsWith('saved:');
    return (
      <li key={key} className={isSaved ? 'cases-saved' : undefined}>
        <button
          type="button"
          className="cases-queue"
          aria-current={key === current ? 'true' : undefined}
          onClick={() => {
            onChoose(key);
          }}
        >
          {mark !== undefined && <Shape name={mark.shape} tone={mark.tone} />}
          <span className="ui-cut">{label}</span>
          <b>{countWords(count(key))}</b>
        </button>
        {isSaved && (
          <button
            type="button"
            className="cases-saved-delete"
            aria-label={`删除存下的筛选 ${label}`}
            onClick={() => {
              onForget(key);
            }}
          >
            <IconClose size={12} />
          </button>
        )}
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
      {queues.saved.length > 0 && (
        <>
          <h2>我存的筛选</h2>
          <ul>{queues.saved.map(line)}</ul>
        </>
      )}
      <h2>已办</h2>
      <ul>{line(queues.finished)}</ul>
    </nav>
  );
}
