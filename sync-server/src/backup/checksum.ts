import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import type { Store, StoredDocument } from '../store/port.ts';

const MODULUS = 1n << 256n;
const PAGE = 500;

/** What a database says, in one number that does not depend on the order in which it is read. */
export interface Checksum {
  /** Tombstones included. */
  readonly documents: number;
  /** Sum of the SHA-256 of every document, modulo 2^256, 64 hex digits. Guards against damage and omission, not against a forger. */
  readonly sum: string;
}

/** A document in force: its words and revision, its attachments by type, length and digest. How it came about is not in it. */
export function documentDigest({ _attachments, ...document }: StoredDocument): bigint {
  const attachments = Object.entries(_attachments ?? {}).map(
    ([name, { content_type, digest, length }]) => [name, { content_type, digest, length }] as const,
  );
  const { _revisions, ...words } = document;
  const text = canonicalJson({
    ...words,
    ...(attachments.length === 0 ? {} : { attachments: Object.fromEntries(attachments) }),
  });
  return BigInt(`0x${createHash('sha256').update(text).digest('hex')}`);
}

export interface RunningChecksum {
  readonly add: (document: StoredDocument) => void;
  readonly read: () => Checksum;
}

export function runningChecksum(): RunningChecksum {
  let sum = 0n;
  let documents = 0;
  return {
    add: (document) => {
      sum = (sum + documentDigest(document)) % MODULUS;
      documents += 1;
    },
    read: () => ({ documents, sum: sum.toString(16).padStart(64, '0') }),
  };
}

/** Sessions are not in a backup: whoever signed out or was locked out since must not be in again. */
export const isBackedUp = (id: string): boolean => !id.startsWith('session:');

/** Of a store as it is. While somebody writes, of what stood when the reading came to its end is not said exactly; at rest it is exact. `counts`: which ids are in it. */
export async function checksumOf(store: Store, counts: (id: string) => boolean = isBackedUp): Promise<Checksum> {
  const checksum = runningChecksum();
  for (let after = 0; ;) {
    const { changes, last } = await store.changes(after, PAGE);
    for (const { document } of changes) if (counts(document._id)) checksum.add(document);
    if (changes.length < PAGE) return checksum.read();
    after = last;
  }
}

export const sameChecksum = (a: Checksum, b: Checksum): boolean => a.sum === b.sum && a.documents === b.documents;
