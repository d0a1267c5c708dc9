import type { JSX } from 'react';
import { countWords } from './words.ts';

export interface NumberButtonProps {
  readonly count: number;
  /** What it counts, for readers: 按期处置率 按期处置 32 件. */
  readonly name: string;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly tabIndex?: number | undefined;
}

/** A number that opens the list it counts. */
export function NumberButton({ count, name, isOpen, onOpen, tabIndex }: NumberButtonProps): JSX.Element {
  return (
    <button
      type="button"
      className="ui-link indicators-number"
      aria-label={`${name}，打开名单`}
      aria-pressed={isOpen}
      tabIndex={tabIndex}
      onClick={onOpen}
    >
      {countWords(count)}
    </button>
  );
}
