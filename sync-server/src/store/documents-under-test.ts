import { createHash } from 'node:crypto';
import { ulid } from '../../../shared/lib/ulid.ts';
import type { Store, WriteDocument, WriteRow } from './port.ts';

/* What the tests of the store port write. */

export const SCOPE = '310115005001001';
export const anId = (type = 'case'): string => `${type}:${ulid(Date.now(), Math.random)}`;
export const aDocument = (changes: Readonly<Record<string, unknown>> = {}): WriteDocument => ({
  _id: anId(),
  type: 'case',
  scope: SCOPE,
  ...changes,
});

export const fingerprint = (text: string): string => createHash('md5').update(text).digest('hex');

export function revOf(row: WriteRow | undefined): string {
  if (row?.ok !== true) throw new Error(`not written: ${JSON.stringify(row)}`);
  return row.rev;
}

export const putIn = async (store: Store, document: WriteDocument): Promise<string> =>
  revOf((await store.write([document], { newEdits: true }))[0]);
