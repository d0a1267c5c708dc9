// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Menu } from './menu.tsx';
import { PhotoViewer } from './photo-viewer.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { fillJsdomGaps } from './testing/jsdom-gaps.ts';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

describe('Dialog', () => {
  function Page(): ReactNode {
    const [isOpen, setOpen] = useState(false);
    return (
      <>
        <button
          type="button"
          onClick={() => {
            setOpen(true);
          }}
        >
          退回
        </button>
        {isOpen && (
          <Dialog
            title="退回受理"
            onClose={() => {
              setOpen(false);
            }}
          >
            <input aria-label="说明" />
          </Dialog>
        )}
      </>
    );
  }

  it('begins at its first control and gives the focus back', () => {
    render(<Page />);
    const opener = screen.getByRole('button', { name: '退回' });
    opener.focus();
    fireEvent.click(opener);
    expect(screen.getByRole('dialog', { name: '退回受理' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('说明'));
    fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(opener);
  });

  it('closes with each Esc that is pressed, and with none that an input method or a list in it takes', () => {
    const onClose = vi.fn();
    render(
      <Dialog title="退回受理" onClose={onClose}>
        <input aria-label="说明" />
        <input
          aria-label="类别"
          onKeyDown={(event) => {
            event.preventDefault();
          }}
        />
      </Dialog>,
    );
    const words = screen.getByLabelText('说明');
    fireEvent.keyDown(words, { key: 'Escape', isComposing: true });
    fireEvent.keyDown(screen.getByLabelText('类别'), { key: 'Escape' });
    expect(onClose).not.toHaveBeenCalled();
    expect(fireEvent.keyDown(words, { key: 'Escape' })).toBe(false);
    expect(fireEvent.keyDown(words, { key: 'Escape', repeat: true })).toBe(false);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('begins where it was told to, also behind other controls: the safe button of a loss', () => {
    render(
      <Dialog
        title="放弃？"
        onClose={vi.fn()}
        acts={
          <>
            <Button kind="danger">放弃</Button>
            <Button autoFocus>继续留着</Button>
          </>
        }
      >
        <input aria-label="说明" />
      </Dialog>,
    );
    expect(document.activeElement).toBe(screen.getByRole('button', { name: '继续留着' }));
  });

  it('moves on with Enter from line to line and to the act, and leaves Enter to an input method', () => {
    const onAct = vi.fn();
    render(
      <Dialog title="续证" onClose={vi.fn()} acts={<Button onClick={onAct}>续证</Button>}>
        <input aria-label="证号" />
        <input aria-label="有效期至" type="date" />
      </Dialog>,
    );
    const number = screen.getByLabelText('证号');
    fireEvent.keyDown(number, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(number, { key: 'Enter', ctrlKey: true });
    expect(document.activeElement).toBe(number);
    fireEvent.keyDown(number, { key: 'Enter' });
    expect(document.activeElement).toBe(screen.getByLabelText('有效期至'));
    fireEvent.keyDown(screen.getByLabelText('有效期至'), { key: 'Enter' });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: '续证' }));
    expect(onAct).not.toHaveBeenCalled();
  });
});

describe('ReasonDialog', () => {
  const reasons = [
    { value: 'incomplete', label: '信息不全' },
    { value: 'elsewhere', label: '不属本街道' },
  ];

  it('does not go on without a reason and says so', () => {
    const onConfirm = vi.fn();
    render(
      <ReasonDialog title="退回受理" reasons={reasons} actName="退回受理" onConfirm={onConfirm} onClose={vi.fn()} />,
    );
    fireEvent.click(screen.getByRole('button', { name: '退回受理' }));
    expect(onConfirm).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toBe('选一个原因才能继续。');
    fireEvent.click(screen.getByLabelText('信息不全'));
    fireEvent.change(screen.getByLabelText(/说明/), { target: { value: ' 缺门牌 ' } });
    fireEvent.click(screen.getByRole('button', { name: '退回受理' }));
    expect(onConfirm).toHaveBeenCalledWith({ value: 'incomplete', words: '缺门牌' });
  });

  it('asks for words where there is nothing to pick, and takes Ctrl Enter', () => {
    const onConfirm = vi.fn();
    render(<ReasonDialog title="作废" actName="作废" onConfirm={onConfirm} onClose={vi.fn()} />);
    const words = screen.getByLabelText('说明');
    fireEvent.keyDown(words, { key: 'Enter', ctrlKey: true });
    expect(onConfirm).not.toHaveBeenCalled();
    expect(words.getAttribute('aria-invalid')).toBe('true');
    fireEvent.change(words, { target: { value: '重复登记' } });
    fireEvent.keyDown(words, { key: 'Enter', ctrlKey: true, isComposing: true });
    expect(onConfirm).not.toHaveBeenCalled();
    fireEvent.keyDown(words, { key: 'Enter', ctrlKey: true });
    expect(onConfirm).toHaveBeenCalledWith({ value: undefined, words: '重复登记' });
  });
});

describe('Menu', () => {
  it('opens, goes round with the arrows, picks and gives the focus back', () => {
    const onSignOut = vi.fn();
    render(
      <Menu
        label="邬子墨，社区受理员"
        button="邬"
        items={[
          { key: 'help', label: '快捷键', onPick: vi.fn() },
          { key: 'out', label: '退出登录', onPick: onSignOut },
        ]}
      />,
    );
    const opener = screen.getByRole('button', { name: '邬子墨，社区受理员' });
    fireEvent.click(opener);
    expect(opener.getAttribute('aria-expanded')).toBe('true');
    expect(document.activeElement?.textContent).toBe('快捷键');
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowUp' });
    expect(document.activeElement?.textContent).toBe('退出登录');
    fireEvent.click(screen.getByRole('menuitem', { name: '退出登录' }));
    expect(onSignOut).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(opener);
  });

  it('closes with Esc and with a press elsewhere', () => {
    render(<Menu label="更多" button="更多" items={[{ key: 'a', label: '督办', onPick: vi.fn() }]} />);
    fireEvent.click(screen.getByRole('button'));
    fireEvent.keyDown(screen.getByRole('menuitem'), { key: 'Escape' });
    expect(screen.queryByRole('menu')).toBeNull();
    fireEvent.click(screen.getByRole('button'));
    fireEvent.pointerDown(document.body);
    expect(screen.queryByRole('menu')).toBeNull();
  });
});

describe('PhotoViewer', () => {
  const photos = [
    { id: 'a', src: 'blob:a', tag: '近景' },
    { id: 'b', src: undefined, tag: '远景' },
  ];

  it('turns with the arrows and stops at the ends', () => {
    const onIndexChange = vi.fn();
    const { rerender } = render(
      <PhotoViewer photos={photos} index={0} onIndexChange={onIndexChange} onClose={vi.fn()} />,
    );
    const picture = screen.getByRole('img', { name: '照片 1，共 2 张，近景' });
    fireEvent.keyDown(picture, { key: 'ArrowLeft' });
    expect(onIndexChange).not.toHaveBeenCalled();
    fireEvent.keyDown(picture, { key: 'ArrowRight' });
    expect(onIndexChange).toHaveBeenCalledWith(1);
    rerender(<PhotoViewer photos={photos} index={1} onIndexChange={onIndexChange} onClose={vi.fn()} />);
    expect(screen.getByText('照片还没到本机，联网后自动取来。')).toBeTruthy();
  });
});
