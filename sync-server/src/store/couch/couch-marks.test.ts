import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CouchHttp } from './couch-http.ts';
import { couchMarks } from './couch-marks.ts';
import { openSequenceLog, type SequenceLog } from './sequence-log.ts';

const MINUTE_MS = 60_000;
let folder: string;
let log: SequenceLog;

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** One document a minute: their numbers are 1 to 7. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marks-'));
  log = await openSequenceLog(join(folder, 'log'), 'store');
  for (const [nth, id] of IDS.entries()) {
    const ms = (nth + 1) * MINUTE_MS;
    await log.append([{ id, rev: '1-x' }], { seq: `after ${id}`, askedMs: ms, readMs: ms });
  }
});
afterEach(async () => {
  await log.close();
  await rm(folder, { recursive: true, force: true });
});

/** A reader on another server had everything up to c; asked what has changed since, CouchDB answers with these. */
const sinceC = (answer: readonly string[]) => {
  const http = {
    read: () => Promise.resolve({ status: 200, body: { results: answer.map((id) => ({ id })) } }),
  } as unknown as CouchHttp;
  return couchMarks(http, log).since(JSON.stringify(['after c', 3 * MINUTE_MS]));
};

it('finds the place of a reader by what CouchDB says has changed since', async () => {
  expect(await sinceC(['d', 'e', 'f', 'g'])).toMatchObject({
    changed: { ids: new Set(['d', 'e', 'f', 'g']), first: 4 },
  });
});

it('goes back before all that may have changed where a copy that was away does not know yet what was counted since', async () => {
  const since = await sinceC(['g']);
  // g came four minutes after the mark and f three; what came within two may have come before it, by the other clock.
  expect(since?.changed.ids).toEqual(new Set(['f', 'g']));
  expect(since?.changed.first).toBe(2);
  expect(since?.floor).toBe(1);
});
