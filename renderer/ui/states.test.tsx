// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EmptyState } from './empty-state.tsx';
import { ErrorState } from './error-state.tsx';
import { NoRightState } from './no-right-state.tsx';
import { Skeleton } from './skeleton.tsx';
import { StageSquares } from './stage-squares.tsx';
import { StateMark } from './state-mark.tsx';
import { SyncButton } from './sync-button.tsx';
import { Tabs } from './tabs.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('SyncButton', () => {
  it('always says 待送, also at 0, and the others only when there are any', () => {
    const { rerender } = render(<SyncButton isOnline waiting={0} refused={0} onOpen={vi.fn()} />);
    expect(screen.getByRole('button', { name: '同步：已联机，待送 0' })).toBeTruthy();
    rerender(<SyncButton isOnline={false} waiting={4} conflicts={2} refused={1} onOpen={vi.fn()} />);
    expect(screen.getByRole('button', { name: '同步：离线工作中，待送 4，冲突 2，退回 1' })).toBeTruthy();
  });

  it('is not 已联机 while nothing is sent', () => {
    const { rerender } = render(<SyncButton isOnline isHalted waiting={3} refused={0} onOpen={vi.fn()} />);
    expect(screen.getByRole('button', { name: '同步：暂停送达，待送 3' })).toBeTruthy();
    rerender(<SyncButton isOnline={false} isHalted waiting={3} refused={0} onOpen={vi.fn()} />);
    expect(screen.getByRole('button', { name: '同步：离线工作中，待送 3' })).toBeTruthy();
  });
});

describe('StateMark', () => {
  it('carries words and a shape in both looks', () => {
    for (const look of ['inline', 'chip'] as const) {
      const { container, unmount } = render(<StateMark kind="refused" look={look} />);
      expect(container.textContent).toBe('被退回');
      expect(container.querySelector('svg[aria-hidden="true"]')).not.toBeNull();
      unmount();
    }
  });

  it('keeps the words 超期结案 in red while its shape says it is done', () => {
    const { container } = render(<StateMark kind="closedLate" />);
    expect(container.querySelector('.ui-state.ui-tone-bad')).not.toBeNull();
    expect(container.querySelector('svg.ui-tone-ok')).not.toBeNull();
  });
});

it('StageSquares shows where a case stands to the eye and says it in words', () => {
  const { container, rerender } = render(<StageSquares stage={3} words="待派遣" />);
  const stages = (): readonly (string | undefined)[] =>
    [...container.querySelectorAll('i')].map((square) => square.dataset['stage']);
  expect(stages()).toEqual(['done', 'done', 'now', 'ahead', 'ahead', 'ahead']);
  expect(container.textContent).toBe('待派遣');
  rerender(<StageSquares stage={6} isClosed words="已结案" />);
  expect(new Set(stages())).toEqual(new Set(['done']));
});

describe('messages', () => {
  it('says of an empty pane what will come', () => {
    render(<EmptyState title="没有待核实的事件" />);
    expect(screen.getByRole('status').textContent).toBe('没有待核实的事件有新的会出现在这里。');
  });

  it('copies the code of an error, and says so when it cannot', async () => {
    const writeText = vi.fn().mockResolvedValueOnce(undefined).mockRejectedValueOnce(new Error('denied'));
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    render(<ErrorState title="这份档案没有打开" lost="资料没有丢：中心有 09:31 的完整版本。" code="E-2204" />);
    expect(screen.getByRole('alert').textContent).toContain('资料没有丢');
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: '复制错误编号 E-2204' }));
      await Promise.resolve();
    });
    expect(writeText).toHaveBeenCalledWith('E-2204');
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: '已复制 E-2204' }));
      await Promise.resolve();
    });
    expect(screen.getByText('这里不能用剪贴板，请抄下编号 E-2204。')).toBeTruthy();
    vi.unstubAllGlobals();
  });

  it('tells of a missing right only the own scope and whom to ask', () => {
    const onBack = vi.fn();
    render(<NoRightState myScope="上港第一居委" onBack={onBack} />);
    expect(screen.getByRole('status').textContent).toContain('你的范围是上港第一居委。');
    fireEvent.click(screen.getByRole('button', { name: '返回' }));
    expect(onBack).toHaveBeenCalledTimes(1);
  });
});

it('Skeleton shows nothing before 300 ms', () => {
  vi.useFakeTimers();
  const { container } = render(<Skeleton label="正在读取事件" rows={3} />);
  act(() => {
    vi.advanceTimersByTime(299);
  });
  expect(container.innerHTML).toBe('');
  act(() => {
    vi.advanceTimersByTime(1);
  });
  expect(screen.getByRole('status').textContent).toBe('正在读取事件');
  expect(container.querySelectorAll('.ui-skeleton-row')).toHaveLength(3);
});

describe('Tabs', () => {
  const tabs = [
    { key: 'all', label: '全部', count: 30 },
    { key: 'late', label: '已超期', count: 2 },
    { key: 'new', label: '新上报', count: 0 },
  ] as const;

  it('has one tab in the Tab order, the arrows go round', () => {
    const onChange = vi.fn();
    render(<Tabs label="分组" tabs={tabs} current="all" onChange={onChange} />);
    const all = screen.getAllByRole('tab');
    expect(all.map((tab) => tab.tabIndex)).toEqual([0, -1, -1]);
    expect(all.map((tab) => tab.textContent)).toEqual(['全部 30', '已超期 2', '新上报 0']);
    fireEvent.keyDown(all[0] as HTMLElement, { key: 'ArrowLeft' });
    expect(onChange).toHaveBeenCalledWith('new');
    expect(document.activeElement).toBe(all[2]);
  });
});
