import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';

/** A suite that hangs is ended, so that a machine nobody watches gets its answer. */
const LONGEST_MS = 40 * 60_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @param {NodeJS.Signals} signal */
export function stopSuites(signal) {
  for (const child of running) child.kill(signal);
}

/**
 * Runs one of the project's tools with everything it says going to a log.
 * @param {object} options
 * @param {string} options.root
 * @param {readonly string[]} options.command
 * @param {string} options.logFile
 * @param {NodeJS.ProcessEnv} [options.env]
 * @returns {Promise<{ ok: boolean, log: string }>}
 */
export async function runLogged({ root, command, logFile, env = {} }) {
  const sink = createWriteStream(logFile);
  const child = spawn(process.execPath, [...command], {
    cwd: root,
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', CI: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.stdout.pipe(sink, { end: false });
  child.stderr.pipe(sink, { end: false });
  const hung = setTimeout(() => {
    sink.write(`\nended after ${LONGEST_MS / 60_000} minutes\n`);
    child.kill('SIGKILL');
  }, LONGEST_MS);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      sink.write(`${error.message}\n`);
      resolve(null);
    });
    child.once('close', resolve);
  });
  clearTimeout(hung);
  running.delete(child);
  sink.end();
  await finished(sink);
  return { ok: code === 0, log: readFileSync(logFile, 'utf8') };
}
