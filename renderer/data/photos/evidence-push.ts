import { z } from 'zod';
import {
  ORIGINAL_ATTACHMENT,
  THUMB_ATTACHMENT,
  thumbIdOf,
  type PhotoDocument,
  type ThumbDocument,
} from '../../../shared/domain/evidence.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { sha256Hex, toBase64, toUtf8, type Bytes } from '../../lib/bytes.ts';
import type { TrustedClock } from '../api.ts';
import { commit } from '../rooms/mirror.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Ledger, LedgerRow } from '../sync/ledger.ts';
import { Refused, type ServerLink } from '../sync/server-link.ts';
import type { Tray } from '../sync/tray.ts';
import type { PhotoStore, StoredPhoto } from './photo-store.ts';

export interface EvidencePusherParts {
  readonly link: ServerLink;
  readonly rooms: Rooms;
  readonly photos: PhotoStore;
  readonly ledger: Ledger;
  readonly tray: Tray;
  readonly clock: TrustedClock;
}

type Verdict =
  { readonly kind: 'held'; readonly rev: string } | { readonly kind: 'refused'; readonly refusal: Refusal };

const bulkErrors = z.array(
  z.looseObject({
    id: z.string(),
    error: z.string().optional(),
    refusal: z.looseObject({ code: z.string(), why: z.string(), fix: z.string() }).optional(),
  }),
);
const missing = z.record(z.string(), z.looseObject({ missing: z.array(z.string()) }));

const LOST: Refusal = { code: 'photo-lost', why: '本机存的这张照片读不出来', fix: '重新拍一张，用备注补上。' };

/**
 * Pushes one photo and its thumbnail as CouchDB's replicator would: `_revs_diff`, then `_bulk_docs` with `new_edits=false`. The revision follows from the
 * content, so that whatever was cut off can be repeated and has its effect once. Delivered only when `_revs_diff` says that the server misses nothing.
 */
export async function pushPhoto(
  parts: EvidencePusherParts,
  row: LedgerRow,
  signal: AbortSignal,
): Promise<'done' | 'notReady'> {
  const { link, rooms, photos, ledger, tray, clock } = parts;
  const photo = photos.rows.get().get(row.id);
  // Written, but its case is not: a crash in between is put right at the next start.
  if (photo?.scope === undefined) return 'notReady';
  const [original, thumb] = await Promise.all([
    rooms.readBytes('originals', photo.id),
    rooms.readBytes('thumbs', photo.id),
  ]);
  if (original === undefined || thumb === undefined) {
    await tray.putPhoto(row, photo.kind, LOST, isoAt(clock.nowMs()));
    return 'done';
  }
  const documents = evidenceOf(photo, photo.scope);
  // The small one first: others see something while the large one is on its way.
  const thumbVerdict = await put(link, documents.thumb, THUMB_ATTACHMENT, thumb, signal);
  const verdict =
    thumbVerdict.kind === 'refused'
      ? thumbVerdict
      : await put(link, documents.photo, ORIGINAL_ATTACHMENT, original, signal);
  const at = isoAt(clock.nowMs());
  if (verdict.kind === 'refused') {
    await tray.putPhoto(row, photo.kind, verdict.refusal, at);
    return 'done';
  }
  const { waiting: _over, ...rest } = row;
  const delivered: LedgerRow = { ...rest, delivery: 'delivered', receiptAt: at, receiptRev: verdict.rev };
  await commit(rooms, [ledger.plan(new Map([[row.id, delivered]]))]);
  return 'done';
}

function evidenceOf(
  photo: StoredPhoto,
  scope: string,
): { readonly photo: PhotoDocument; readonly thumb: ThumbDocument } {
  const { id, owner: subject, kind, takenAt, author, device, width, height, bytes, sha256 } = photo;
  const head = { scope, schema: 1, subject, author, device, takenAt };
  return {
    photo: { _id: id, type: 'photo', ...head, width, height, kind, sha256, bytes },
    thumb: {
      _id: thumbIdOf(id),
      type: 'thumb',
      ...head,
      width: photo.thumbWidth,
      height: photo.thumbHeight,
      photo: id,
    },
  };
}

async function put(
  link: ServerLink,
  document: PhotoDocument | ThumbDocument,
  attachment: string,
  bytes: Bytes,
  signal: AbortSignal,
): Promise<Verdict> {
  const id = document._id;
  const hash = (await sha256Hex(toUtf8(canonicalJson(document) + (await sha256Hex(bytes))))).slice(0, 32);
  const rev = `1-${hash}`;
  const isMissing = async (): Promise<boolean> =>
    id in (await link.ask(missing, '/evidence/_revs_diff', { method: 'POST', json: { [id]: [rev] }, signal }));
  if (!(await isMissing())) return { kind: 'held', rev };
  const pushed = {
    ...document,
    _rev: rev,
    _revisions: { start: 1, ids: [hash] },
    _attachments: { [attachment]: { content_type: 'image/jpeg', data: toBase64(bytes) } },
  };
  const json = { docs: [pushed], new_edits: false };
  try {
    const rows = await link.ask(bulkErrors, '/evidence/_bulk_docs', {
      method: 'POST',
      json,
      signal,
      timeoutMs: 120_000,
    });
    const failed = rows.find((row) => row.id === id && row.error !== undefined);
    if (failed !== undefined)
      return { kind: 'refused', refusal: failed.refusal ?? { ...REFUSALS.shape, code: failed.error ?? 'shape' } };
  } catch (error) {
    if (error instanceof Refused && error.status === 413) return { kind: 'refused', refusal: REFUSALS.tooLarge };
    if (error instanceof Refused && error.status === 400) return { kind: 'refused', refusal: REFUSALS.shape };
    throw error;
  }
  if (await isMissing()) throw new Error(`${id} was taken without an error and is not there`);
  return { kind: 'held', rev };
}
