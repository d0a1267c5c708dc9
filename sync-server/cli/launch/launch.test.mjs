import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stampOf } from './builds.mjs';
import { CONTROL_FILE, claimControl, joinRunning } from './control.mjs';
import { claimDataDir, emptyDataDir, readSettings, updateSettings } from './data-dir.mjs';
import { isInstalled } from './dependencies.mjs';
import { findBrowser } from './find-browser.mjs';
import { complaintAboutNode } from './node-version.mjs';
import { choosePort } from './ports.mjs';
import { parseStartArguments } from './start-arguments.mjs';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'launch-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

describe('the Node it runs on', () => {
  it.each([
    ['20.19.0', true],
    ['20.20.2', true],
    ['22.0.0', true],
    ['20.18.3', false],
    ['18.20.0', false],
  ])('%s is enough: %s', (version, enough) => {
    expect(complaintAboutNode(version) === null).toBe(enough);
  });
});

describe('arguments', () => {
  it('defaults to a window, the remembered port and ./.data', () => {
    expect(parseStartArguments([], '/work')).toEqual({
      ok: true,
      options: { open: true, port: undefined, data: join('/work', '.data'), fresh: false, help: false },
    });
  });
  it('takes what the documentation names', () => {
    const parsed = parseStartArguments(['--no-open', '--port', '0', '--data', '/x', '--fresh'], '/work');
    expect(parsed).toMatchObject({ ok: true, options: { open: false, port: 0, data: '/x', fresh: true } });
  });
  it.each([[['--port', 'abc']], [['--port', '70000']], [['--port', '-1']], [['--colour']], [['here']]])(
    'refuses %s with a reason',
    (argv) => {
      expect(parseStartArguments(argv, '/work')).toMatchObject({ ok: false });
    },
  );
});

describe('dependencies', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };
  it.each([
    ['all there', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['another version', { 'node_modules/a': { version: '1.0.1' } }, false],
    ['one missing', {}, false],
    ['one too many', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/c': { version: '1.0.0' } }, false],
  ])('%s', (_, packages, expected) => {
    expect(isInstalled(wanted, { packages })).toBe(expected);
  });
  it('an interrupted install left no record', () => {
    expect(isInstalled(wanted, undefined)).toBe(false);
  });
});

describe('stamps', () => {
  it('change with a source, and not with a test or a date', () => {
    mkdirSync(join(dir, 'src'));
    writeFileSync(join(dir, 'src/a.ts'), 'a');
    const before = stampOf(dir, ['src']);
    writeFileSync(join(dir, 'src/a.test.ts'), 'test');
    writeFileSync(join(dir, 'src/a.ts'), 'a');
    expect(stampOf(dir, ['src'])).toBe(before);
    writeFileSync(join(dir, 'src/a.ts'), 'b');
    expect(stampOf(dir, ['src'])).not.toBe(before);
  });
});

describe('the data folder', () => {
  it('keeps the port when it is emptied', () => {
    const data = join(dir, 'data');
    expect(claimDataDir(data)).toEqual({ ok: true });
    updateSettings(data, { port: 5191 });
    writeFileSync(join(data, 'records'), 'x');
    emptyDataDir(data, []);
    expect(readdirSync(data)).toEqual(['workstation.json']);
    expect(readSettings(data)?.port).toBe(5191);
  });
  it('is ours too when the server alone made it', () => {
    mkdirSync(join(dir, 'records'));
    writeFileSync(join(dir, 'server.pid'), '1');
    expect(claimDataDir(dir)).toEqual({ ok: true });
  });
  it('is not taken when it holds something else, and never emptied', () => {
    writeFileSync(join(dir, 'thesis.docx'), 'mine');
    expect(claimDataDir(dir)).toMatchObject({ ok: false });
    expect(() => emptyDataDir(dir, [])).toThrow();
    expect(readFileSync(join(dir, 'thesis.docx'), 'utf8')).toBe('mine');
  });
});

describe('the port', () => {
  /** @type {import('node:net').Server} */
  let other;
  let busy = 0;
  beforeEach(async () => {
    other = createServer();
    await new Promise((resolve) => other.listen(0, '127.0.0.1', () => resolve(undefined)));
    const address = other.address();
    busy = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterEach(() => void other.close());

  it('that was asked for and is busy is a complaint, not another port', async () => {
    expect(await choosePort(busy, undefined)).toMatchObject({ ok: false });
  });
  it('remembered and busy gives way to another, and says so', async () => {
    expect(await choosePort(undefined, busy)).toMatchObject({ ok: true, moved: true });
  });
  it('0 takes the remembered one as long as it is free', async () => {
    const first = await choosePort(0, undefined);
    expect(first).toMatchObject({ ok: true, moved: false });
    if (first.ok) expect(await choosePort(0, first.port)).toEqual({ ok: true, port: first.port, moved: false });
  });
});

describe('a second start', () => {
  const ready = { url: 'http://127.0.0.1:1/app/', server: 'http://127.0.0.1:1/' };
  it('finds the first, waits for it and gets its answer', async () => {
    /** @type {(value: typeof ready) => void} */
    let settle = () => {};
    const first = await claimControl(dir, () => new Promise((resolve) => (settle = resolve)));
    const joined = joinRunning(dir, () => setImmediate(() => settle(ready)));
    await expect.poll(() => (settle(ready), Promise.race([joined, null]))).toEqual(ready);
    first.release();
  });
  it('finds nobody behind a file that a killed start left', async () => {
    const first = await claimControl(dir, async () => ready);
    const left = readFileSync(join(dir, CONTROL_FILE), 'utf8');
    first.release();
    writeFileSync(join(dir, CONTROL_FILE), left);
    expect(await joinRunning(dir, () => {})).toBeUndefined();
    const second = await claimControl(dir, async () => ready);
    expect(await joinRunning(dir, () => {})).toEqual(ready);
    second.release();
  });
  it('does not claim a folder that another one claimed since it looked', async () => {
    const first = await claimControl(dir, async () => ready);
    expect((await claimControl(dir, async () => ready)).claimed).toBe(false);
    expect(await joinRunning(dir, () => {})).toEqual(ready);
    first.release();
  });
  it('is not answered without the secret', async () => {
    const first = await claimControl(dir, async () => ready);
    const { port } = JSON.parse(readFileSync(join(dir, CONTROL_FILE), 'utf8'));
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(403);
    first.release();
  });
});

describe('the browser', () => {
  it('named by hand wins, and is not replaced when it is missing', () => {
    const env = { BROWSER_PATH: '/opt/chrome', PATH: '/usr/bin' };
    expect(findBrowser({ env, platform: 'linux', exists: () => true })?.path).toBe('/opt/chrome');
    expect(findBrowser({ env, platform: 'linux', exists: (path) => path === '/usr/bin/chromium' })).toBeUndefined();
  });
  it('is looked for on the PATH, in order of preference', () => {
    const there = ['/usr/bin/google-chrome', '/opt/bin/chromium'];
    const found = findBrowser({
      env: { PATH: '/usr/bin:/opt/bin' },
      platform: 'linux',
      exists: (path) => there.includes(path),
    });
    expect(found).toEqual({ name: 'Chromium', path: '/opt/bin/chromium' });
  });
  it('without a window is for specs, not for people', () => {
    const world = {
      env: { PATH: '/usr/bin' },
      platform: 'linux',
      exists: (/** @type {string} */ path) => path.endsWith('shell'),
    };
    expect(findBrowser(world)).toBeUndefined();
    expect(findBrowser({ ...world, isHeadless: true })?.path).toBe('/usr/bin/chromium-headless-shell');
  });
});

describe('npm start', () => {
  it('refuses what it does not understand, with its usage', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../start.mjs'), '--colour'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk) => (said += chunk));
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(2);
    expect(said).toContain('--no-open');
  });
});
