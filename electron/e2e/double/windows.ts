import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { FromDouble } from './messages.ts';

type Tell = (message: FromDouble) => void;
type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

/** A page, as far as the main process deals with it. Its picture is a page in Chromium, which the specs hold. */
export class DoubleContents
  extends EventEmitter
  implements
    Pick<
      Electron.WebContents,
      'id' | 'setWindowOpenHandler' | 'getURL' | 'reload' | 'printToPDF' | 'isCrashed' | 'executeJavaScript'
    >
{
  readonly id: number;
  openHandler: OpenHandler = () => ({ action: 'allow' });
  #url = '';
  readonly #preferences: Electron.WebPreferences;
  readonly #tell: Tell;

  constructor(id: number, preferences: Electron.WebPreferences, tell: Tell) {
    super();
    this.id = id;
    this.#preferences = preferences;
    this.#tell = tell;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  getURL(): string {
    return this.#url;
  }

  reload(): void {
    this.load(this.#url);
  }

  /** The page's picture is with the specs: one that prints says what comes out. */
  printToPDF(_options: Electron.PrintToPDFOptions): Promise<Buffer> {
    return Promise.reject(new Error('the spec prepared no answer for printToPDF'));
  }

  isCrashed(): boolean {
    return false;
  }

  /** Nor does anything run there but for a spec that says what comes out. */
  executeJavaScript(_code: string): Promise<unknown> {
    return Promise.reject(new Error('the spec prepared no answer for executeJavaScript'));
  }

  /** As Electron reports it: what was asked for, on top of Electron's own defaults. */
  getLastWebPreferences(): Electron.WebPreferences {
    return {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      ...this.#preferences,
    };
  }

  load(url: string): void {
    this.#url = url;
    this.#tell({ kind: 'load', window: this.id, url, preload: this.#preferences.preload ?? null });
  }
}

const open = new Map<number, DoubleWindow>();
let lastId = 0;
let onContents: (contents: DoubleContents) => void = () => undefined;
let onAllClosed: () => void = () => undefined;
let tell: Tell = () => undefined;

/** Connects windows to the app's events and to the specs. */
export function connectWindows(wiring: {
  readonly tell: Tell;
  readonly onContents: (contents: DoubleContents) => void;
  readonly onAllClosed: () => void;
}): void {
  ({ tell, onContents, onAllClosed } = wiring);
}

export const windowById = (id: number): DoubleWindow | undefined => open.get(id);

export class DoubleWindow
  extends EventEmitter
  implements
    Pick<
      Electron.BrowserWindow,
      | 'id'
      | 'loadURL'
      | 'show'
      | 'focus'
      | 'isMinimized'
      | 'isVisible'
      | 'isFocused'
      | 'minimize'
      | 'restore'
      | 'close'
      | 'destroy'
      | 'isDestroyed'
    >
{
  readonly id: number;
  readonly webContents: DoubleContents;
  readonly options: Electron.BrowserWindowConstructorOptions;
  #state: 'hidden' | 'shown' | 'focused' | 'minimized' = 'hidden';

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    lastId += 1;
    this.id = lastId;
    this.options = options;
    this.webContents = new DoubleContents(this.id, options.webPreferences ?? {}, (message) => {
      tell(message);
    });
    open.set(this.id, this);
    onContents(this.webContents);
  }

  static getAllWindows(): DoubleWindow[] {
    return [...open.values()];
  }

  loadURL(url: string): Promise<void> {
    this.webContents.load(url);
    return Promise.resolve();
  }

  show(): void {
    this.#state = 'focused';
  }
  focus(): void {
    if (this.#state !== 'minimized') this.#state = 'focused';
  }
  isMinimized(): boolean {
    return this.#state === 'minimized';
  }
  isVisible(): boolean {
    return this.#state === 'shown' || this.#state === 'focused';
  }
  isFocused(): boolean {
    return this.#state === 'focused';
  }
  minimize(): void {
    this.#state = 'minimized';
  }
  restore(): void {
    this.#state = 'shown';
  }
  close(): void {
    const event = {
      defaultPrevented: false,
      preventDefault: () => {
        event.defaultPrevented = true;
      },
    };
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }
  isDestroyed(): boolean {
    return !open.has(this.id);
  }
  destroy(): void {
    if (!open.delete(this.id)) return;
    tell({ kind: 'close', window: this.id });
    this.emit('closed');
    if (open.size === 0) onAllClosed();
  }
}
