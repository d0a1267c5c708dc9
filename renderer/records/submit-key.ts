import type { KeyboardEvent } from 'react';
import { isInputMethod } from '../ui/keys.ts';

/** Only Ctrl Enter submits, and never while an input method composes (UX §6). */
export const onCtrlEnter =
  (submit: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isInputMethod(event.nativeEvent)) return;
    event.preventDefault();
    event.stopPropagation();
    submit();
  };
