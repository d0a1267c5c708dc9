import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import type { JSX, ReactNode, SyntheticEvent } from 'react';
import { flushSync } from 'react-dom';
import { useAskBeforeLeaving } from '../lib/use-ask-before-leaving.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useShortcuts } from '../ui/shortcuts.tsx';
import { isFilledIn, openingOf, unfinishedIn, type Opening } from './filled-in.ts';
import './records.css';

export interface FormDialogProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly size?: 'small' | 'wide' | undefined;
  /** A verb: 登记迁入 */
  readonly actName: string;
  readonly isDanger?: boolean | undefined;
  readonly isBusy: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** The form was touched. */
  readonly onTouched?: (() => void) | undefined;
  /** What is said of the form as it stands: above the button, in sight. */
  readonly says: ReactNode;
  readonly children: ReactNode;
}

const FOCUSABLE = 'input, select, textarea, button';

/**
 * The frame of every form: Ctrl Enter and Ctrl S submit; what was begun and not finished is said instead; what is wrong gets the focus. Nothing that was
 * filled in goes without a word: Esc, 取消, × and the closing of the page ask first.
 */
export function FormDialog(props: FormDialogProps): JSX.Element {
  const { title, note, size, actName, isDanger = false, isBusy, onSubmit, onClose, says, children } = props;
  const form = useRef<HTMLDivElement>(null);
  const opening = useRef<Opening>(undefined);
  const hasBegun = useRef(false);
  const touched = useRef(new Set<EventTarget>());
  const [unfinished, setUnfinished] = useState<string>();
  const [tries, setTries] = useState(0);
  /** While it is asked whether to give up: what had the focus. */
  const [askedAt, setAskedAt] = useState<{ readonly focus: Element | null }>();

  const noteOpening = (): void => {
    if (!hasBegun.current && form.current !== null) opening.current = openingOf(form.current);
  };
  // What is read at first comes in by itself: the opening is what stood here before the first hand.
  useLayoutEffect(noteOpening);
  const begin = (): void => {
    noteOpening();
    hasBegun.current = true;
  };
  const touch = ({ target }: SyntheticEvent): void => {
    hasBegun.current = true;
    touched.current.add(target);
    told();
  };
  const told = (): void => {
    setUnfinished(undefined);
    props.onTouched?.();
  };

  const submit = (): void => {
    if (isBusy || askedAt !== undefined || form.current === null) return;
    const found = unfinishedIn(form.current);
    setUnfinished(found?.words);
    if (found !== undefined) {
      const control = found.element.matches(FOCUSABLE)
        ? found.element
        : found.element.querySelector<HTMLElement>(FOCUSABLE);
      control?.focus();
      return;
    }
    onSubmit();
    setTries((before) => before + 1);
  };
  const showWrong = useEffectEvent(() => {
    // Being saved, it was not wrong.
    if (!isBusy) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
  useEffect(() => {
    if (tries > 0) showWrong();
  }, [tries]);

  const goOn = (): void => {
    const focus = askedAt?.focus;
    // What is inert takes no focus.
    flushSync(() => {
      setAskedAt(undefined);
    });
    if (focus instanceof HTMLElement) focus.focus();
  };
  const isFilled = (): boolean =>
    form.current !== null &&
    opening.current !== undefined &&
    isFilledIn(form.current, opening.current, touched.current);
  const leave = (): void => {
    if (askedAt !== undefined) goOn();
    else if (isFilled()) setAskedAt({ focus: document.activeElement });
    else onClose();
  };
  useAskBeforeLeaving(isFilled);

  useShortcuts([
    { keys: 'Ctrl+Enter', label: actName, group: '表单', inDialog: true, run: submit },
    // What should be read first is not done by the habit of saving.
    ...(isDanger ? [] : [{ keys: 'Ctrl+S', label: actName, group: '表单', inDialog: true, run: submit }]),
  ]);
  const isAsking = askedAt !== undefined;
  return (
    <Dialog
      title={title}
      note={note}
      size={size}
      onClose={leave}
      says={
        !isAsking &&
        (unfinished === undefined ? (
          says
        ) : (
          <p className="ui-field-error" role="alert">
            {unfinished}
          </p>
        ))
      }
      acts={
        isAsking ? (
          <>
            <span role="alert">放弃这次填的？</span>
            <Button kind="danger" onClick={onClose}>
              放弃
            </Button>
            <Button autoFocus onClick={goOn}>
              继续填
            </Button>
          </>
        ) : (
          <>
            <Button
              kind={isDanger ? 'danger' : 'primary'}
              keyHint="Ctrl Enter"
              busyText={isBusy ? '正在存…' : undefined}
              onClick={submit}
            >
              {actName}
            </Button>
            <Button onClick={leave}>取消</Button>
          </>
        )
      }
    >
      <div
        ref={form}
        className="records-form"
        inert={isAsking}
        onPointerDownCapture={begin}
        onKeyDownCapture={begin}
        onInput={touch}
        onChange={touch}
        onClick={told}
      >
        {children}
      </div>
    </Dialog>
  );
}
