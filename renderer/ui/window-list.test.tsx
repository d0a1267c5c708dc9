// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DataCell } from './data-list.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { fillJsdomGaps } from './testing/jsdom-gaps.ts';
import { WindowList, type ListPlace, type WindowListProps, type WindowSelection } from './window-list.tsx';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

interface Row {
  readonly id: string;
}
const TOTAL = 100_000;
const rowId = ({ id }: Row): string => id;
const every = (at: number): Row => ({ id: `r${String(at)}` });
const columns = [{ key: 'id', name: '编号', head: '编号', width: '1fr' }];

function List(props: Partial<WindowListProps<Row>> & { readonly start?: ListPlace }): ReactNode {
  const [place, setPlace] = useState(props.start);
  return (
    <Shortcuts>
      <WindowList
        label="居民"
        unit="人"
        total={TOTAL}
        rowAt={every}
        onWindow={() => undefined}
        rowId={rowId}
        rowName={({ id }) => `严立诚 ${id}`}
        columns={columns}
        renderRow={({ id }) => <DataCell>{id}</DataCell>}
        place={place}
        onPlace={setPlace}
        {...props}
      />
      <output>{place === undefined ? 'none' : `${String(place.at)} ${place.id ?? 'coming'}`}</output>
    </Shortcuts>
  );
}
const grid = (): HTMLElement => screen.getByRole('grid');
const state = (): string => screen.getByRole('status').textContent;
const press = (key: string, held = {}): void => {
  fireEvent.keyDown(grid(), { key, ...held });
};
const noSelection: WindowSelection = {
  has: () => false,
  state: 'none',
  onToggle: () => undefined,
  onRange: () => undefined,
  onAll: () => undefined,
};

describe('WindowList', () => {
  it('says how many there are in all, and draws only what is near', () => {
    render(<List />);
    expect(grid().getAttribute('aria-label')).toBe('居民，共 100,000 人');
    expect(grid().getAttribute('aria-rowcount')).toBe('100000');
    expect(screen.getByLabelText('居民 第 3 人，共 100,000 人，严立诚 r2').getAttribute('aria-rowindex')).toBe('3');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
  });

  it('asks for the rows in sight', () => {
    const onWindow = vi.fn();
    render(<List onWindow={onWindow} />);
    const [from, to] = onWindow.mock.lastCall as [number, number];
    expect(from).toBe(0);
    expect(to).toBeGreaterThan(10);
    expect(to).toBeLessThan(60);
  });

  it('takes the focus when it comes, but not out of what was opened meanwhile', () => {
    const opened = (
      <div role="dialog">
        <input aria-label="紧急程度" />
      </div>
    );
    const { rerender } = render(<>{opened}</>);
    screen.getByRole('textbox').focus();
    const withList = (
      <>
        {opened}
        <List autoFocus />
      </>
    );
    rerender(withList);
    expect(document.activeElement).toBe(screen.getByRole('textbox'));
    cleanup();
    render(<List autoFocus />);
    expect(document.activeElement).toBe(grid());
  });

  it('begins at the first row when it gets the focus, and moves by J K, arrows, Home and End', () => {
    render(<List />);
    fireEvent.focus(grid());
    expect(state()).toBe('0 r0');
    press('j');
    press('ArrowDown');
    press('k');
    expect(state()).toBe('1 r1');
    expect(document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')?.textContent).toContain('r1');
    press('End');
    expect(state()).toBe('99999 r99999');
    press('Home');
    expect(state()).toBe('0 r0');
    press('PageDown');
    expect(Number(state().split(' ')[0])).toBeGreaterThan(5);
  });

  it('goes to a row that is not here yet and takes it up when it comes', () => {
    const { rerender } = render(
      <List rowAt={(at) => (at < 100 ? every(at) : undefined)} start={{ at: 5, id: 'r5' }} />,
    );
    press('End');
    expect(state()).toBe('99999 coming');
    rerender(<List />);
    expect(state()).toBe('99999 r99999');
  });

  it('stays with its row when others come above it', () => {
    const { rerender } = render(<List start={{ at: 4, id: 'r4' }} />);
    rerender(<List total={TOTAL + 1} rowAt={(at) => (at === 0 ? { id: 'new' } : every(at - 1))} />);
    expect(state()).toBe('5 r4');
  });

  it('hands over to the row in its place when the current one goes, and to the last one when the list ends before', () => {
    const { rerender } = render(<List start={{ at: 4, id: 'r4' }} />);
    rerender(<List total={TOTAL - 1} rowAt={(at) => every(at < 4 ? at : at + 1)} />);
    expect(state()).toBe('4 r5');
    rerender(<List total={3} />);
    expect(state()).toBe('2 r2');
  });

  it('asks where its row went before it takes the one in its place, where somebody knows', () => {
    const onGone = vi.fn();
    const { rerender } = render(<List start={{ at: 3, id: 'r3' }} onGone={onGone} />);
    rerender(<List start={{ at: 3, id: 'r3' }} onGone={onGone} rowAt={(at) => every(at < 3 ? at : at + 1)} />);
    expect(onGone).toHaveBeenCalledWith({ at: 3, id: 'r4' });
    expect(state()).toBe('3 r3');
  });

  it('opens with Enter, leaves keys of an input method alone', () => {
    const onOpen = vi.fn();
    render(<List onOpen={onOpen} start={{ at: 1, id: 'r1' }} />);
    press('Enter', { isComposing: true });
    press('j', { keyCode: 229 });
    expect(onOpen).not.toHaveBeenCalled();
    expect(state()).toBe('1 r1');
    press('Enter');
    expect(onOpen).toHaveBeenCalledWith({ id: 'r1' });
  });

  it('selects by X, a range with Shift, all by the box of the head', () => {
    const onToggle = vi.fn();
    const onRange = vi.fn();
    const onAll = vi.fn();
    render(<List start={{ at: 2, id: 'r2' }} selection={{ ...noSelection, onToggle, onRange, onAll }} />);
    press('x');
    expect(onToggle).toHaveBeenCalledWith('r2');
    press('End');
    press('X', { shiftKey: true });
    expect(onRange).toHaveBeenCalledWith({ at: 2, id: 'r2' }, { at: 99_999, id: 'r99999' }, true);
    fireEvent.click(screen.getByLabelText('选中全部 100,000 人'));
    expect(onAll).toHaveBeenCalledWith(true);
  });

  it('selects a row that is still on its way to the hand', () => {
    const onRange = vi.fn();
    render(<List rowAt={() => undefined} start={{ at: 2, id: undefined }} selection={{ ...noSelection, onRange }} />);
    press('x');
    const second = { at: 2, id: undefined };
    expect(onRange).toHaveBeenLastCalledWith(second, second, true);
    press('End');
    press('X', { shiftKey: true });
    expect(onRange).toHaveBeenLastCalledWith(second, { at: 99_999, id: undefined }, true);
  });

  it('begins a range at the row it was begun at, also when others came above it meanwhile', () => {
    const onRange = vi.fn();
    const selection = { ...noSelection, onRange };
    const { rerender } = render(<List start={{ at: 2, id: 'r2' }} selection={selection} />);
    press('x');
    rerender(
      <List total={TOTAL + 1} rowAt={(at) => (at === 0 ? { id: 'new' } : every(at - 1))} selection={selection} />,
    );
    press('k');
    expect(state()).toBe('2 r1');
    press('X', { shiftKey: true });
    expect(onRange).toHaveBeenLastCalledWith({ at: 2, id: 'r2' }, { at: 2, id: 'r1' }, true);
  });

  it('sorts by a press on the head and takes widths by keys', () => {
    const onSort = vi.fn();
    const onResize = vi.fn();
    render(
      <List columns={[{ key: 'id', name: '编号', head: '编号', width: '120px', sorted: 'up', onSort, onResize }]} />,
    );
    const head = screen.getByRole('button', { name: '按编号排序' });
    fireEvent.click(head);
    expect(onSort).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('columnheader').getAttribute('aria-sort')).toBe('ascending');
    fireEvent.keyDown(head, { key: 'ArrowRight', shiftKey: true });
    expect(onResize).toHaveBeenCalledTimes(1);
  });

  it('shows what to do when there is nothing', () => {
    render(<List total={0} empty={<p>没有一人符合这些条件</p>} />);
    expect(screen.getByText('没有一人符合这些条件')).toBeTruthy();
  });
});
