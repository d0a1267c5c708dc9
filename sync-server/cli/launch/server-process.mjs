import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Time for the server to close its store before it is ended the hard way. */
const STOP_WITHIN_MS = 8_000;

/** @typedef {import('./control.mjs').Ready} Ready */

/**
 * Starts the embedded server as a child that ends with us: it also stops when its channel to us closes.
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.dataDir
 * @param {number} options.port
 * @param {(line: string) => void} options.onLine what it says before and after it is ready
 * @returns {{ ready: Promise<Ready>, exited: Promise<string>, stop: () => Promise<void>, freshUrl: () => Promise<string | undefined> }}
 */
export function startServer({ root, dataDir, port, onLine }) {
  const args = ['serve', '--data', dataDir, '--port', String(port), '--demo'];
  const child = spawn(process.execPath, [join(root, 'out/server/main.js'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
  });
  /** @type {Promise<string>} */
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `退出码 ${code}`));
  });
  /** @type {Promise<Ready>} */
  const ready = new Promise((resolve, reject) => {
    if (child.stdout === null || child.stderr === null) return reject(new Error('the server has no output'));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('READY {')) return onLine(line);
      try {
        resolve(JSON.parse(line.slice('READY '.length)));
      } catch (error) {
        reject(error);
      }
    });
    createInterface({ input: child.stderr }).on('line', onLine);
    void exited.then((reason) => reject(new Error(`服务端没有启动起来（${reason}）。`)));
  });
  ready.catch(() => {}); // whoever awaits it hears of it

  return {
    ready,
    exited,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      if (process.platform === 'win32' && child.connected)
        child.disconnect(); // Windows knows no polite signal
      else child.kill('SIGTERM');
      await exited;
      clearTimeout(hard);
    },
    // A link opens one store once; a window opened later needs its own.
    freshUrl: () =>
      new Promise((resolve) => {
        if (!child.connected) return resolve(undefined);
        const patience = setTimeout(() => finish(undefined), 3_000);
        /** @param {unknown} message */
        const listen = (message) => {
          if (typeof message === 'object' && message !== null && 'url' in message && typeof message.url === 'string')
            finish(message.url);
        };
        /** @param {string | undefined} url */
        const finish = (url) => {
          clearTimeout(patience);
          child.off('message', listen);
          resolve(url);
        };
        child.on('message', listen);
        child.send({ kind: 'fresh-url' });
      }),
  };
}
