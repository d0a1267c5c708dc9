// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { Shortcuts, useActiveShortcuts, useShortcuts } from './shortcuts.tsx';
import type { Shortcut } from './shortcuts.tsx';

afterEach(cleanup);

function Keys({ list, layer }: { readonly list: readonly Shortcut[]; readonly layer?: 'app' }): null {
  useShortcuts(list, { layer });
  return null;
}
function Listed(): ReactNode {
  return (
    <output>
      {useActiveShortcuts()
        .map((shortcut) => `${shortcut.keys}:${shortcut.label}`)
        .join(' ')}
    </output>
  );
}
const shortcut = (keys: string, run?: () => void, more: Partial<Shortcut> = {}): Shortcut => ({
  keys,
  label: keys,
  group: '办理',
  run,
  ...more,
});
const body = (): HTMLElement => document.body;

it('runs the key that was asked for, and only that', () => {
  const dispatch = vi.fn();
  render(
    <Shortcuts>
      <Keys list={[shortcut('D', dispatch)]} />
    </Shortcuts>,
  );
  fireEvent.keyDown(body(), { key: 'd' });
  fireEvent.keyDown(body(), { key: 'd', ctrlKey: true });
  fireEvent.keyDown(body(), { key: 'e' });
  expect(dispatch).toHaveBeenCalledTimes(1);
});

it('keeps single letters out of fields but lets combinations through', () => {
  const letter = vi.fn();
  const combination = vi.fn();
  render(
    <Shortcuts>
      <Keys list={[shortcut('D', letter), shortcut('Ctrl+Enter', combination)]} />
      <input />
    </Shortcuts>,
  );
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'd' });
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter', ctrlKey: true });
  expect(letter).not.toHaveBeenCalled();
  expect(combination).toHaveBeenCalledTimes(1);
});

it('does nothing while an input method composes', () => {
  const run = vi.fn();
  render(
    <Shortcuts>
      <Keys list={[shortcut('D', run), shortcut('Ctrl+Enter', run)]} />
    </Shortcuts>,
  );
  fireEvent.keyDown(body(), { key: 'd', isComposing: true });
  fireEvent.keyDown(body(), { key: 'Process', keyCode: 229 });
  fireEvent.keyDown(body(), { key: 'Enter', ctrlKey: true, keyCode: 229 });
  expect(run).not.toHaveBeenCalled();
});

it('switches single letters off on wish, combinations stay', () => {
  const letter = vi.fn();
  const combination = vi.fn();
  render(
    <Shortcuts lettersOff>
      <Keys list={[shortcut('D', letter), shortcut('Alt+1', combination)]} />
    </Shortcuts>,
  );
  fireEvent.keyDown(body(), { key: 'd' });
  fireEvent.keyDown(body(), { key: '1', altKey: true });
  expect(letter).not.toHaveBeenCalled();
  expect(combination).toHaveBeenCalledTimes(1);
});

it('lets the page win over the application, although the page registers first', () => {
  const app = vi.fn();
  const page = vi.fn();
  function App({ children }: { readonly children: ReactNode }): ReactNode {
    useShortcuts([shortcut('N', app)], { layer: 'app' });
    return children;
  }
  render(
    <Shortcuts>
      <App>
        <Keys list={[shortcut('N', page)]} />
      </App>
    </Shortcuts>,
  );
  fireEvent.keyDown(body(), { key: 'n' });
  expect(page).toHaveBeenCalledTimes(1);
  expect(app).not.toHaveBeenCalled();
});

it('hears two strokes one after the other and forgets a first that leads nowhere', () => {
  const queue = vi.fn();
  render(
    <Shortcuts>
      <Keys list={[shortcut('G 2', queue)]} />
    </Shortcuts>,
  );
  fireEvent.keyDown(body(), { key: '2' });
  fireEvent.keyDown(body(), { key: 'g' });
  fireEvent.keyDown(body(), { key: 'x' });
  fireEvent.keyDown(body(), { key: '2' });
  expect(queue).not.toHaveBeenCalled();
  fireEvent.keyDown(body(), { key: 'g' });
  fireEvent.keyDown(body(), { key: '2' });
  expect(queue).toHaveBeenCalledTimes(1);
});

it('rests while a dialog is open, except what belongs to it', () => {
  const page = vi.fn();
  const dialog = vi.fn();
  render(
    <Shortcuts>
      <Keys list={[shortcut('D', page), shortcut('Ctrl+Enter', dialog, { inDialog: true })]} />
      <dialog open />
    </Shortcuts>,
  );
  fireEvent.keyDown(body(), { key: 'd' });
  fireEvent.keyDown(body(), { key: 'Enter', ctrlKey: true });
  expect(page).not.toHaveBeenCalled();
  expect(dialog).toHaveBeenCalledTimes(1);
});

it('calls what the latest render says', () => {
  const seen: number[] = [];
  function Counter(): ReactNode {
    const [count, setCount] = useState(0);
    useShortcuts([
      shortcut('D', () => {
        seen.push(count);
        setCount(count + 1);
      }),
    ]);
    return null;
  }
  render(
    <Shortcuts>
      <Counter />
    </Shortcuts>,
  );
  fireEvent.keyDown(body(), { key: 'd' });
  fireEvent.keyDown(body(), { key: 'd' });
  expect(seen).toEqual([0, 1]);
});

it('lists what works here, doubles by print once, and forgets what has gone', () => {
  const page = (
    <Keys
      list={[
        shortcut('G 1', vi.fn(), { print: 'G 然后 1–8', label: '去第几队列' }),
        shortcut('G 2', vi.fn(), { print: 'G 然后 1–8', label: '去第几队列' }),
        shortcut('J', undefined, { label: '下一件' }),
      ]}
    />
  );
  const { rerender } = render(
    <Shortcuts>
      <Keys layer="app" list={[shortcut('?', vi.fn(), { label: '全部快捷键' })]} />
      {page}
      <Listed />
    </Shortcuts>,
  );
  expect(screen.getByRole('status').textContent).toBe('G 1:去第几队列 J:下一件 ?:全部快捷键');
  rerender(
    <Shortcuts>
      <Keys layer="app" list={[shortcut('?', vi.fn(), { label: '全部快捷键' })]} />
      {null}
      <Listed />
    </Shortcuts>,
  );
  expect(screen.getByRole('status').textContent).toBe('?:全部快捷键');
});

it.each([
  ['F5', { key: 'F5' }],
  ['Ctrl S', { key: 's', ctrlKey: true }],
  ['Ctrl K', { key: 'k', ctrlKey: true }],
])('leaves %s to the browser nowhere, in a dialog neither: a form that is open would be gone', (_, press) => {
  const run = vi.fn();
  render(
    <Shortcuts>
      <Keys layer="app" list={[shortcut('F5', run), shortcut('Ctrl+K', run)]} />
      <dialog open>
        <input aria-label="姓名" />
      </dialog>
    </Shortcuts>,
  );
  expect(fireEvent.keyDown(screen.getByLabelText('姓名'), press)).toBe(false);
  expect(run).not.toHaveBeenCalled();
  expect(fireEvent.keyDown(screen.getByLabelText('姓名'), { key: 'c', ctrlKey: true })).toBe(true);
});
