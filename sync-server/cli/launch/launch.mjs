import { join } from 'node:path';
import { ensureBuilt } from './builds.mjs';
import { CONTROL_FILE, claimControl, joinRunning } from './control.mjs';
import { claimDataDir, emptyDataDir, readSettings, updateSettings } from './data-dir.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { closeWindows, openWorkstation } from './open-workstation.mjs';
import { choosePort } from './ports.mjs';
import { say } from './progress.mjs';
import { stopCommands } from './run-command.mjs';
import { startServer } from './server-process.mjs';
import { USAGE, parseStartArguments } from './start-arguments.mjs';

/**
 * @typedef {import('./control.mjs').Ready} Ready
 * @typedef {import('./start-arguments.mjs').StartOptions} StartOptions
 */

const root = join(import.meta.dirname, '..', '..', '..');

/** @param {Ready} ready */
function announce(ready) {
  console.log(`READY ${JSON.stringify(ready)}`);
}

/**
 * @param {StartOptions} options
 * @returns {Promise<boolean>} whether a workstation on this folder was already running
 */
async function joinFirst({ data, fresh, open }) {
  const ready = await joinRunning(data, () => say('这个数据目录的工作站已在运行，接上它'));
  if (ready === undefined) return false;
  if (fresh) throw new Error('工作站正在运行，没有清空。先停止它，再加 --fresh。');
  const health = await fetch(new URL('/_up', ready.server), { signal: AbortSignal.timeout(5_000) });
  if (!health.ok) throw new Error(`正在运行的服务端没有正常应答（${health.status}）。先停止它再启动。`);
  if (open) say(await openWorkstation({ root, dataDir: data, url: ready.url, server: new URL(ready.server).origin }));
  announce(ready);
  return true;
}

/**
 * @param {StartOptions} options
 * @returns {Promise<number>} the port, remembered for the next start
 */
async function settlePort({ data, port }) {
  const remembered = readSettings(data)?.port;
  const choice = await choosePort(port, remembered);
  if (!choice.ok) throw new Error(choice.complaint);
  if (choice.moved) say(`端口由 ${remembered} 换成 ${choice.port}：浏览器按地址分开存放，原地址下未送的内容仍在原地址`);
  updateSettings(data, { port: choice.port });
  return choice.port;
}

/**
 * @param {StartOptions} options
 * @param {AbortSignal} stopped
 */
async function startFirst(options, stopped) {
  /** @type {(ready: Promise<Ready>) => void} */
  let settle = () => {};
  /** @type {Promise<Ready>} */
  const ready = new Promise((resolve) => (settle = resolve));
  ready.catch(() => {}); // told to whoever joins; this start hears of it below
  /** @type {ReturnType<typeof startServer> | undefined} */
  let server;
  const control = await claimControl(options.data, async () => {
    const first = await ready;
    return { ...first, url: (await server?.freshUrl()) ?? first.url };
  });
  if (!control.claimed) throw new Error('另一个启动正在进行，请稍候再运行同一条命令。');

  const stop = async () => {
    control.release();
    stopCommands();
    closeWindows();
    await server?.stop();
  };
  stopped.addEventListener('abort', () => void stop());
  try {
    if (options.fresh) {
      emptyDataDir(options.data, [CONTROL_FILE]);
      say('数据目录已清空');
    }
    await ensureDependencies(root);
    if (!stopped.aborted) await ensureBuilt(root);
    if (stopped.aborted) return;
    const port = await settlePort(options);
    say('启动服务端');
    server = startServer({ root, dataDir: options.data, port, onLine: say });
    settle(server.ready);
    const first = await server.ready;
    announce(first);
    if (options.open) {
      const url = (await server.freshUrl()) ?? first.url;
      say(await openWorkstation({ root, dataDir: options.data, url, server: new URL(first.server).origin }));
    }
    say(`工作站在运行：${new URL(first.url).origin}。停止按 Ctrl C`);
    const reason = await server.exited;
    if (!stopped.aborted) throw new Error(`服务端意外停止（${reason}）。`);
  } catch (error) {
    const failed = Promise.reject(error);
    failed.catch(() => {}); // already told when the server itself failed
    settle(failed);
    await stop();
    if (!stopped.aborted) throw error;
  }
}

/**
 * The whole of `npm start`.
 * @param {readonly string[]} argv
 */
export async function launch(argv) {
  const parsed = parseStartArguments(argv, process.cwd());
  if (!parsed.ok) {
    console.error(`${parsed.complaint}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (parsed.options.help) {
    console.log(USAGE);
    return;
  }
  const stopping = new AbortController();
  stopping.signal.addEventListener('abort', closeWindows);
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) {
    process.on(signal, () => {
      if (!stopping.signal.aborted) say('正在停止');
      stopping.abort();
    });
  }
  try {
    const claim = claimDataDir(parsed.options.data);
    if (!claim.ok) throw new Error(claim.complaint);
    if (!(await joinFirst(parsed.options))) await startFirst(parsed.options, stopping.signal);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
