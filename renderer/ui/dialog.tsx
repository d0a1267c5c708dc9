import { useEffect, useId, useRef } from 'react';
import type { JSX, KeyboardEvent, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Kbd } from './kbd.tsx';
import { isInputMethod } from './keys.ts';
import './dialog.css';

export interface DialogProps {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
  /** What is said above the acts: it stays in sight however far the body is scrolled. */
  readonly says?: ReactNode;
  /** Foot: the act first, 取消 after it. */
  readonly acts?: ReactNode;
  readonly onClose: () => void;
  readonly size?: 'small' | 'wide' | 'full' | undefined;
}

/** Where the focus lands unless the caller marked something: the first control of the body. The close button comes last. */
const FIRST_USEFUL =
  '.ui-dialog-body :is(input, select, textarea, button):not(:disabled), .ui-dialog-acts button:not(:disabled)';
const MARKED = '[data-autofocus]';
/** Controls in their order, and the button that does the act behind them. */
const STEPS = '.ui-dialog-body :is(input, select, textarea):not(:disabled), .ui-dialog-acts button:not(:disabled)';
const LINES: ReadonlySet<string> = new Set(['text', 'date', 'number', 'tel', 'search']);

/** Enter in a line moves on to the next one (UX §6); a form of its own submits, a list that is open takes it. */
function moveOn(event: KeyboardEvent<HTMLDialogElement>): void {
  const { target } = event;
  if (event.key !== 'Enter' || event.defaultPrevented || isInputMethod(event.nativeEvent)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (!(target instanceof HTMLInputElement) || target.form !== null || !LINES.has(target.type)) return;
  const steps = [...event.currentTarget.querySelectorAll<HTMLElement>(STEPS)];
  const next = steps[steps.indexOf(target) + 1];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/**
 * Mount it to open it, unmount it to close it. The browser's own modal dialog keeps the focus in and makes the rest
 * inert; the focus goes back to where it came from.
 */
export function Dialog({ title, note, children, says, acts, onClose, size = 'small' }: DialogProps): JSX.Element {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    const cameFrom = document.activeElement;
    if (element !== null && !element.open) {
      element.showModal();
      const landing = element.querySelector<HTMLElement>(MARKED) ?? element.querySelector<HTMLElement>(FIRST_USEFUL);
      landing?.focus();
    }
    return () => {
      element?.close();
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLDialogElement>): void => {
    moveOn(event);
    if (event.key !== 'Escape' || event.defaultPrevented || isInputMethod(event.nativeEvent)) return;
    // Not left to the browser: a second Esc, after one that only asked, would close it over our heads.
    event.preventDefault();
    if (!event.repeat) onClose();
  };

  return (
    <dialog
      ref={dialog}
      className={classes('ui-dialog', `ui-dialog-${size}`)}
      aria-labelledby={titleId}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="ui-dialog-head">
        <h2 id={titleId} className="ui-pane-title">
          {title}
        </h2>
        {note !== undefined && <span className="ui-pane-note">{note}</span>}
        <button type="button" className="ui-dialog-close" aria-label="关闭" onClick={onClose}>
          <Kbd keys="Esc" />
        </button>
      </div>
      <div className="ui-dialog-body">{children}</div>
      {says !== undefined && <div className="ui-dialog-says">{says}</div>}
      {acts !== undefined && <div className="ui-dialog-acts">{acts}</div>}
    </dialog>
  );
}
