import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { DoubleWindow } from './windows.ts';

/**
 * The part of Electron that our main process calls, and no more. Each piece is checked against Electron's own types,
 * so that it cannot promise what Electron does not. What the operating system would do is left out:
 * a dialog has no answer until a spec gives one.
 */

const userData = process.env['DOUBLE_USER_DATA'] ?? '';
const root = process.env['DOUBLE_ROOT'] ?? '';

class DoubleApp
  extends EventEmitter
  implements
    Pick<
      Electron.App,
      'requestSingleInstanceLock' | 'quit' | 'exit' | 'getPath' | 'getVersion' | 'isPackaged' | 'enableSandbox'
    >
{
  readonly isPackaged = false;
  isSandboxed = false;

  requestSingleInstanceLock(): boolean {
    return true;
  }
  quit(): void {
    this.exit(0);
  }
  exit(code = 0): void {
    process.exit(code);
  }
  getPath(name: Parameters<Electron.App['getPath']>[0]): string {
    const path = name === 'userData' ? userData : join(userData, name);
    mkdirSync(path, { recursive: true });
    return path;
  }
  getVersion(): string {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    return version;
  }
  enableSandbox(): void {
    this.isSandboxed = true;
  }
}

type Schemes = Parameters<Electron.Protocol['registerSchemesAsPrivileged']>[0];
type ProtocolHandler = Parameters<Electron.Protocol['handle']>[1];
type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;
type DeviceHandler = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>;

/** What the main process registered; the specs' side calls it as Chromium would. */
export const registered: {
  schemes: Schemes;
  readonly protocols: Map<string, ProtocolHandler>;
  readonly channels: Map<string, (event: unknown, ...args: unknown[]) => unknown>;
  permissionRequest: RequestHandler | null;
  permissionCheck: CheckHandler | null;
  device: DeviceHandler | null;
} = {
  schemes: [],
  protocols: new Map(),
  channels: new Map(),
  permissionRequest: null,
  permissionCheck: null,
  device: null,
};

const sessionProtocol: Pick<Electron.Protocol, 'handle'> = {
  handle: (scheme, handler) => {
    registered.protocols.set(scheme, handler);
  },
};

class DoubleSession
  extends EventEmitter
  implements
    Pick<
      Electron.Session,
      | 'setPermissionRequestHandler'
      | 'setPermissionCheckHandler'
      | 'setDevicePermissionHandler'
      | 'setBluetoothPairingHandler'
      | 'setDisplayMediaRequestHandler'
    >
{
  readonly protocol = sessionProtocol;

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    registered.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    registered.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: DeviceHandler | null): void {
    registered.device = handler;
  }
  setBluetoothPairingHandler(): void {
    // Chromium's side has no Bluetooth here: there is nobody to ask the handler.
  }
  setDisplayMediaRequestHandler(): void {
    // Nor is there a screen to capture.
  }
}

const noAnswer = (dialog: string) => (): never => {
  throw new Error(`the spec prepared no answer for ${dialog}`);
};

/** A keystore of its own: AES-GCM under a key that lives as long as this process, with Chromium's mark on Linux for a keyring's key. */
const keystoreKey = randomBytes(32);
const MARK = Buffer.from('v11');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export const app = new DoubleApp();

/** Named as in Electron, since the main process imports these names. */
export const electronModule = {
  app,
  BrowserWindow: DoubleWindow,
  session: { defaultSession: new DoubleSession() },
  protocol: {
    registerSchemesAsPrivileged: (schemes) => {
      registered.schemes = schemes;
    },
  } satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>,
  ipcMain: {
    handle: (channel, listener) => {
      if (registered.channels.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      registered.channels.set(channel, listener as (event: unknown, ...args: unknown[]) => unknown);
    },
  } satisfies Pick<Electron.IpcMain, 'handle'>,
  Menu: {
    current: null as { readonly items: readonly Electron.MenuItemConstructorOptions[] } | null,
    buildFromTemplate: (items: readonly Electron.MenuItemConstructorOptions[]) => ({ items }),
    setApplicationMenu(menu: { readonly items: readonly Electron.MenuItemConstructorOptions[] } | null) {
      this.current = menu;
    },
    getApplicationMenu() {
      return this.current;
    },
  },
  dialog: {
    showOpenDialog: noAnswer('showOpenDialog'),
    showSaveDialog: noAnswer('showSaveDialog'),
    showMessageBox: noAnswer('showMessageBox'),
    showMessageBoxSync: noAnswer('showMessageBoxSync'),
    showErrorBox: (title, content) => {
      process.stderr.write(`${title}: ${content}\n`);
    },
  } satisfies Pick<
    Electron.Dialog,
    'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showMessageBoxSync' | 'showErrorBox'
  >,
  shell: {
    openExternal: () => Promise.reject(new Error('the spec expected no address to be opened outside')),
  } satisfies Pick<Electron.Shell, 'openExternal'>,
  safeStorage: {
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    getSelectedStorageBackend: () => 'gnome_libsecret' as const,
    encryptStringAsync: (plainText) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keystoreKey, nonce);
      const sealed = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
      return Promise.resolve(Buffer.concat([MARK, nonce, cipher.getAuthTag(), sealed]));
    },
    decryptStringAsync: async (marked) => {
      await Promise.resolve(); // a damaged text rejects, as in Electron; it does not throw
      const encrypted = marked.subarray(MARK.length);
      const decipher = createDecipheriv('aes-256-gcm', keystoreKey, encrypted.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(encrypted.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const opened = Buffer.concat([decipher.update(encrypted.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      return { shouldReEncrypt: false, result: opened.toString('utf8') };
    },
  } satisfies Pick<
    Electron.SafeStorage,
    'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
  >,
};
