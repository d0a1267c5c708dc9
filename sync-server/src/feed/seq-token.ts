import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { ReadRange } from '../../../shared/access/read-plan.ts';
import type { Sequence } from './position.ts';

/**
 * Sequences go out sealed (AES-256-GCM, a fresh nonce each): plain ones would tell how much the whole district writes, and a cursor names documents.
 * Two tokens of the same place differ, so that nothing can be read from their being equal either. The plain text is padded to whole blocks.
 *
 * Plain text: 1 byte form, 8 bytes fingerprint of the plan, 6 bytes own position, 6 bytes subjects' position; with a walk also 2 bytes range and the key.
 */
const FEED = 1;
const WALK = 2;
const FEED_BYTES = 21;
const WALK_HEAD_BYTES = FEED_BYTES + 4;
const PADDED_TO = 64;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a token belongs to. Another plan (posts changed) begins again: what newly came into sight must be sent. */
export interface TokenScope {
  readonly database: string;
  readonly plan: Buffer;
}

export const planFingerprint = (ranges: readonly ReadRange[]): Buffer =>
  createHash('sha256').update(JSON.stringify(ranges)).digest().subarray(0, 8);

export interface SeqSeal {
  readonly seal: (scope: TokenScope, sequence: Sequence) => string;
  /** 'stale': ours, but of another plan. Null: not a token of this database. */
  readonly unseal: (scope: TokenScope, token: string) => Sequence | 'stale' | null;
}

function encode(scope: TokenScope, { position, walk }: Sequence): Buffer {
  const key = walk === null ? Buffer.alloc(0) : Buffer.from(walk.after, 'utf8');
  const length = walk === null ? FEED_BYTES : WALK_HEAD_BYTES + key.length;
  const plain = Buffer.alloc(Math.ceil(length / PADDED_TO) * PADDED_TO);
  plain.writeUInt8(walk === null ? FEED : WALK, 0);
  scope.plan.copy(plain, 1);
  plain.writeUIntBE(position.own, 9, 6);
  plain.writeUIntBE(position.subjects, 15, 6);
  if (walk !== null) {
    plain.writeUInt16BE(walk.range, FEED_BYTES);
    plain.writeUInt16BE(key.length, FEED_BYTES + 2);
    key.copy(plain, WALK_HEAD_BYTES);
  }
  return plain;
}

function decode(scope: TokenScope, plain: Buffer): Sequence | 'stale' {
  if (!plain.subarray(1, 9).equals(scope.plan)) return 'stale';
  const position = { own: plain.readUIntBE(9, 6), subjects: plain.readUIntBE(15, 6) };
  if (plain.readUInt8(0) === FEED) return { position, walk: null };
  const length = plain.readUInt16BE(FEED_BYTES + 2);
  const after = plain.subarray(WALK_HEAD_BYTES, WALK_HEAD_BYTES + length).toString('utf8');
  return { position, walk: { range: plain.readUInt16BE(FEED_BYTES), after } };
}

export function seqSeal(key: Buffer): SeqSeal {
  return {
    seal: (scope, sequence) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(scope.database));
      const sealed = Buffer.concat([
        nonce,
        cipher.update(encode(scope, sequence)),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return sealed.toString('base64url');
    },
    unseal: (scope, token) => {
      const sealed = Buffer.from(token, 'base64url');
      if (sealed.length < NONCE_BYTES + FEED_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(scope.database));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
        return decode(scope, plain);
      } catch {
        return null; // forged, cut, or of another server
      }
    },
  };
}
