import { describe, expect, it } from 'vitest';
import { isInputMethod, writesText, writtenKey } from './keys.ts';
import type { KeyPress } from './keys.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  keyCode: 0,
  isComposing: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...held,
});

describe('writtenKey', () => {
  it.each([
    ['a letter, Caps Lock or not', press('D'), 'D'],
    ['a small letter', press('d'), 'D'],
    ['a letter with shift', press('X', { shiftKey: true }), 'Shift+X'],
    ['a character that needs shift', press('?', { shiftKey: true }), '?'],
    ['control and enter', press('Enter', { ctrlKey: true }), 'Ctrl+Enter'],
    ['the Apple key as control', press('k', { metaKey: true }), 'Ctrl+K'],
    ['alt and a digit', press('1', { altKey: true }), 'Alt+1'],
    ['shift and an arrow', press('ArrowDown', { shiftKey: true }), 'Shift+ArrowDown'],
    ['the space bar', press(' '), 'Space'],
    ['a function key', press('F5'), 'F5'],
  ])('writes %s', (_what, given, written) => {
    expect(writtenKey(given)).toBe(written);
  });
});

it('leaves keys of an input method alone, composing or announced by 229', () => {
  expect(isInputMethod(press('a', { isComposing: true }))).toBe(true);
  expect(isInputMethod(press('Process', { keyCode: 229 }))).toBe(true);
  expect(isInputMethod(press('a', { keyCode: 65 }))).toBe(false);
});

it('knows which keys would write text', () => {
  expect(['D', '?', 'Space'].map(writesText)).toEqual([true, true, true]);
  expect(['Ctrl+D', 'Escape', 'F5', 'Alt+1'].map(writesText)).toEqual([false, false, false, false]);
});
