import type { JSX } from 'react';
import { ActNote } from '../../records/act-note.tsx';
import { sharerWords } from './filter-words.ts';
import type { Filters, SharedQueue } from './use-filters.ts';

export interface FilterNoteProps {
  /** What the filter in hand asks; undefined: no filter is in hand. */
  readonly asks: string | undefined;
  /** It, where it is a shared one. */
  readonly shared: SharedQueue | undefined;
  readonly filters: Filters;
  /** A dialog says what became of the last act. */
  readonly isElsewhere: boolean;
}

/** Above the list of a filter: what it asks, whose it is, and what became of the last act on one. */
export function FilterNote({ asks, shared, filters, isElsewhere }: FilterNoteProps): JSX.Element {
  const { action, undo } = filters;
  return (
    <>
      {!isElsewhere && <ActNote done={action.done} trouble={action.trouble} undo={undo} onGone={action.clear} />}
      {asks !== undefined && (
        <p className="cases-filter-says">
          <span>{asks}</span>
          {shared !== undefined && (
            <span>
              {sharerWords(shared.document)}
              {shared.document.state === 'void' && '，现已不再共用，离开后不再列出'}
            </span>
          )}
        </p>
      )}
    </>
  );
}
