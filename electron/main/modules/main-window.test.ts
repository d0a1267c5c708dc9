import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mainWindow } from './main-window.ts';

/** A window as Electron closes it: who listens may prevent it, but not when it is destroyed. */
const AWindow = vi.hoisted(
  () =>
    class {
      readonly webContents = {
        isCrashed: vi.fn(() => false),
        executeJavaScript: vi.fn<(code: string) => Promise<unknown>>(),
      };
      isThere = true;
      listeners: Record<string, (event: { preventDefault: () => void }) => void> = {};
      once(name: string, listener: (event: { preventDefault: () => void }) => void): void {
        this.listeners[name] = listener;
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
        if (preventDefault.mock.calls.length === 0) this.destroy();
      }
      destroy(): void {
        this.isThere = false;
        this.emit('closed');
      }
    },
);
vi.mock('electron', () => ({ BrowserWindow: AWindow }));

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
});
