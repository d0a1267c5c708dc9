// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { PrintSheet } from './print-sheet.tsx';
import { fillJsdomGaps } from './testing/jsdom-gaps.ts';

const print = vi.fn();
const onDone = vi.fn();
beforeAll(() => {
  fillJsdomGaps();
});
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('print', print);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  vi.clearAllMocks();
});

const mount = (): void => {
  render(
    <PrintSheet title="陆家嘴街道 网格地图" foot="邬** 终端 T-1" landscape onDone={onDone}>
      图
    </PrintSheet>,
  );
  act(() => {
    vi.runAllTimers();
  });
};

it('prints at once in a browser, whose own dialog saves as PDF', () => {
  mount();
  expect(print).toHaveBeenCalledOnce();
  expect(document.documentElement.dataset['printing']).toBe('landscape');
  window.dispatchEvent(new Event('afterprint'));
  expect(onDone).toHaveBeenCalledOnce();
});

it('asks on the desktop whether on paper or into a PDF, and says what became of it', async () => {
  const savePdf = vi.fn();
  savePdf.mockResolvedValueOnce({ ok: false, error: { code: 'file-unwritable', message: '' } });
  savePdf.mockResolvedValueOnce({ ok: true, value: { kind: 'saved', name: '地图.pdf' } });
  vi.stubGlobal('api', { files: { savePdf } });
  mount();
  expect(print).not.toHaveBeenCalled();
  const save = async (): Promise<void> => {
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: '存成 PDF' }));
      await Promise.resolve();
    });
  };
  await save();
  expect(savePdf).toHaveBeenCalledWith({ suggestedName: '陆家嘴街道 网格地图.pdf' });
  expect(screen.getByRole('alert').textContent).toContain('没有存成');
  // What Chromium says of a PDF is not the end of the sheet: the person reads where it lies first.
  window.dispatchEvent(new Event('afterprint'));
  await save();
  expect(screen.getByRole('status').textContent).toContain('地图.pdf');
  expect(onDone).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: '好' }));
  expect(onDone).toHaveBeenCalledOnce();
});

it('prints on paper from the desktop when told to', () => {
  vi.stubGlobal('api', { files: { savePdf: vi.fn() } });
  mount();
  fireEvent.click(screen.getByRole('button', { name: '打印' }));
  act(() => {
    vi.runAllTimers();
  });
  expect(print).toHaveBeenCalledOnce();
});
