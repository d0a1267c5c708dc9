import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test as base } from '@playwright/test';
import { projectRoot } from '../fixtures/project-root.ts';
import { templateFolder, type Account } from '../fixtures/street.ts';

type Ready = { readonly url: string; readonly server: string; readonly accounts: readonly Account[] };
type Launch = {
  readonly child: ChildProcess;
  readonly ready: Promise<Ready>;
  readonly lines: string[];
  readonly ended: Promise<number | null>;
};

const test = base.extend<{ data: string; start: (...args: readonly string[]) => Launch }>({
  data: async ({}, use) => {
    const data = mkdtempSync(join(tmpdir(), 'launcher-'));
    cpSync(templateFolder(), data, { recursive: true });
    await use(data);
    rmSync(data, { recursive: true, force: true });
  },
  start: async ({ data }, use) => {
    const started: Launch[] = [];
    await use((...args) => {
      const child = spawn(process.execPath, ['sync-server/cli/start.mjs', '--no-open', '--data', data, ...args], {
        cwd: projectRoot,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const lines: string[] = [];
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      const ready = new Promise<Ready>((resolve, reject) => {
        createInterface({ input: child.stdout }).on('line', (line) => {
          lines.push(line);
          if (line.startsWith('READY {')) resolve(JSON.parse(line.slice('READY '.length)) as Ready);
        });
        createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
        void ended.then((code) => {
          reject(new Error(`ended with ${String(code)}:\n${lines.join('\n')}`));
        });
      });
      ready.catch(() => undefined); // whoever awaits it hears of it
      const launch = { child, ready, lines, ended };
      started.push(launch);
      return launch;
    });
    for (const { child, ended } of started) {
      child.kill('SIGTERM');
      await ended;
    }
  },
});

const answers = (address: string): Promise<number> =>
  fetch(address, { signal: AbortSignal.timeout(2_000) }).then(
    ({ status }) => status,
    () => 0,
  );

test('npm start says where the street is, and whom one may sign in as', async ({ start }) => {
  const { ready, lines, child, ended } = start('--port', '0');
  const { url, server, accounts } = await ready;
  expect(await answers(url)).toBe(200);
  expect(await answers(new URL('/_up', server).href)).toBe(200);
  expect(new URL(url).hash).not.toBe('');
  expect(accounts.map(({ role }) => role)).toContain('街道受理员');
  for (const account of accounts)
    expect(account).toMatchObject({ name: expect.any(String), password: expect.any(String), scope: expect.any(Array) });

  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(lines.filter((line) => line.startsWith('READY '))).toHaveLength(1);
  expect(await answers(new URL('/_up', server).href)).toBe(0);
});

test('a second start joins the first, with a link of its own, and leaves it running', async ({ start }) => {
  const first = start('--port', '0');
  const firstReady = await first.ready;
  const second = start('--port', '0');
  const secondReady = await second.ready;
  expect(await second.ended).toBe(0);
  expect(secondReady.server).toBe(firstReady.server);
  expect(secondReady.url).not.toBe(firstReady.url);
  expect(await answers(new URL('/_up', firstReady.server).href)).toBe(200);
});

test('the port stays the same from start to start', async ({ start }) => {
  const first = start('--port', '0');
  const { server } = await first.ready;
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
  const second = start();
  expect((await second.ready).server).toBe(server);
});

test('a start that was killed leaves no server behind and does not hinder the next', async ({ start }) => {
  const first = start('--port', '0');
  const { server } = await first.ready;
  first.child.kill('SIGKILL');
  await expect.poll(() => answers(new URL('/_up', server).href), { timeout: 20_000 }).toBe(0);
  const second = start('--port', '0');
  expect(await answers((await second.ready).url)).toBe(200);
});
