import type { ButtonHTMLAttributes, JSX, ReactNode, Ref } from 'react';
import { classes } from './classes.ts';
import './button.css';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  readonly children: ReactNode;
  /** One primary per view; danger is outlined red and stands apart. */
  readonly kind?: 'primary' | 'normal' | 'danger' | 'link' | undefined;
  readonly size?: 'small' | 'normal' | 'large' | undefined;
  /** The key that does the same, printed on the button: `D`, `Ctrl Enter`. */
  readonly keyHint?: string | undefined;
  readonly icon?: ReactNode;
  /** While set, the button shows these words (正在送…) and takes no further press. It keeps the focus. */
  readonly busyText?: string | undefined;
  readonly wide?: boolean | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
}

export function Button({
  children,
  kind = 'normal',
  size = 'normal',
  keyHint,
  icon,
  busyText,
  wide = false,
  className,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps): JSX.Element {
  const isBusy = busyText !== undefined;
  return (
    <button
      {...rest}
      type={type}
      className={classes('ui-button', `ui-button-${kind}`, `ui-button-${size}`, wide && 'ui-button-wide', className)}
      aria-disabled={isBusy || undefined}
      // A dialog opens after its contents are there, when a focus of theirs would be too early.
      data-autofocus={rest.autoFocus === true ? '' : undefined}
      aria-keyshortcuts={keyHint?.replaceAll(' ', '+')}
      onClick={(event) => {
        if (isBusy) {
          event.preventDefault();
          return;
        }
        onClick?.(event);
      }}
    >
      {icon}
      <span>{isBusy ? busyText : children}</span>
      {keyHint !== undefined && (
        <span className="ui-button-key" aria-hidden="true">
          {keyHint}
        </span>
      )}
    </button>
  );
}
