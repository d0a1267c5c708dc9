// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DataCell, DataList } from './data-list.tsx';
import type { DataListProps } from './data-list.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { fillJsdomGaps } from './testing/jsdom-gaps.ts';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

interface Row {
  readonly id: string;
}
const rowsTo = (count: number): readonly Row[] => Array.from({ length: count }, (_, at) => ({ id: `r${String(at)}` }));
const rowId = ({ id }: Row): string => id;
const columns = [{ key: 'id', head: '编号', width: '1fr' }];

function List(
  props: Partial<DataListProps<Row>> & { readonly rows: readonly Row[]; readonly start?: string },
): ReactNode {
  const [current, setCurrent] = useState<string | undefined>(props.start ?? 'r0');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <Shortcuts>
      <DataList
        label="待派遣"
        rowId={rowId}
        rowName={({ id }) => `井盖 ${id}`}
        columns={columns}
        renderRow={({ id }) => <DataCell>{id}</DataCell>}
        currentId={current}
        onCurrentChange={setCurrent}
        selected={selected}
        onSelectedChange={setSelected}
        {...props}
      />
      <output>
        {current ?? 'none'} [{[...selected].join(' ')}]
      </output>
    </Shortcuts>
  );
}
const grid = (): HTMLElement => screen.getByRole('grid');
const state = (): string => screen.getByRole('status').textContent;
const press = (key: string, held = {}): void => {
  fireEvent.keyDown(grid(), { key, ...held });
};

describe('DataList', () => {
  it('says how many there are, and of each row which one it is', () => {
    render(<List rows={rowsTo(23)} />);
    expect(grid().getAttribute('aria-label')).toBe('待派遣，共 23 件');
    expect(grid().getAttribute('aria-rowcount')).toBe('23');
    expect(screen.getByLabelText('待派遣 第 3 件，共 23 件，井盖 r2')).toBeTruthy();
  });

  it('draws only what is near the window', () => {
    render(<List rows={rowsTo(5_000)} />);
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
  });

  it('moves with J K and the arrows and points the reader at the current row', () => {
    render(<List rows={rowsTo(23)} />);
    press('j');
    press('ArrowDown');
    press('k');
    expect(state()).toBe('r1 []');
    expect(document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')?.textContent).toContain('r1');
    press('End');
    expect(state()).toBe('r22 []');
  });

  it('opens with Enter', () => {
    const onOpen = vi.fn();
    render(<List rows={rowsTo(3)} onOpen={onOpen} />);
    press('j');
    press('Enter');
    expect(onOpen).toHaveBeenCalledWith({ id: 'r1' });
  });

  it('opens the clicked row with Enter', () => {
    const onOpen = vi.fn();
    render(<List rows={rowsTo(3)} onOpen={onOpen} />);
    fireEvent.click(screen.getByText('r2'));
    expect(document.activeElement).toBe(grid());
    press('Enter');
    expect(onOpen).toHaveBeenCalledWith({ id: 'r2' });
  });

  it('selects the row of a button before the button acts', () => {
    const seen: string[] = [];
    render(
      <List
        rows={rowsTo(3)}
        renderRow={({ id }, { isCurrent }) => (
          <DataCell>
            <button
              type="button"
              onClick={() => {
                seen.push(`${id} ${String(isCurrent)}`);
              }}
            >
              受理 {id}
            </button>
          </DataCell>
        )}
      />,
    );
    fireEvent.click(screen.getByText('受理 r1'));
    expect(seen).toEqual(['r1 false']);
    expect(state()).toBe('r1 []');
  });

  it('selects with X, and the range with Shift', () => {
    render(<List rows={rowsTo(9)} />);
    press('x');
    press('j');
    press('j');
    press('X', { shiftKey: true });
    expect(state()).toBe('r2 [r0 r1 r2]');
    press('x');
    expect(state()).toBe('r2 [r0 r1]');
  });

  it('leaves keys of an input method alone', () => {
    render(<List rows={rowsTo(9)} />);
    press('j', { isComposing: true });
    press('j', { keyCode: 229 });
    expect(state()).toBe('r0 []');
  });

  it('hands over to the row in its place when the current one goes', () => {
    const rows = rowsTo(9);
    const { rerender } = render(<List rows={rows} start="r4" />);
    rerender(<List rows={rows.filter(({ id }) => id !== 'r4')} start="r4" />);
    expect(state()).toBe('r5 []');
    rerender(<List rows={rows.slice(0, 3)} start="r4" />);
    expect(state()).toBe('r2 []');
  });

  it('keeps the row asked for while the rows are still being read', () => {
    const { rerender } = render(<List rows={[]} start="r4" />);
    expect(state()).toBe('r4 []');
    rerender(<List rows={rowsTo(9)} start="r4" />);
    expect(state()).toBe('r4 []');
  });

  it('keeps the current row when new ones come above it', () => {
    const { rerender } = render(<List rows={rowsTo(9)} start="r4" />);
    rerender(<List rows={[{ id: 'new' }, ...rowsTo(9)]} start="r4" />);
    expect(state()).toBe('r4 []');
    expect(screen.getByLabelText('待派遣 第 6 件，共 10 件，井盖 r4').getAttribute('data-current')).toBe('true');
  });

  it('puts heads over groups without counting them as rows', () => {
    const groupOf = ({ id }: Row) =>
      id < 'r2' ? { key: 'late', label: '已超期' } : { key: 'today', label: '今天到期' };
    render(<List rows={rowsTo(5)} groupOf={groupOf} />);
    expect(screen.getByText('已超期').textContent).toBe('已超期2');
    expect(screen.getByText('今天到期').textContent).toBe('今天到期3');
    press('End');
    expect(state()).toBe('r4 []');
  });

  it('offers other keys to the page with the current row', () => {
    const onRowKey = vi.fn(() => true);
    render(<List rows={rowsTo(3)} onRowKey={onRowKey} />);
    press('j');
    press('d');
    expect(onRowKey).toHaveBeenCalledTimes(1);
    expect(onRowKey).toHaveBeenCalledWith(expect.objectContaining({ key: 'd' }), { id: 'r1' });
  });

  it('shows what to do when there is nothing', () => {
    render(<List rows={[]} empty={<p>没有待派遣的事件</p>} />);
    expect(screen.getByText('没有待派遣的事件')).toBeTruthy();
  });
});
