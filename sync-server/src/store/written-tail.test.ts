import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPouchStore } from './pouch-store.ts';
import type { StoreChange, WriteRow } from './port.ts';
import { writtenTail, type BatchOperation } from './written-tail.ts';

const revOf = (row: WriteRow | undefined): string => (row?.ok === true ? row.rev : '');

it('says of every sequence what PouchDB says, whatever was written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'written-tail-'));
  const open = () => openPouchStore(folder, { keepsOldRevisions: false });
  const store = await open();
  // The second handle has no tail of its own: it reads what lies on disk.
  const read = await open();
  const placed = (id: string, other: object = {}) => ({ _id: id, type: 'case', scope: '310115', ...other });
  const isSaidAlike = async (): Promise<void> => {
    const { head } = await read.info();
    for (let after = 0; after <= head; after += 1) {
      for (const limit of [1, 2, 100]) {
        expect(await store.changes(after, limit)).toEqual(await read.changes(after, limit));
      }
    }
  };
  const first = await store.write([placed('case:1'), placed('case:2'), placed('case:3')], { newEdits: true });
  await isSaidAlike();
  const [one, two] = first.map(revOf);
  await store.write(
    [
      placed('case:3', { _rev: revOf(first[2]), _deleted: true }),
      placed('case:1', { _rev: '3-0' }), // refused
      placed('case:2', { _rev: two, text: '"winningRev":"' }),
    ],
    { newEdits: true },
  );
  await store.local.put('checkpoint', { last: 1 });
  await isSaidAlike();
  const photo = { 'original.jpg': { content_type: 'image/jpeg', data: Buffer.from('abc') } };
  await store.write([placed('photo:1', { _attachments: photo })], { newEdits: true });
  await isSaidAlike();
  const branch = (letter: string, text: string) => {
    const id = letter.repeat(32);
    return placed('case:1', { text, _rev: `2-${id}`, _revisions: { start: 2, ids: [id, (one ?? '').slice(2)] } });
  };
  await store.write([branch('b', 'wins'), placed('case:4', { _rev: `1-${'c'.repeat(32)}` })], { newEdits: false });
  await store.write([branch('a', 'loses')], { newEdits: false });
  await isSaidAlike();
  await store.write([placed('case:5')], { newEdits: true });
  await isSaidAlike();
  await read.close();
  await rm(folder, { recursive: true, force: true });
});

const operationsOf = ({ seq, document }: StoreChange): readonly BatchOperation[] => [
  { type: 'put', key: `ÿby-sequenceÿ${String(seq).padStart(16, '0')}`, value: JSON.stringify(document) },
  { type: 'put', key: `ÿdocument-storeÿ${document._id}`, value: JSON.stringify({ winningRev: document._rev }) },
];
const changeAt = (seq: number, id = `case:${String(seq)}`): StoreChange => ({
  seq,
  document: { _id: id, _rev: `1-${String(seq)}`, type: 'case', scope: '310115' },
});

it('knows nothing from before a gap, a forgotten document, a branch or a batch that may not be on disk', () => {
  const tail = writtenTail(3);
  expect(tail.after(0, 9)).toBeNull();
  for (const seq of [5, 6, 7]) tail.note(operationsOf(changeAt(seq)));
  expect(tail.after(3, 9)).toBeNull();
  expect(tail.after(4, 9)).toEqual({ changes: [5, 6, 7].map((seq) => changeAt(seq)), last: 7 });
  tail.note(operationsOf(changeAt(8)));
  expect(tail.after(4, 9)).toBeNull();
  expect(tail.after(5, 2)).toEqual({ changes: [6, 7].map((seq) => changeAt(seq)), last: 7 });
  tail.note(operationsOf(changeAt(10)));
  expect(tail.after(8, 9)).toBeNull();
  expect(tail.after(9, 9)?.changes).toEqual([changeAt(10)]);
  const [document, metadata] = operationsOf(changeAt(11));
  tail.note([document, { ...metadata, value: '{"winningRev":"2-0"}' }] as readonly BatchOperation[]);
  expect(tail.after(9, 9)).toBeNull();
  // Nobody asked in time: what follows the last one read has gone.
  for (const seq of [12, 13, 14, 15, 16]) tail.note(operationsOf(changeAt(seq)));
  expect(tail.after(11, 9)).toBeNull();
  expect(tail.after(13, 9)?.changes).toHaveLength(3);
  tail.forget();
  expect(tail.after(16, 9)).toBeNull();
});
