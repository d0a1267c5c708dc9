// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, renderHook, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { EditorBar } from './editor-bar.tsx';
import type { Line } from './next-version.ts';
import { useEditing } from './use-editing.ts';

afterEach(cleanup);

const [a, b, c] = ['a', 'b', 'c'].map((key) => ({ key }));
const line = { key: 'line', versions: [{ _id: 'catalog:1', entries: [a, b, c] }] } as unknown as Line;

function edited() {
  const keepDraft = vi.fn(() => Promise.resolve());
  const catalogs = { keptDraft: () => Promise.resolve(null), keepDraft };
  const { result } = renderHook(() => useEditing(line), {
    wrapper: ({ children }) => (
      <WorkstationProvider workstation={{ catalogs } as unknown as Workstation}>{children}</WorkstationProvider>
    ),
  });
  return { editing: result, keepDraft };
}

it('is kept as the window closes, and does not wait for the pause', () => {
  const { editing, keepDraft } = edited();
  act(() => {
    editing.current.setRows('entries', [a, c] as never);
  });
  expect(keepDraft).not.toHaveBeenCalled();
  window.dispatchEvent(new Event('pagehide'));
  expect(keepDraft.mock.calls).toEqual([['line', { base: 'catalog:1', content: { entries: [a, c] } }]]);
});

it('has a row that was deleted in its place again, beside what was added since', () => {
  const { editing } = edited();
  const set = (rows: readonly unknown[]): void => {
    act(() => {
      editing.current.setRows('entries', rows as never);
    });
  };
  set([a, c]);
  set([a, c, { key: 'd' }]);
  act(() => {
    editing.current.putBack('entries', 1, b as never);
  });
  expect(editing.current.content['entries']).toEqual([a, b, c, { key: 'd' }]);
});

it('offers the way back beside what was done', () => {
  const takeBack = vi.fn();
  const nothing = vi.fn();
  render(
    <EditorBar
      {...{ standing: 'publishes', isChanged: true, faultCount: 0, trouble: undefined, validFrom: '', today: '' }}
      {...{ diff: { added: 0, removed: 1, changed: 0 } as never, onValidFrom: nothing, onDropAll: nothing }}
      {...{ onPublish: nothing, said: { words: '已删去“供水井盖”。', takeBack } }}
    />,
  );
  expect(screen.getByRole('status').textContent).toContain('已删去“供水井盖”。');
  fireEvent.click(screen.getByRole('button', { name: '撤回' }));
  expect(takeBack).toHaveBeenCalledOnce();
});
