import type { JSX, ReactNode } from 'react';
import { classes } from './classes.ts';
import './button.css';

export interface IconButtonProps {
  /** Read aloud and shown on hover; an icon never stands without a name. */
  readonly name: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
  readonly size?: 'small' | 'normal' | undefined;
  readonly pressed?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly className?: string | undefined;
}

export function IconButton(props: IconButtonProps): JSX.Element {
  const { name, icon, onClick, size = 'small', pressed, disabled = false, className } = props;
  return (
    <button
      type="button"
      className={classes('ui-button', 'ui-icon-button', `ui-button-${size}`, className)}
      aria-label={name}
      title={name}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
    </button>
  );
}
