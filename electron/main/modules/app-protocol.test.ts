import fs, { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serveApp } from './app-protocol.ts';

vi.mock('electron', () => ({ protocol: {} }));

let root = '';
let ask: (path: string, init?: RequestInit) => Promise<Response>;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'page-'));
  const folder = join(root, 'renderer');
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.html'), '0123456789');
  writeFileSync(join(folder, 'empty.json'), '');
  writeFileSync(join(root, 'secret.txt'), 'secret');
  const handle = (_scheme: string, answer: (request: Request) => Promise<Response>) => {
    ask = (path, init) => answer(new Request(`app://workstation${path}`, init));
  };
  // Of a session only its protocol is used.
  serveApp({ protocol: { handle } } as unknown as Session, folder, () => null, []);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

describe('a file of the page', () => {
  it('is read without a copy outside of the archive, which a full disk has no room for', async () => {
    // What opens a file of the archive has it copied out by Electron's own `fs.open`.
    vi.spyOn(fs, 'open').mockImplementation((...args: readonly unknown[]) => {
      (args.at(-1) as (error: Error) => void)(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    });
    const answer = await ask('/');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe('10');
    expect(await answer.text()).toBe('0123456789');
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=-1', 206, '9', 'bytes 9-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
  ])('is given in part (%s)', async (range, status, text, contentRange) => {
    const answer = await ask('/index.html', { headers: { range } });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe(text);
    expect(answer.headers.get('content-range')).toBe(contentRange);
  });

  it('may be empty, or asked for without its content', async () => {
    expect(await (await ask('/empty.json')).text()).toBe('');
    const head = await ask('/', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
  });

  it.each([
    ['/gone.js', 'GET', 404],
    ['/..%2Fsecret.txt', 'GET', 404],
    ['/', 'POST', 405],
  ])('%s by %s: %i', async (path, method, status) => {
    expect((await ask(path, { method })).status).toBe(status);
  });
});
