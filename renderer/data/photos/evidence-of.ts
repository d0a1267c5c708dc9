import {
  ORIGINAL_ATTACHMENT,
  THUMB_ATTACHMENT,
  thumbIdOf,
  type PhotoDocument,
  type ThumbDocument,
} from '../../../shared/domain/evidence.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import { sha256Hex, toUtf8, type Bytes } from '../../lib/bytes.ts';
import type { WrittenOnce } from '../evidence/sealed-form.ts';
import type { StoredPhoto } from './photo-store.ts';

/** A photo of a case as evidence: the small document first, so that others see something while the large one is on its way. */
export async function evidenceOf(
  photo: StoredPhoto,
  scope: string,
  original: Bytes,
  thumb: Bytes,
): Promise<readonly [WrittenOnce, WrittenOnce]> {
  const { id, owner: subject, kind, takenAt, author, device, width, height, bytes, sha256 } = photo;
  const head = { scope, schema: 1, subject, author, device, takenAt };
  const photoDocument: PhotoDocument = { _id: id, type: 'photo', ...head, width, height, kind, sha256, bytes };
  const thumbDocument: ThumbDocument = {
    _id: thumbIdOf(id),
    type: 'thumb',
    ...head,
    width: photo.thumbWidth,
    height: photo.thumbHeight,
    photo: id,
  };
  return [
    await writtenOnce(thumbDocument, THUMB_ATTACHMENT, thumb),
    await writtenOnce(photoDocument, ORIGINAL_ATTACHMENT, original),
  ];
}

/** The revision follows from the content: whatever was cut off can be repeated and has its effect once, here and on the server. */
async function writtenOnce(document: PhotoDocument | ThumbDocument, name: string, bytes: Bytes): Promise<WrittenOnce> {
  const hash = await sha256Hex(toUtf8(canonicalJson(document) + (await sha256Hex(bytes))));
  return { document, rev: `1-${hash.slice(0, 32)}`, attachment: { name, contentType: 'image/jpeg', bytes } };
}
