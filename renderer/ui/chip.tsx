import type { JSX, ReactNode } from 'react';
import { classes } from './classes.ts';
import { IconClose } from './icons.tsx';
import { Shape } from './shape.tsx';
import type { ShapeName, Tone } from './shape.tsx';
import './chip.css';

export interface ChipProps {
  readonly children: ReactNode;
  /** Tint behind the words; without a tone the chip is outlined (channel, or a tag in a dense row). */
  readonly tone?: Exclude<Tone, 'plain'> | undefined;
  readonly shape?: ShapeName | undefined;
  /** With this the chip carries a cross that takes the condition away. */
  readonly onRemove?: (() => void) | undefined;
  readonly removeName?: string | undefined;
}

export function Chip({ children, tone, shape, onRemove, removeName }: ChipProps): JSX.Element {
  return (
    <span className={classes('ui-chip', tone === undefined ? 'ui-chip-outlined' : `ui-chip-${tone}`)}>
      {shape !== undefined && <Shape name={shape} size={11} />}
      <span>{children}</span>
      {onRemove !== undefined && (
        <button type="button" className="ui-chip-remove" aria-label={removeName ?? '去掉这个条件'} onClick={onRemove}>
          <IconClose size={12} />
        </button>
      )}
    </span>
  );
}
