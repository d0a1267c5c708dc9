import '../testing/browser-double.ts';
import { expect, it, vi } from 'vitest';
import { aesGcmSealer } from '../seal/sealer.ts';
import { openSealedDatabase, type SealedDatabase } from './sealed-database.ts';

async function evidenceOf(name: string): Promise<SealedDatabase> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return openSealedDatabase(name, 'evidence', aesGcmSealer(key, 'k'), (place) => {
    throw new Error(`nothing is broken here: ${place}`);
  });
}

it('goes on after a transaction that a full disk ended: the adapter closes its database then', async () => {
  const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const evidence = await evidenceOf('full-disk');
  const document = { _id: 'photo:1', scope: 'here' };
  await evidence.put([{ document, rev: '1-a' }]);
  const connection = begin.mock.contexts.at(-1) as IDBDatabase | undefined;
  if (connection === undefined) throw new Error('the database was written to');

  const closing = vi.spyOn(connection, 'close');
  connection.transaction('meta-store', 'readwrite').abort();
  await vi.waitFor(() => {
    expect(closing).toHaveBeenCalled();
  });

  expect((await evidence.read('photo:1'))?.document).toEqual(document);
  await Promise.all(['2', '3'].map((at) => evidence.put([{ document: { _id: `photo:${at}` }, rev: '1-a' }])));
  expect(await evidence.ids('photo:')).toEqual(['photo:1', 'photo:2', 'photo:3']);
  await evidence.close();
  vi.restoreAllMocks();
});

it('takes a document away whoever else does so at the same time', async () => {
  const evidence = await evidenceOf('twice-dropped');
  const ids = ['photo:1', 'photo:2'];
  await evidence.put(ids.map((_id) => ({ document: { _id }, rev: '1-a' })));
  await Promise.all([evidence.drop(ids), evidence.drop(ids), evidence.drop(ids)]);
  expect(await evidence.ids('photo:')).toEqual([]);
  await evidence.close();
});
