import { expect, it } from 'vitest';
import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import { aUlid, GRID } from '../../../shared/testing/builders.ts';
import { cell } from '../live.ts';
import type { LedgerRow } from '../sync/ledger.ts';
import { openTries } from '../sync/tries.ts';
import { evidenceLoop } from './evidence-loop.ts';

type Parts = Parameters<typeof evidenceLoop>[0];

/** One photo that waits, a centre that takes it, and a disk that may be full. */
function onePhoto() {
  const id = `photo:${aUlid()}`;
  const row: LedgerRow = {
    ...{ id, kind: 'photo', subject: `case:${aUlid()}`, title: '照片 近景' },
    ...{ writtenAt: '2026-11-20T02:00:00.000Z', delivery: 'queued' },
  };
  const rows = cell<ReadonlyMap<string, LedgerRow>>(new Map([[id, row]]));
  const disk = { isFull: false, keepsAll: false, reads: Promise.resolve() };
  const dropped: string[] = [];
  const centre = { shows: true, has: [] as readonly string[] };
  const full = new Error('QuotaExceededError');
  const whenFull = <T>(value: T): Promise<T> => (disk.isFull ? Promise.reject(full) : Promise.resolve(value));
  const parts = {
    link: {
      contact: cell({ online: true }),
      halted: cell(null),
      whenOpen: () => Promise.resolve(),
      ask: (_schema: unknown, _path: string, { json }: { readonly json: { readonly photos: readonly string[] } }) =>
        Promise.resolve({ held: json.photos.filter((one) => centre.has.includes(one)) }),
    },
    rooms: { write: () => whenFull(undefined) },
    photos: {
      rows: cell(new Map([[id, { id, scope: GRID, owner: row.subject, kind: 'near' }]])),
      planBytesGone: () => [],
    },
    evidence: {
      read: async (_id: string) => {
        await disk.reads;
        return whenFull({ document: { _id }, rev: '1-a' });
      },
      drop: (ids: readonly string[]) => {
        if (disk.keepsAll) return Promise.reject(full);
        dropped.push(...ids);
        return Promise.resolve();
      },
    },
    center: { push: () => Promise.resolve(new Map()), lacks: () => Promise.resolve(!centre.shows) },
    ledger: {
      rows,
      plan: (changes: ReadonlyMap<string, LedgerRow>) => ({
        changes: [],
        apply: () => {
          rows.set(new Map([...rows.get(), ...changes]));
        },
      }),
    },
    tray: {},
    tries: openTries(),
    clock: { nowMs: () => Date.parse('2026-11-20T02:01:00.000Z') },
  } as unknown as Parts;
  const said: string[] = [];
  const loop = evidenceLoop(parts, (what) => {
    said.push(what);
  });
  return { id, rows, disk, dropped, centre, said, loop };
}

it('goes on when the disk takes neither the photo nor the words why it waits', async () => {
  const { id, rows, disk, said, loop } = onePhoto();
  disk.isFull = true;
  await expect.poll(() => said.length).toBe(2);
  disk.isFull = false;
  loop.nudge();
  await expect.poll(() => rows.get().get(id)?.delivery).toBe('delivered');
  await loop.stop();
  expect(said).toEqual([`photo ${id}`, `why ${id} waits`]);
});

it('has of a case out of sight no receipt but what the centre says it holds, whatever became of the push', async () => {
  const { id, rows, centre, said, loop } = onePhoto();
  centre.shows = false;
  centre.has = [thumbIdOf(id)];
  loop.nudge();
  await expect.poll(() => rows.get().get(id)?.waiting).toBe('中心没有收下，稍后再送');
  expect(rows.get().get(id)?.delivery).toBe('queued');
  centre.has = [id, thumbIdOf(id)];
  loop.nudge();
  await expect.poll(() => rows.get().get(id)?.delivery).toBe('delivered');
  await loop.stop();
  expect(new Set(said)).toEqual(new Set([`photo ${id}`]));
});

it('leaves nothing of a photo that is thrown away while it is being made ready', async () => {
  const { id, rows, disk, dropped, said, loop } = onePhoto();
  let goOn = (): void => undefined;
  disk.reads = new Promise<void>((resolve) => (goOn = resolve));
  loop.nudge();
  await new Promise((resolve) => setTimeout(resolve, 5));
  rows.set(new Map());
  goOn();
  await expect.poll(() => dropped).toEqual([id, thumbIdOf(id)]);
  await loop.stop();
  expect([rows.get().size, said]).toEqual([0, []]);
});

it('does not bring a photo back that was thrown away meanwhile, whatever failed', async () => {
  const { rows, disk, said, loop } = onePhoto();
  let goOn = (): void => undefined;
  disk.reads = new Promise<void>((resolve) => (goOn = resolve));
  disk.keepsAll = true;
  loop.nudge();
  await new Promise((resolve) => setTimeout(resolve, 5));
  rows.set(new Map());
  goOn();
  await expect.poll(() => said.length).toBe(1);
  await loop.stop();
  expect(rows.get().size).toBe(0);
});
