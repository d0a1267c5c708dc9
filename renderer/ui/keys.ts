/** The part of a keyboard event that decides whether a shortcut is meant. */
export interface KeyPress {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/** Keys of an input method belong to it alone. 229 is what browsers report while it is thinking. */
export const isInputMethod = (press: Pick<KeyPress, 'isComposing' | 'keyCode'>): boolean =>
  press.isComposing || press.keyCode === 229;

const isLetter = (key: string): boolean => /^[a-z]$/i.test(key);

/** One way to write a key press: `D`, `Shift+X`, `Ctrl+Enter`, `Alt+1`, `?`, `F5`. ⌘ counts as Ctrl. */
export function writtenKey(press: KeyPress): string {
  const name = press.key === ' ' ? 'Space' : isLetter(press.key) ? press.key.toUpperCase() : press.key;
  // The shift that makes a `?` out of a `/` is part of the character; that of `X` or an arrow is meant.
  const isShiftMeant = press.shiftKey && (isLetter(press.key) || name.length > 1);
  return [(press.ctrlKey || press.metaKey) && 'Ctrl', press.altKey && 'Alt', isShiftMeant && 'Shift', name]
    .filter((part) => part !== false)
    .join('+');
}

/** Single characters write text in a field; combinations and function keys do not. */
export const writesText = (written: string): boolean =>
  written.length === 1 || written === 'Shift+' || written === 'Space';

/** True inside anything one types into. Buttons, checkboxes and radios are not. */
export function isTypingPlace(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file'].includes(target.type);
}
