import type { JSX } from 'react';
import { useStateWords } from '../../data/rules-now.ts';
import { numberWords } from '../../lib/case-words.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { Button } from '../../ui/button.tsx';
import { Shape } from '../../ui/shape.tsx';
import type { LikelyDuplicate } from './likely-duplicates.ts';

export interface DuplicateNoteProps {
  readonly duplicate: LikelyDuplicate;
  readonly nowMs: number;
  readonly onOpen: (id: string) => void;
  /** Only for posts that may merge; for others the case can be looked at. */
  readonly onMerge: ((row: LikelyDuplicate['row']) => void) | undefined;
  readonly onDismiss: (id: string) => void;
}

/** Offered, never in the way. */
export function DuplicateNote({ duplicate, nowMs, onOpen, onMerge, onDismiss }: DuplicateNoteProps): JSX.Element {
  const stateWords = useStateWords();
  const { row, likeness } = duplicate;
  const grounds = likeness.reasons
    .filter(({ about }) => about !== 'distance' && about !== 'time')
    .map(({ words }) => words);
  return (
    <section className="report-duplicate" aria-label="可能重复">
      <Shape name="swap" tone="violet" />
      <p>
        <b>附近可能已有同一件</b>
        {numberWords(row.number)} {row.categoryName} · {row.address} · {likeness.metres} 米 ·{' '}
        {momentWords(row.reportedAt, nowMs)} · {stateWords[row.state]}
        <span className="report-grounds">{grounds.join('；')}</span>
      </p>
      <Button
        size="small"
        onClick={() => {
          onOpen(row.id);
        }}
      >
        打开看看
      </Button>
      {onMerge !== undefined && (
        <Button
          size="small"
          onClick={() => {
            onMerge(row);
          }}
        >
          合并到这件
        </Button>
      )}
      <Button
        size="small"
        onClick={() => {
          onDismiss(row.id);
        }}
      >
        不是同一件
      </Button>
    </section>
  );
}

/** What will be merged once it is reported. */
export function MergeNote({
  into,
  onDrop,
}: {
  readonly into: LikelyDuplicate['row'];
  readonly onDrop: () => void;
}): JSX.Element {
  return (
    <section className="report-duplicate" aria-label="要并案">
      <Shape name="swap" tone="violet" />
      <p>
        <b>上报后并到这件</b>
        {numberWords(into.number)} {into.categoryName} · {into.address}
      </p>
      <Button size="small" onClick={onDrop}>
        不并了
      </Button>
    </section>
  );
}
