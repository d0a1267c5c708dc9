import { spawn } from 'node:child_process';
import { say } from './progress.mjs';

/** A silent command is announced as still running this often. */
const STILL_RUNNING_MS = 10_000;
const REMEMBERED_LINES = 60;

/**
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {string} output the last lines of both streams
 * @property {string} reason empty when ok
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends whatever `runCommand` still has under way; the launcher calls it when it is told to stop. */
export function stopCommands() {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * Runs a command to its end, keeps its last lines, and says every ten seconds that it still works.
 * @param {object} options
 * @param {string} options.what the words for progress lines
 * @param {string} options.command
 * @param {readonly string[]} options.args
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {number} [options.timeoutMs]
 * @param {boolean} [options.shell]
 * @returns {Promise<Outcome>}
 */
export function runCommand({ what, command, args, cwd, env = process.env, timeoutMs, shell = false }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    running.add(child);
    /** @type {string[]} */
    const lines = [];
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      lines.push(...chunk.toString().split(/\r?\n/).filter(Boolean));
      if (lines.length > REMEMBERED_LINES) lines.splice(0, lines.length - REMEMBERED_LINES);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const startedAt = Date.now();
    const stillRunning = setInterval(() => {
      say(`${what}，已用 ${Math.round((Date.now() - startedAt) / 1000)} 秒…`);
    }, STILL_RUNNING_MS);
    let timedOut = false;
    const deadline =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, timeoutMs);
    /** @param {string} reason */
    const finish = (reason) => {
      running.delete(child);
      clearInterval(stillRunning);
      clearTimeout(deadline);
      resolve({ ok: reason === '', output: lines.join('\n'), reason });
    };
    child.once('error', (error) => finish(error.message));
    child.once('close', (code, signal) => {
      if (timedOut) finish(`超过 ${Math.round((timeoutMs ?? 0) / 1000)} 秒`);
      else if (code === 0) finish('');
      else finish(signal === null ? `退出码 ${code}` : `被 ${signal} 终止`);
    });
  });
}
