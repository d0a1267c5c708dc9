// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { IconCase, IconDesk, IconSync } from '../icons.tsx';
import { Shortcuts, useShortcuts } from '../shortcuts.tsx';
import { fillJsdomGaps } from '../testing/jsdom-gaps.ts';
import { Frame } from './frame.tsx';
import type { FrameProps } from './frame.tsx';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

function Page(): string {
  useShortcuts([
    { keys: 'D', label: '派遣', group: '办理', inStatusBar: true, run: vi.fn() },
    { keys: 'M', label: '合并', group: '办理', run: vi.fn() },
  ]);
  return '待派遣';
}

function show(more: Partial<FrameProps> = {}) {
  const events = { onSignOut: vi.fn(), onOpenSync: vi.fn(), onNavigate: vi.fn() };
  render(
    <Shortcuts>
      <Frame
        scope="陆家嘴街道"
        person={{ name: '邬子墨', post: '社区受理员' }}
        sync={{ isOnline: true, waiting: 3, refused: 1 }}
        modules={[
          { key: 'desk', label: '工作台', icon: IconDesk, badge: 0 },
          { key: 'cases', label: '事件', icon: IconCase, badge: 23, badgeWords: '23 件等你派遣' },
          { key: 'sync', label: '同步', icon: IconSync, badge: 1, isBadgeBad: true },
        ]}
        current="cases"
        terminal="LJZ-0417"
        trustedTime="2026-11-20 周五 09:42"
        watermark={['邬** 社区受理员', '终端 LJZ-0417  11-20 09:42']}
        {...events}
        {...more}
      >
        <Page />
      </Frame>
    </Shortcuts>,
  );
  return events;
}

describe('Frame', () => {
  it('has the landmarks and a way past them', () => {
    show();
    for (const landmark of ['banner', 'navigation', 'main', 'contentinfo'])
      expect(screen.getByRole(landmark)).toBeTruthy();
    const skip = screen.getByRole('link', { name: '跳到内容' });
    expect(screen.getByRole('main').id).toBe(skip.getAttribute('href')?.slice(1));
    // Followed as a link it would be an address of the program, and lead away from the page.
    expect(fireEvent.click(skip)).toBe(false);
    expect(document.activeElement).toBe(screen.getByRole('main'));
  });

  it('marks the current module and counts what needs the person, never a zero', () => {
    const { onNavigate } = show();
    const rail = within(screen.getByRole('navigation'));
    expect(rail.getByRole('button', { current: 'page' }).textContent).toContain('事件');
    expect(rail.getByRole('button', { name: '事件，23 件等你派遣' })).toBeTruthy();
    expect(rail.getByRole('button', { name: '工作台' }).textContent).toBe('工作台');
    fireEvent.click(rail.getByRole('button', { name: '工作台' }));
    expect(onNavigate).toHaveBeenCalledWith('desk');
  });

  it('prints the keys that work here, the terminal and the time', () => {
    show({ isTimeReckoned: true });
    const status = screen.getByRole('contentinfo');
    expect(within(status).getByText('派遣')).toBeTruthy();
    expect(within(status).queryByText('合并')).toBeNull();
    expect(status.textContent).toContain('终端 LJZ-0417');
    expect(status.textContent).toContain('可信时间（离线推算） 2026-11-20 周五 09:42');
  });

  it('opens sync and signs out', () => {
    const { onOpenSync, onSignOut } = show();
    fireEvent.click(screen.getByRole('button', { name: /^同步：/ }));
    expect(onOpenSync).toHaveBeenCalledTimes(1);
    fireEvent.click(screen.getByRole('button', { name: '邬子墨，社区受理员' }));
    fireEvent.click(screen.getByRole('menuitem', { name: '退出登录' }));
    expect(onSignOut).toHaveBeenCalledTimes(1);
  });

  it('lays a watermark over it that readers do not hear', () => {
    show();
    const mark = document.querySelector('.ui-watermark');
    expect(mark?.getAttribute('aria-hidden')).toBe('true');
    expect(mark?.textContent).toBe('邬** 社区受理员终端 LJZ-0417  11-20 09:42');
  });
});
