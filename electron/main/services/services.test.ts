import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openConnection } from './connection.ts';
import { crashFile } from './crash-file.ts';
import { crashLine } from './crash-line.ts';
import { byteRange } from './file-range.ts';
import { photoMediaType } from './photo-kind.ts';
import { readSettings, writeSettings } from './settings.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'services-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe('a byte range', () => {
  it.each([
    [null, { kind: 'whole' }],
    ['bytes=0-9', { kind: 'part', start: 0, end: 9 }],
    ['bytes=90-', { kind: 'part', start: 90, end: 99 }],
    ['bytes=90-500', { kind: 'part', start: 90, end: 99 }],
    ['bytes=-10', { kind: 'part', start: 90, end: 99 }],
    ['bytes=-500', { kind: 'part', start: 0, end: 99 }],
    ['bytes=100-', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=9-0', { kind: 'whole' }],
    ['bytes=0-1,5-6', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
    ['lines=1-2', { kind: 'whole' }],
  ])('%s of 100', (header, expected) => {
    expect(byteRange(header, 100)).toEqual(expected);
  });
});

describe('settings', () => {
  it('keep what another version wrote', async () => {
    writeFileSync(join(folder, 'settings.json'), '{"later":1}');
    await writeSettings(folder, { server: 'https://a.cn' });
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toEqual({
      later: 1,
      server: 'https://a.cn',
    });
  });
  it.each(['', '{"server":', '{"server":7}', '[]', 'null'])('that are damaged (%j) count as empty', (content) => {
    writeFileSync(join(folder, 'settings.json'), content);
    expect(readSettings(folder)).toEqual({});
  });
  it('that cannot be read count as empty', () => {
    mkdirSync(join(folder, 'settings.json'));
    expect(readSettings(folder)).toEqual({});
  });
  it('may begin with the mark of a Windows editor', async () => {
    writeFileSync(join(folder, 'settings.json'), '\uFEFF{"tianditu":true}');
    expect(readSettings(folder)).toEqual({ tianditu: true });
    await writeSettings(folder, { server: 'https://a.cn' });
    expect(readSettings(folder)).toEqual({ tianditu: true, server: 'https://a.cn' });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
  it('are judged field by field, and what somebody else wrote stays', async () => {
    writeFileSync(join(folder, 'settings.json'), '{"server":"http://a.cn","tianditu":true}');
    expect(readSettings(folder)).toMatchObject({ tianditu: true });
    expect(readSettings(folder).server).toBeUndefined();
    writeFileSync(join(folder, 'settings.json'), '{"tianditu":"yes"}');
    await writeSettings(folder, { server: 'https://a.cn' });
    expect(readSettings(folder).server).toBe('https://a.cn');
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toMatchObject({ tianditu: 'yes' });
  });
  it('that cannot be read are set beside before new ones are written', async () => {
    writeFileSync(join(folder, 'settings.json'), '{"server":"https://a.cn",}');
    await writeSettings(folder, { server: 'https://b.cn' });
    expect(readSettings(folder)).toEqual({ server: 'https://b.cn' });
    const [aside = ''] = readdirSync(folder).filter((name) => name !== 'settings.json');
    expect(readFileSync(join(folder, aside), 'utf8')).toBe('{"server":"https://a.cn",}');
  });
  it('are on the disk before they take the place of the old ones', async () => {
    const file = await open(folder, 'r');
    await file.close();
    const sync = vi.spyOn(Object.getPrototypeOf(file) as FileHandle, 'sync');
    sync.mockRejectedValueOnce(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    writeFileSync(join(folder, 'settings.json'), '{"server":"https://a.cn"}');
    await expect(writeSettings(folder, { server: 'https://b.cn' })).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(readSettings(folder)).toEqual({ server: 'https://a.cn' });
  });
});

describe('the connection', () => {
  it('is what was set, as a bare origin', async () => {
    const connection = openConnection(folder, undefined);
    expect(connection.current()).toEqual({ server: null, source: 'none' });
    await connection.change('https://a.cn:8443');
    expect(connection.current()).toEqual({ server: 'https://a.cn:8443', source: 'setting' });
  });
  it('is the last one that was set, when two are set at once', async () => {
    const connection = openConnection(folder, undefined);
    await Promise.all([connection.change('https://a.cn'), connection.change('https://b.cn')]);
    expect(connection.current().server).toBe('https://b.cn');
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
  it('given at the start wins, and is ignored when it is none', () => {
    expect(openConnection(folder, 'http://127.0.0.1:5180/').current()).toEqual({
      server: 'http://127.0.0.1:5180',
      source: 'start',
    });
    expect(openConnection(folder, 'http://10.0.0.1:5180/').current().source).toBe('none');
    expect(openConnection(folder, 'https://a.cn:99999').current().source).toBe('none');
  });
});

describe('a crash line', () => {
  it('tells kind and places, and neither words nor folders', () => {
    const error = new TypeError('严立诚 9991 was undefined');
    error.stack =
      'TypeError: 严立诚 9991\n    at save (/home/zhang/app/out/main/index.js:10:5)\n    at C:\\Users\\zhang\\main.js:3:1';
    const line = crashLine(new Date('2026-11-20T01:02:03Z'), 'uncaught', error);
    expect(JSON.parse(line)).toEqual({
      at: '2026-11-20T01:02:03.000Z',
      kind: 'uncaught',
      name: 'TypeError',
      frames: ['save (index.js:10:5)', 'main.js:3:1'],
    });
  });
  it('survives what is no error', () => {
    expect(JSON.parse(crashLine(new Date(0), 'unhandled-rejection', 'text'))).toMatchObject({
      name: 'string',
      frames: [],
    });
  });
});

describe('a crash', () => {
  it('is noted in the file', () => {
    const say = vi.fn();
    const note = crashFile(join(folder, 'logs'), say);
    note('uncaught', new TypeError('a'));
    note('gpu-crashed', undefined);
    const lines = readFileSync(join(folder, 'logs', 'crash.log'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { readonly kind: string }).kind)).toEqual([
      'uncaught',
      'gpu-crashed',
    ]);
    expect(say).not.toHaveBeenCalled();
  });
  it('that cannot be noted is said, and makes no other crash', () => {
    writeFileSync(join(folder, 'logs'), 'no folder');
    const said: string[] = [];
    crashFile(join(folder, 'logs'), (text) => said.push(text))('gpu-crashed', undefined);
    expect(said.join('')).toMatch(/"kind":"gpu-crashed".*\ncrash\.log: E[A-Z]+\n/);
    const deaf = crashFile(join(folder, 'logs'), () => {
      throw new Error('EPIPE');
    });
    expect(() => {
      deaf('uncaught', new Error('a'));
    }).not.toThrow();
  });
});

describe('a photo', () => {
  it.each([
    [[0xff, 0xd8, 0xff, 0xe0], 'image/jpeg'],
    [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'image/png'],
    [[0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50], 'image/webp'],
    [[0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x41, 0x56, 0x45], null],
    [[], null],
  ])('is known by its first bytes (%j): %s', (bytes, expected) => {
    expect(photoMediaType(Uint8Array.from(bytes))).toBe(expected);
  });
});
