import { useEffect, useId, useRef, useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { classes } from './classes.ts';
import { isInputMethod } from './keys.ts';
import './menu.css';
import './popover.css';

export interface PopoverProps {
  /** Name of the little sheet. */
  readonly label: string;
  readonly button: ReactNode;
  readonly buttonClassName?: string | undefined;
  readonly align?: 'left' | 'right' | undefined;
  /** `close` gives the focus back to the button. */
  readonly children: (close: () => void) => ReactNode;
}

/** A small sheet under a button, for a few controls. Esc and a press beside it close it; the page behind stays usable. */
export function Popover({ label, button, buttonClassName, align = 'left', children }: PopoverProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    root.current
      ?.querySelector<HTMLElement>('[role="dialog"] :is(input, select, textarea, button):not(:disabled)')
      ?.focus();
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown);
    };
  }, [isOpen]);

  const close = (): void => {
    setOpen(false);
    document.getElementById(`${id}-opener`)?.focus();
  };
  return (
    <div
      ref={root}
      className="ui-menu"
      onKeyDown={(event) => {
        if (!isOpen || event.key !== 'Escape' || isInputMethod(event.nativeEvent)) return;
        close();
        event.preventDefault();
        event.stopPropagation();
      }}
      onBlur={(event) => {
        if (event.relatedTarget instanceof Node && root.current?.contains(event.relatedTarget) === false)
          setOpen(false);
      }}
    >
      <button
        id={`${id}-opener`}
        type="button"
        className={buttonClassName ?? 'ui-button ui-button-normal'}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {button}
      </button>
      {isOpen && (
        <div
          id={id}
          role="dialog"
          aria-label={label}
          className={classes('ui-menu-sheet', 'ui-popover', `ui-menu-${align}`, 'ui-menu-down')}
        >
          {children(close)}
        </div>
      )}
    </div>
  );
}
