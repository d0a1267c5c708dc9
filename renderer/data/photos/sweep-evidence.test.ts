import '../testing/browser-double.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { anId, aUser } from '../../../shared/testing/builders.ts';
import { systemClock } from '../../../shared/lib/clock.ts';
import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import { openSealedDatabase, type SealedDatabase } from '../evidence/sealed-database.ts';
import { commit } from '../rooms/mirror.ts';
import { openRooms, type Rooms } from '../rooms/rooms.ts';
import { aesGcmSealer } from '../seal/sealer.ts';
import { openLedger, type Ledger, type LedgerRow } from '../sync/ledger.ts';
import { textPhotos } from '../testing/a-terminal.ts';
import { openPhotoStore, type PhotoStore } from './photo-store.ts';
import { sweepEvidence } from './sweep-evidence.ts';

const DAY_MS = 86_400_000;
const nowMs = Date.parse('2026-11-20T02:00:00.000Z');
let rooms: Rooms;
let evidence: SealedDatabase;
let photos: PhotoStore;
let ledger: Ledger;
let opened = 0;

beforeEach(async () => {
  opened += 1;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const sealer = aesGcmSealer(key, 'sweep');
  const broken = (): never => {
    throw new Error('nothing is broken here');
  };
  rooms = await openRooms(`sweep-${opened}`, sealer, broken);
  evidence = await openSealedDatabase(`sweep-${opened}-evidence`, 'evidence', sealer, broken);
  const clock = { nowMs: systemClock.nowMs, verified: () => true, lastContactMs: () => null, deviationMs: () => 0 };
  photos = await openPhotoStore(rooms, { user: aUser('gridWorker'), terminal: 'T', clock }, textPhotos);
  ledger = await openLedger(rooms, nowMs);
});
afterEach(async () => {
  await evidence.close();
  rooms.close();
});

/** A photo and its thumbnail in the evidence; what the ledger says of it, if anything; whether it is still known. */
async function stored(row: Partial<LedgerRow> | null, known = true, owner = 'c'): Promise<string> {
  const photo = { blob: new Blob(['x']), kind: 'near', takenAt: '2026-11-01T00:00:00.000Z' } as const;
  const ready = await photos.prepare(photo, owner);
  if (!ready.ok) throw new Error('text is a photo');
  const { id } = ready.value.row;
  for (const _id of [id, thumbIdOf(id)]) await evidence.put([{ document: { _id }, rev: '1-a' }]);
  if (known) await commit(rooms, [photos.planStored([ready.value]).planned]);
  const whole = { id, kind: 'photo', subject: 'c', title: '', writtenAt: '', delivery: 'queued', ...row } as const;
  if (row !== null) await commit(rooms, [ledger.plan(new Map([[id, whole]]))]);
  return id;
}
/** The case that the photos are of is on this terminal, others are not. */
const here = (): Promise<ReadonlySet<string>> => Promise.resolve(new Set(['c']));
const daysAgo = (days: number): string => new Date(nowMs - days * DAY_MS).toISOString();

it('takes away originals a week after their receipt, and what was discarded; thumbnails of what is known stay', async () => {
  const refused = anId('entry');
  const returned = { id: refused, kind: 'entry', subject: 'c', title: '', writtenAt: '', delivery: 'refused' } as const;
  await commit(rooms, [ledger.plan(new Map([[refused, returned]]))]);
  const fresh = await stored({ delivery: 'delivered', receiptAt: daysAgo(6) });
  const old = await stored({ delivery: 'delivered', receiptAt: daysAgo(8) });
  const older = await stored(null);
  const waiting = await stored({});
  const ofRefused = await stored({ delivery: 'delivered', receiptAt: daysAgo(8), entry: refused });
  const discarded = await stored(null, false);

  const delivered = { delivery: 'delivered', receiptAt: daysAgo(1) } as const;
  const ofGone = await stored(delivered, true, 'left');
  const ofGoneRefused = await stored({ ...delivered, entry: refused }, true, 'left');

  await sweepEvidence(evidence, photos, ledger, here, nowMs);
  expect(await evidence.read(thumbIdOf(ofGone))).toBeNull();
  // Sent anew, the report takes it along.
  expect(await evidence.read(ofGoneRefused)).not.toBeNull();
  await evidence.drop([ofGoneRefused, thumbIdOf(ofGoneRefused)]);
  expect(await evidence.ids('photo:')).toEqual([fresh, waiting, ofRefused].sort());
  expect(await evidence.ids('thumb:')).toEqual([fresh, old, older, waiting, ofRefused].map(thumbIdOf).sort());
  expect(await evidence.read(discarded)).toBeNull();
  await sweepEvidence(evidence, photos, ledger, here, nowMs);
  expect(await evidence.ids('photo:')).toHaveLength(3);
});
