import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { PATHS, receiptsResponse } from '../../../shared/sync/wire.ts';
import type { TrustedClock } from '../api.ts';
import type { RemoteDatabase } from '../evidence/remote-database.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import { commit } from '../rooms/mirror.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Ledger, LedgerRow } from '../sync/ledger.ts';
import { Refused, type ServerLink } from '../sync/server-link.ts';
import type { Tray } from '../sync/tray.ts';
import { evidenceOf } from './evidence-of.ts';
import type { PhotoStore, StoredPhoto } from './photo-store.ts';

export interface EvidencePusherParts {
  readonly link: ServerLink;
  readonly rooms: Rooms;
  readonly photos: PhotoStore;
  readonly evidence: SealedDatabase;
  readonly center: RemoteDatabase;
  readonly ledger: Ledger;
  readonly tray: Tray;
  readonly clock: TrustedClock;
}

type Verdict =
  { readonly kind: 'held'; readonly rev: string } | { readonly kind: 'refused'; readonly refusal: Refusal };

const LOST: Refusal = { code: 'photo-lost', why: '本机存的这张照片读不出来', fix: '重新拍一张，用备注补上。' };

/**
 * Brings one photo of a case to the server: from its draft's boxes into the sealed evidence, and from there by replication. Every step may be repeated.
 * The boxes go in the same transaction as the receipt comes: PouchDB's own writes do not wait for the disk, and the only copy must survive a power cut.
 */
export async function pushPhoto(
  parts: EvidencePusherParts,
  row: LedgerRow,
  signal: AbortSignal,
): Promise<'done' | 'notReady'> {
  const { rooms, photos, evidence, ledger, tray, clock } = parts;
  const photo = photos.rows.get().get(row.id);
  // After the step that names it: before, the centre may not know its case, and a step that is taken back takes it along.
  const isStepOnItsWay = row.entry !== undefined && ledger.rows.get().get(row.entry)?.delivery === 'queued';
  if (photo?.scope === undefined || isStepOnItsWay) return 'notReady';
  /** While it was under way (`thrown-away.ts`). */
  const isThrownAway = (): boolean => !ledger.rows.get().has(row.id);
  const revs = await storeEvidence(parts, photo, photo.scope);
  if (isThrownAway()) {
    await evidence.drop([row.id, thumbIdOf(row.id)]);
    return 'done';
  }
  let verdict: Verdict;
  try {
    verdict = revs === null ? { kind: 'refused', refusal: LOST } : await deliver(parts, revs, photo, signal);
  } catch (error) {
    // It was taken away from under it.
    if (isThrownAway()) return 'done';
    throw error;
  }
  const now = ledger.rows.get().get(row.id);
  if (now?.delivery !== 'queued') return 'done';
  // Its step was sent anew meanwhile: that was the answer to the former one.
  if (now.entry !== row.entry) return 'notReady';
  const at = isoAt(clock.nowMs());
  if (verdict.kind === 'refused') {
    await tray.putPhoto(now, photo.kind, verdict.refusal, at);
    return 'done';
  }
  const { waiting: _over, ...rest } = now;
  const delivered: LedgerRow = { ...rest, delivery: 'delivered', receiptAt: at, receiptRev: verdict.rev };
  await commit(rooms, [ledger.plan(new Map([[row.id, delivered]]))], photos.planBytesGone([photo.id]));
  return 'done';
}

/** Makes sure that photo and thumbnail lie in the sealed evidence and can be read there; their revisions, or `null` when they cannot be read anywhere. */
async function storeEvidence(
  { rooms, evidence }: EvidencePusherParts,
  photo: StoredPhoto,
  scope: string,
): Promise<ReadonlyMap<string, string> | null> {
  const ids = [thumbIdOf(photo.id), photo.id];
  const held = async (): Promise<ReadonlyMap<string, string> | null> => {
    const found = await Promise.all(ids.map((id) => evidence.read(id)));
    const whole = found.flatMap((one) => (one === null ? [] : [[one.document._id, one.rev] as const]));
    return whole.length === ids.length ? new Map(whole) : null;
  };
  const before = await held();
  if (before !== null) return before;
  const [original, thumb] = await Promise.all([
    rooms.readBytes('originals', photo.id),
    rooms.readBytes('thumbs', photo.id),
  ]);
  if (original === undefined || thumb === undefined) return null;
  await evidence.put(await evidenceOf(photo, scope, original, thumb));
  return held();
}

/**
 * Delivered only when the server says afterwards that it has it: by `_revs_diff`, and of a case that has left our sight, of which that says nothing, by the receipts. That
 * a push ended without a refusal is no receipt.
 */
async function deliver(
  { evidence, center, link }: EvidencePusherParts,
  revs: ReadonlyMap<string, string>,
  { id: photoId }: StoredPhoto,
  signal: AbortSignal,
): Promise<Verdict> {
  try {
    const refused = await center.push(evidence, [...revs.keys()], 1, signal);
    const [refusal] = refused.values();
    if (refusal !== undefined) return { kind: 'refused', refusal };
  } catch (error) {
    if (error instanceof Refused && error.status === 413) return { kind: 'refused', refusal: REFUSALS.tooLarge };
    if (error instanceof Refused && error.status === 400) return { kind: 'refused', refusal: REFUSALS.shape };
    throw error;
  }
  if (await center.lacks(revs, signal)) {
    const json = { photos: [...revs.keys()] };
    const { held } = await link.ask(receiptsResponse, PATHS.receipts, { method: 'POST', json, signal });
    if (!json.photos.every((id) => held.includes(id)))
      throw new Error(`${photoId} was taken without an error and is not there`);
  }
  return { kind: 'held', rev: revs.get(photoId) ?? '' };
}
