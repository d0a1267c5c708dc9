import { createHash, randomBytes } from 'node:crypto';
import { aUlid, GRID, START_MS } from '../../../shared/testing/builders.ts';
import type { User } from '../../../shared/domain/staff.ts';

/** Bytes that begin and end like a JPEG; nothing here looks inside. */
export function aJpeg(size = 2_000): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(size), Buffer.from([0xff, 0xd9])]);
}

const takenAt = new Date(START_MS).toISOString();

/** A photo as a client pushes it, its original inline. */
export function aPhotoOf(
  author: User,
  subject: string,
  changes: Readonly<Record<string, unknown>> = {},
  jpeg = aJpeg(),
) {
  return {
    _id: `photo:${aUlid()}`,
    type: 'photo',
    scope: GRID,
    schema: 1,
    subject,
    author: author.id,
    device: 'LJZ-0417',
    takenAt,
    width: 1600,
    height: 1200,
    kind: 'near',
    sha256: createHash('sha256').update(jpeg).digest('hex'),
    bytes: jpeg.length,
    _attachments: { 'original.jpg': { content_type: 'image/jpeg', data: jpeg.toString('base64') } },
    ...changes,
  };
}

export function aThumbOf(author: User, photo: { readonly _id: string; readonly subject: unknown }) {
  return {
    _id: `thumb:${photo._id.slice('photo:'.length)}`,
    type: 'thumb',
    scope: GRID,
    schema: 1,
    subject: photo.subject,
    author: author.id,
    device: 'LJZ-0417',
    takenAt,
    width: 320,
    height: 240,
    photo: photo._id,
    _attachments: { 'thumb.jpg': { content_type: 'image/jpeg', data: aJpeg(300).toString('base64') } },
  };
}
