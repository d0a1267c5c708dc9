import { z } from 'zod';
import { documentId, isoTime } from './base-document.ts';
import { scopeCode } from './codes.ts';

/** What a photo shows: DOMAIN §3.3 rule 11. */
export const PHOTO_KINDS = ['near', 'far', 'reference', 'before', 'after'] as const;
export type PhotoKind = (typeof PHOTO_KINDS)[number];
export const PHOTO_KIND_NAMES: Readonly<Record<PhotoKind, string>> = {
  near: '近景',
  far: '远景',
  reference: '参照',
  before: '处置前',
  after: '处置后',
};

/** A photo as a log entry names it. The bytes are in `/evidence`, under the same id. */
export const photoRef = z.looseObject({
  id: documentId('photo'),
  kind: z.enum(PHOTO_KINDS),
  takenAt: isoTime,
});
export type PhotoRef = Readonly<z.infer<typeof photoRef>>;

const evidenceHead = {
  scope: scopeCode,
  schema: z.int().min(1),
  /** The document it is evidence for. Its current access decides who may see this (DESIGN §5.12). */
  subject: z.string().min(3).max(80),
  author: documentId('staff'),
  device: z.string().max(80),
  takenAt: isoTime,
  width: z.int().positive(),
  height: z.int().positive(),
} as const;

/** Attachment names: the bytes of a photo and of its thumbnail. */
export const ORIGINAL_ATTACHMENT = 'original.jpg';
export const THUMB_ATTACHMENT = 'thumb.jpg';

/** Immutable: written once, with its original attached. */
export const photoSchema = z.looseObject({
  _id: documentId('photo'),
  type: z.literal('photo'),
  ...evidenceHead,
  kind: z.enum(PHOTO_KINDS),
  /** SHA-256 of the original's bytes, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
});
export type PhotoDocument = Readonly<z.infer<typeof photoSchema>>;

/** A thumbnail is a document of its own, with the ULID of its photo: lists fetch it without touching the original. */
export const thumbSchema = z.looseObject({
  _id: documentId('thumb'),
  type: z.literal('thumb'),
  ...evidenceHead,
  photo: documentId('photo'),
});
export type ThumbDocument = Readonly<z.infer<typeof thumbSchema>>;

export const thumbIdOf = (photoId: string): string => `thumb:${photoId.slice('photo:'.length)}`;
