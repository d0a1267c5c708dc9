import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mainWindow } from './main-window.ts';

/** What the person answers when asked, and what was asked. */
const asked = vi.hoisted(() => ({ showMessageBoxSync: vi.fn<(...args: unknown[]) => number>(() => 0) }));

/** A window as Electron closes it: who listens may prevent it, then the page, whose no may be overruled; but not when it is destroyed. */
const AWindow = vi.hoisted(
  () =>
    class {
      readonly webContents = {
        isCrashed: vi.fn(() => false),
        executeJavaScript: vi.fn<(code: string) => Promise<unknown>>(),
        on: (_name: 'will-prevent-unload', listener: (event: { preventDefault: () => void }) => void): void => {
          this.onPageStays = listener;
        },
      };
      isThere = true;
      /** Something stands filled in on the page. */
      isHalfMade = false;
      onPageStays: (event: { preventDefault: () => void }) => void = () => undefined;
      listeners: Record<string, (event: { preventDefault: () => void }) => void> = {};
      once(name: string, listener: (event: { preventDefault: () => void }) => void): void {
        this.listeners[name] = listener;
      }
      removeListener(name: string, listener: (event: { preventDefault: () => void }) => void): void {
        if (this.listeners[name] === listener) Reflect.deleteProperty(this.listeners, name);
      }
      emit(name: string, event = { preventDefault: (): void => undefined }): void {
        const { [name]: listener, ...others } = this.listeners;
        this.listeners = others;
        listener?.(event);
      }
      loadURL(): Promise<void> {
        return Promise.resolve();
      }
      isDestroyed(): boolean {
        return !this.isThere;
      }
      close(): void {
        const preventDefault = vi.fn();
        this.emit('close', { preventDefault });
        if (preventDefault.mock.calls.length > 0) return;
        const overrule = vi.fn();
        if (this.isHalfMade) this.onPageStays({ preventDefault: overrule });
        if (!this.isHalfMade || overrule.mock.calls.length > 0) this.destroy();
      }
      destroy(): void {
        this.isThere = false;
        this.emit('closed');
      }
    },
);
vi.mock('electron', () => ({ BrowserWindow: AWindow, dialog: asked }));

function opened(): { readonly window: InstanceType<typeof AWindow>; readonly current: () => BrowserWindow | null } {
  const main = mainWindow('preload.cjs', 'icon.png', () => '');
  main.show();
  return { window: main.current() as unknown as InstanceType<typeof AWindow>, current: () => main.current() };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a window that is closed', () => {
  it('waits until the page has saved what was typed', async () => {
    const { window, current } = opened();
    let saved = (): void => undefined;
    window.webContents.executeJavaScript.mockReturnValue(
      new Promise<void>((resolve) => {
        saved = resolve;
      }),
    );
    window.close();
    await vi.advanceTimersByTimeAsync(500);
    expect(window.isThere).toBe(true);
    expect(window.webContents.executeJavaScript).toHaveBeenCalledWith('window.beforeClosing?.()');
    saved();
    await vi.advanceTimersByTimeAsync(0);
    expect(window.isThere).toBe(false);
    expect(current()).toBeNull();
  });

  it('does not wait for a page that hangs', async () => {
    const { window } = opened();
    window.webContents.executeJavaScript.mockReturnValue(new Promise(() => undefined));
    window.close();
    await vi.advanceTimersByTimeAsync(2_900);
    expect(window.isThere).toBe(true);
    await vi.advanceTimersByTimeAsync(200);
    expect(window.isThere).toBe(false);
  });

  it('does not wait for a page that crashed or cannot say', async () => {
    const { window: crashed } = opened();
    crashed.webContents.isCrashed.mockReturnValue(true);
    crashed.webContents.executeJavaScript.mockReturnValue(new Promise(() => undefined));
    crashed.close();
    const { window: broken } = opened();
    broken.webContents.executeJavaScript.mockRejectedValue(new Error('gone'));
    broken.close();
    await vi.advanceTimersByTimeAsync(0);
    expect([crashed.isThere, broken.isThere]).toEqual([false, false]);
  });

  it('closes at once when it is closed again', async () => {
    const { window } = opened();
    window.webContents.executeJavaScript.mockReturnValue(new Promise(() => undefined));
    window.close();
    window.close();
    expect(window.isThere).toBe(false);
    await vi.advanceTimersByTimeAsync(5_000);
  });

  describe('with something filled in and not done', () => {
    const halfMade = (answer: number): InstanceType<typeof AWindow> => {
      asked.showMessageBoxSync.mockReset().mockReturnValue(answer);
      const { window } = opened();
      window.isHalfMade = true;
      window.webContents.executeJavaScript.mockResolvedValue(undefined);
      window.close();
      return window;
    };

    it('asks, and stays; asked again it saves and asks again', async () => {
      const window = halfMade(0);
      await vi.advanceTimersByTimeAsync(0);
      expect(window.isThere).toBe(true);
      window.close();
      await vi.advanceTimersByTimeAsync(0);
      expect(window.isThere).toBe(true);
      expect(window.webContents.executeJavaScript).toHaveBeenCalledTimes(2);
      expect(asked.showMessageBoxSync).toHaveBeenCalledTimes(2);
    });

    it('goes when the person says so', async () => {
      const window = halfMade(1);
      await vi.advanceTimersByTimeAsync(0);
      expect(window.isThere).toBe(false);
      expect(asked.showMessageBoxSync).toHaveBeenCalledOnce();
    });
  });
});
