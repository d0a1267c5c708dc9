import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConnection } from './connection.ts';
import { crashLine } from './crash-line.ts';
import { byteRange } from './file-range.ts';
import { photoMediaType } from './photo-kind.ts';
import { readSettings, writeSettings } from './settings.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'services-'));
});
afterEach(() => {
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
  it('keep what another version wrote', () => {
    writeFileSync(join(folder, 'settings.json'), '{"later":1}');
    writeSettings(folder, { server: 'https://a.cn' });
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toEqual({
      later: 1,
      server: 'https://a.cn',
    });
  });
  it.each(['', '{"server":', '{"server":7}', '[]', 'null'])('that are damaged (%j) count as empty', (content) => {
    writeFileSync(join(folder, 'settings.json'), content);
    expect(readSettings(folder)).toEqual({});
  });
});

describe('the connection', () => {
  it('is what was set, as a bare origin', () => {
    const connection = openConnection(folder, undefined);
    expect(connection.current()).toEqual({ server: null, source: 'none' });
    connection.change('https://a.cn:8443');
    expect(connection.current()).toEqual({ server: 'https://a.cn:8443', source: 'setting' });
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
