import { register } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, electronModule, registered } from './electron-module.ts';
import type { Answer, Call, FromDouble, ToDouble } from './messages.ts';
import { connectWindows, windowById, type DoubleWindow } from './windows.ts';

/** Runs the built main process on the double, and answers the specs for it as Chromium and the system would. */

const root = process.env['DOUBLE_ROOT'] ?? '';
const tell = (message: FromDouble) => process.send?.(message);

type Answers = {
  readonly [M in keyof ToDouble]: (
    params: ToDouble[M]['params'],
  ) => Promise<ToDouble[M]['result']> | ToDouble[M]['result'];
};

function windowOf(id: number): DoubleWindow {
  const window = windowById(id);
  if (window === undefined) throw new Error(`no window ${id}`);
  return window;
}

const answers: Answers = {
  evaluate: ({ source, arg }) => {
    // The function comes from a spec, as text, as Playwright sends it to the true binary.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- text is all that can be sent
    const run = new Function('electron', 'arg', `return (${source})(electron, arg)`) as (
      electron: unknown,
      arg: unknown,
    ) => unknown;
    return run(electronModule, arg);
  },
  invoke: async ({ window, channel, args, frame }) => {
    const listener = registered.channels.get(channel);
    if (listener === undefined) throw new Error(`No handler registered for '${channel}'`);
    const senderFrame = { url: frame.url, parent: frame.isTop ? null : {} };
    return await listener({ sender: windowOf(window).webContents, senderFrame }, ...args);
  },
  navigate: ({ window, url, isTop }) => {
    const details = {
      url,
      isMainFrame: isTop,
      defaultPrevented: false,
      preventDefault: () => {
        details.defaultPrevented = true;
      },
    };
    const { webContents } = windowOf(window);
    webContents.emit('will-frame-navigate', details);
    if (isTop) webContents.emit('will-navigate', details);
    return !details.defaultPrevented;
  },
  openWindow: ({ window, url }) => {
    const { action } = windowOf(window).webContents.openHandler({
      url,
      frameName: '',
      features: '',
      disposition: 'foreground-tab',
      referrer: { url: '', policy: 'no-referrer' },
    });
    if (action === 'allow') void new electronModule.BrowserWindow().loadURL(url);
    return null;
  },
  askPermission: ({ window, permission, frame }) =>
    new Promise((resolve) => {
      const ask = registered.permissionRequest;
      if (ask === null) {
        resolve(true); // Electron grants everything when nobody decides
        return;
      }
      // The names of permissions and the page are those of a real request; the rest of WebContents is not used to judge it.
      const contents = windowOf(window).webContents as unknown as Parameters<typeof ask>[0];
      const details = { requestingUrl: frame.url, isMainFrame: frame.isTop };
      ask(contents, permission as Parameters<typeof ask>[1], resolve, details);
    }),
  fetchApp: async ({ url, method, headers }) => {
    const handler = registered.protocols.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) throw new Error(`no handler for ${url}`);
    const response = await handler(new Request(url, { method, headers }));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  },
  shown: ({ window }) => {
    windowOf(window).emit('ready-to-show');
    return null;
  },
  quit: () => {
    setImmediate(() => {
      app.quit();
    });
    return null;
  },
};

async function answer({ id, method, params }: Call): Promise<Answer> {
  try {
    // The method chooses both the answer and the type of its parameters.
    return { id, result: await (answers[method] as (params: unknown) => unknown)(params) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

Object.defineProperty(process.versions, 'electron', { value: 'double' });
Object.defineProperty(process.versions, 'chrome', { value: 'double' });
Object.defineProperty(globalThis, 'electronDouble', { value: electronModule });

const names = Object.keys(electronModule).join(', ');
const electronSource = `export const { ${names} } = globalThis.electronDouble; export default globalThis.electronDouble;`;
const hooks = `export const resolve = (specifier, context, next) => specifier === 'electron'
  ? { url: ${JSON.stringify(`data:text/javascript,${encodeURIComponent(electronSource)}`)}, shortCircuit: true }
  : next(specifier, context);`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

connectWindows({
  tell,
  onContents: (contents) => app.emit('web-contents-created', {}, contents),
  onAllClosed: () => app.emit('window-all-closed'),
});
process.on('message', (call) => {
  void answer(call as Call).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit(0));

// As in Electron, `ready` comes only after the main module has been evaluated.
await import(pathToFileURL(join(root, 'out/main/index.js')).href);
tell({ kind: 'ready' });
app.emit('ready');
