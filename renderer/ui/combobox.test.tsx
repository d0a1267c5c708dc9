// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Combobox } from './combobox.tsx';
import { fillJsdomGaps } from './testing/jsdom-gaps.ts';
import { SEARCH_AFTER_MS } from './use-debounced-search.ts';

const all = ['暴露垃圾', '乱堆杂物', '道路不洁'];
const search = vi.fn((text: string): readonly string[] | Promise<readonly string[]> =>
  all.filter((item) => item.includes(text)),
);

beforeAll(() => {
  fillJsdomGaps();
});
beforeEach(() => {
  vi.useFakeTimers();
  search.mockClear();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Category(props: { readonly recent?: readonly string[]; readonly source?: unknown }): ReactNode {
  const [value, setValue] = useState<string>();
  return (
    <>
      <Combobox
        label="类别"
        value={value}
        onChange={setValue}
        search={search}
        itemId={(item) => item}
        itemText={(item) => item}
        {...props}
      />
      <p data-testid="value">{value ?? 'none'}</p>
    </>
  );
}
const field = (): HTMLInputElement => screen.getByRole('combobox');
const value = (): string => screen.getByTestId('value').textContent;
const rest = async (): Promise<void> => {
  await act(() => vi.advanceTimersByTimeAsync(SEARCH_AFTER_MS));
};
const options = (): readonly string[] => screen.queryAllByRole('option').map((option) => option.textContent);

describe('Combobox', () => {
  it('searches once the typing rests, and picks with the arrows and Enter', async () => {
    render(<Category />);
    fireEvent.change(field(), { target: { value: '不' } });
    fireEvent.change(field(), { target: { value: '物' } });
    expect(search).not.toHaveBeenCalled();
    await rest();
    expect(search).toHaveBeenCalledTimes(1);
    expect(options()).toEqual(['乱堆杂物']);
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(value()).toBe('乱堆杂物');
    expect(field().value).toBe('乱堆杂物');
    expect(field().getAttribute('aria-expanded')).toBe('false');
  });

  it('picks for an Enter that was faster than the answer, unless more is typed', async () => {
    render(<Category />);
    fireEvent.change(field(), { target: { value: '物' } });
    fireEvent.keyDown(field(), { key: 'Enter' });
    fireEvent.change(field(), { target: { value: '不' } });
    await rest();
    expect(value()).toBe('none');
    fireEvent.change(field(), { target: { value: '物' } });
    fireEvent.keyDown(field(), { key: 'Enter' });
    await rest();
    expect(value()).toBe('乱堆杂物');
  });

  it('looks once more for what was not there when more has arrived, and leaves what was found', async () => {
    search.mockReturnValueOnce([]);
    const { rerender } = render(<Category source="first" />);
    fireEvent.change(field(), { target: { value: '物' } });
    await rest();
    expect(options()).toEqual([]);
    rerender(<Category source="second" />);
    await rest();
    expect(options()).toEqual(['乱堆杂物']);
    rerender(<Category source="third" />);
    await rest();
    expect(search).toHaveBeenCalledTimes(2);
  });

  it('neither searches nor picks with half-composed pinyin', async () => {
    render(<Category recent={all} />);
    fireEvent.click(field());
    fireEvent.input(field(), { target: { value: 'la' }, isComposing: true });
    await rest();
    expect(search).not.toHaveBeenCalled();
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true });
    fireEvent.keyDown(field(), { key: 'Enter', keyCode: 229 });
    expect(value()).toBe('none');
    fireEvent.input(field(), { target: { value: '垃' }, isComposing: true });
    fireEvent.compositionEnd(field(), { data: '垃' });
    await rest();
    expect(search).toHaveBeenCalledWith('垃');
    expect(options()).toEqual(['暴露垃圾']);
  });

  it('drops an answer that comes after a newer question', async () => {
    const answers: ((items: readonly string[]) => void)[] = [];
    search.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    render(<Category />);
    fireEvent.change(field(), { target: { value: '垃' } });
    await rest();
    fireEvent.change(field(), { target: { value: '垃圾' } });
    await rest();
    await act(async () => {
      answers[1]?.(['暴露垃圾']);
      answers[0]?.(['旧的回答']);
      await Promise.resolve();
    });
    expect(options()).toEqual(['暴露垃圾']);
    search.mockImplementation((text: string) => all.filter((item) => item.includes(text)));
  });

  it('offers recent ones while nothing is typed', () => {
    render(<Category recent={['道路不洁', '暴露垃圾']} />);
    fireEvent.click(field());
    expect(options()).toEqual(['道路不洁', '暴露垃圾']);
    fireEvent.keyDown(field(), { key: 'ArrowDown' });
    expect(field().getAttribute('aria-activedescendant')).toContain('暴露垃圾');
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(value()).toBe('暴露垃圾');
  });

  it('closes with Esc and gives back what was chosen', async () => {
    render(<Category />);
    fireEvent.change(field(), { target: { value: '物' } });
    await rest();
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect(options()).toEqual([]);
    expect(field().value).toBe('');
    expect(value()).toBe('none');
  });

  it('keeps what was typed when the field is left, says that nothing is chosen, and goes on there', async () => {
    render(<Category />);
    fireEvent.change(field(), { target: { value: '物' } });
    await rest();
    fireEvent.blur(field());
    expect(field().value).toBe('物');
    expect(options()).toEqual([]);
    expect(screen.getByText('还没选中，按 Enter 选。')).toBeTruthy();
    fireEvent.focus(field());
    expect(options()).toEqual(['乱堆杂物']);
    expect(screen.queryByText('还没选中，按 Enter 选。')).toBeNull();
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(value()).toBe('乱堆杂物');
    fireEvent.change(field(), { target: { value: '' } });
    fireEvent.blur(field());
    expect(field().value).toBe('乱堆杂物');
  });

  it('gives way to what is chosen by other means', () => {
    const box = (chosen?: string) => (
      <Combobox
        label="类别"
        value={chosen}
        onChange={vi.fn()}
        search={search}
        itemId={(item) => item}
        itemText={(item) => item}
      />
    );
    const { rerender } = render(box());
    fireEvent.change(field(), { target: { value: '物' } });
    fireEvent.blur(field());
    rerender(box('道路不洁'));
    expect(field().value).toBe('道路不洁');
    expect(screen.queryByText('还没选中，按 Enter 选。')).toBeNull();
  });

  it('says what to try when nothing answers, and only then', async () => {
    render(<Category />);
    fireEvent.change(field(), { target: { value: '外星人' } });
    expect(screen.getByRole('status').textContent).toBe('');
    await rest();
    expect(screen.getByRole('status').textContent).toBe('没有找到，换个词或拼音首字母再试。');
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(value()).toBe('none');
  });

  it('leaves Ctrl Enter to the form', async () => {
    const onSubmit = vi.fn();
    render(
      <div onKeyDown={onSubmit}>
        <Category />
      </div>,
    );
    fireEvent.change(field(), { target: { value: '物' } });
    await rest();
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
    expect(onSubmit).toHaveBeenCalledTimes(1);
    expect(value()).toBe('none');
  });
});
