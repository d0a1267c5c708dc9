import type { Bytes } from '../../lib/bytes.ts';
import { SealBroken, type Sealer } from '../seal/sealer.ts';
import type { PouchDocument } from './pouch.ts';

/** A document that is written once, with at most one attachment, under a revision known beforehand. */
export interface WrittenOnce {
  readonly document: Readonly<Record<string, unknown>> & { readonly _id: string };
  readonly rev: string;
  readonly attachment?: Attachment;
}
export interface Attachment {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Bytes;
}

/** What an envelope holds: the true name and type of an attachment too. */
interface Opened {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly attachment: { readonly name: string; readonly contentType: string } | null;
}

export interface SealedForm {
  readonly seal: (one: WrittenOnce) => Promise<PouchDocument>;
  /** Throws `SealBroken`. */
  readonly open: (stored: PouchDocument) => Promise<Opened>;
  /** The attachment of a document that came with its attachments. Throws `SealBroken`. */
  readonly openBytes: (stored: PouchDocument) => Promise<Bytes>;
}

const BYTES = 'bytes';
const CIPHER_TYPE = 'application/octet-stream';

/** Id and revision are part of the seal's place, so neither envelope nor bytes can be moved to another document. */
export function sealedForm(room: 'evidence' | 'audit', sealer: Sealer): SealedForm {
  const placeOf = (id: string, rev: string): string => `${room}/${id}/${rev}`;
  const bytesPlaceOf = (id: string, rev: string): string => `${room}-bytes/${id}/${rev}`;
  return {
    seal: async ({ document: { _id, ...fields }, rev, attachment }) => {
      const named = attachment === undefined ? null : { name: attachment.name, contentType: attachment.contentType };
      const sealed = await sealer.seal(placeOf(_id, rev), { fields, attachment: named } satisfies Opened);
      if (attachment === undefined) return { _id, _rev: rev, sealed };
      const cipher = await sealer.sealBytes(bytesPlaceOf(_id, rev), attachment.bytes);
      const data = new Blob([cipher], { type: CIPHER_TYPE });
      return { _id, _rev: rev, sealed, _attachments: { [BYTES]: { content_type: CIPHER_TYPE, data } } };
    },
    // The envelope is authenticated: what opens was written by `seal`.
    open: async ({ _id, _rev, sealed }) => (await sealer.open(placeOf(_id, _rev), sealed)) as Opened,
    openBytes: async ({ _id, _rev, _attachments }) => {
      const place = bytesPlaceOf(_id, _rev);
      const cipher = _attachments?.[BYTES]?.data;
      if (cipher === undefined) throw new SealBroken(place);
      return sealer.openBytes(place, new Uint8Array(await cipher.arrayBuffer()));
    },
  };
}
