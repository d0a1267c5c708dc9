import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/**
 * How a second start of the same data folder finds the first: an address and a secret in a file that only this user reads.
 * Nothing is judged by process ids, which the system gives out again.
 */
export const CONTROL_FILE = 'running.json';

/**
 * @typedef {{ url: string, server: string } & Record<string, unknown>} Ready
 * @typedef {{ port: number, secret: string }} ControlFile
 */

/**
 * @param {string} dir
 * @returns {ControlFile | undefined}
 */
function readControl(dir) {
  const file = join(dir, CONTROL_FILE);
  if (!existsSync(file)) return undefined;
  try {
    const content = JSON.parse(readFileSync(file, 'utf8'));
    return Number.isInteger(content?.port) && typeof content?.secret === 'string' ? content : undefined;
  } catch {
    return undefined; // half-written by a start that was killed
  }
}

/** @param {ControlFile} control */
const addressOf = ({ port, secret }) => ({
  address: `http://127.0.0.1:${port}`,
  headers: { authorization: `Bearer ${secret}` },
});

/**
 * @param {ControlFile} control
 * @returns {Promise<boolean>} false where nobody is, or another program got this port since
 */
async function isAnswered(control) {
  const { address, headers } = addressOf(control);
  try {
    return (await fetch(`${address}/hello`, { headers, signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/**
 * Asks the workstation that already runs on this folder, and waits until it is ready.
 * @param {string} dir
 * @param {() => void} onFound called once when there is one
 * @returns {Promise<Ready | undefined>} undefined when none runs
 */
export async function joinRunning(dir, onFound) {
  const control = readControl(dir);
  if (control === undefined || !(await isAnswered(control))) return undefined;
  const { address, headers } = addressOf(control);
  onFound();
  try {
    for (;;) {
      const answer = await fetch(`${address}/ready`, { headers, signal: AbortSignal.timeout(60_000) });
      if (answer.status === 200) return /** @type {Ready} */ (await answer.json());
      if (answer.status !== 202) return undefined; // it gave up
    }
  } catch {
    return undefined; // cut: it was killed meanwhile
  }
}

/**
 * Claims the folder for this start, and answers later ones.
 * @param {string} dir
 * @param {() => Promise<Ready>} ready settles when the workstation is up; asked anew for every second start
 * @returns {Promise<{ claimed: boolean, release: () => void }>} not claimed when another start was quicker
 */
export async function claimControl(dir, ready) {
  const before = readControl(dir);
  if (before !== undefined && (await isAnswered(before))) return { claimed: false, release: () => {} };
  const secret = randomBytes(24).toString('base64url');
  const expected = Buffer.from(`Bearer ${secret}`);
  const server = createServer((request, response) => {
    const given = Buffer.from(request.headers.authorization ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      return void response.writeHead(403).end();
    if (request.url === '/hello') return void response.writeHead(200).end();
    const patience = setTimeout(() => response.writeHead(202).end(), 30_000);
    ready()
      .then((answer) => {
        if (!response.headersSent)
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      })
      .catch(() => {
        if (!response.headersSent) response.writeHead(503).end();
      })
      .finally(() => clearTimeout(patience));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  server.unref();
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const file = join(dir, CONTROL_FILE);
  // Only what nobody stands behind: another start may have claimed the folder since.
  if (readControl(dir)?.secret === before?.secret) rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify({ port, secret }), { mode: 0o600, flag: 'wx' });
  } catch {
    server.close();
    return { claimed: false, release: () => {} };
  }
  return {
    claimed: true,
    release: () => {
      if (readControl(dir)?.secret === secret) rmSync(file, { force: true });
      server.closeAllConnections();
      server.close();
    },
  };
}
