import { useEffect, useRef } from 'react';
import type { JSX, ReactNode } from 'react';
import { countWords, type Counts, type Queue, type QueueKey } from './queues.ts';

export interface LineProps {
  readonly queue: Queue;
  readonly count: Counts;
  readonly current: QueueKey;
  readonly onChoose: (key: QueueKey) => void;
  readonly mark?: ReactNode;
  /** What a name leaves unsaid. */
  readonly title?: string | undefined;
}

/** One queue of the pane: its name, and exactly how many stand in it. */
export function QueueLine({ queue, count, current, onChoose, mark, title }: LineProps): JSX.Element {
  const { key, label } = queue;
  const isCurrent = key === current;
  const line = useRef<HTMLButtonElement>(null);
  // The filters stand at the foot of a long pane: what was just saved, or opened by a key or an address, is to be seen.
  useEffect(() => {
    if (isCurrent) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <button
      ref={line}
      type="button"
      className="cases-queue"
      title={title}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={() => {
        onChoose(key);
      }}
    >
      {mark}
      <span className="ui-cut">{label}</span>
      <b>{countWords(count(key))}</b>
    </button>
  );
}
