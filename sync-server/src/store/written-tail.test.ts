import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPouchStore } from './pouch-store.ts';
import type { Store, StoreChange, WriteRow } from './port.ts';
import { changesIn, type BatchChanges } from './pouch-batch.ts';
import { writtenTail } from './written-tail.ts';

const revOf = (row: WriteRow | undefined): string => (row?.ok === true ? row.rev : '');

it('says of every sequence what PouchDB says, whatever was written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'written-tail-'));
  const open = () => openPouchStore(folder, { keepsOldRevisions: false });
  const store = await open();
  // The second handle has no tail of its own: it reads what lies on disk.
  const read = await open();
  const placed = (id: string, other: object = {}) => ({ _id: id, type: 'case', scope: '310115', ...other });
  const said = async (from: Store, after: number, limit: number): Promise<object> => {
    const { changes, last } = await from.changes(after, limit);
    for (const { document, text } of changes) if (text !== undefined) expect(JSON.parse(text)).toEqual(document);
    return { changes: changes.map(({ seq, document }) => ({ seq, document })), last };
  };
  const isSaidAlike = async (): Promise<void> => {
    const { head } = await read.info();
    for (let after = 0; after <= head; after += 1) {
      for (const limit of [1, 2, 100]) {
        expect(await said(store, after, limit)).toEqual(await said(read, after, limit));
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

const batchOf = ({ seq, document, text }: StoreChange): BatchChanges =>
  changesIn([
    { type: 'put', key: `ÿby-sequenceÿ${String(seq).padStart(16, '0')}`, value: text },
    { type: 'put', key: `ÿdocument-storeÿ${document._id}`, value: JSON.stringify({ winningRev: document._rev }) },
  ]);
function changeAt(seq: number, id = `case:${String(seq)}`): StoreChange {
  const document = { type: 'case', scope: '310115', _id: id, _rev: `1-${String(seq)}` };
  return { seq, document, text: JSON.stringify(document) };
}

it('knows nothing from before a gap, a forgotten document, a branch or a batch that may not be on disk', () => {
  const tail = writtenTail(3);
  expect(tail.after(0, 9)).toBeNull();
  for (const seq of [5, 6, 7]) tail.note(batchOf(changeAt(seq)));
  expect(tail.after(3, 9)).toBeNull();
  expect(tail.after(4, 9)).toEqual({ changes: [5, 6, 7].map((seq) => changeAt(seq)), last: 7 });
  tail.note(batchOf(changeAt(8)));
  expect(tail.after(4, 9)).toBeNull();
  expect(tail.after(5, 2)).toEqual({ changes: [6, 7].map((seq) => changeAt(seq)), last: 7 });
  tail.note(batchOf(changeAt(10)));
  expect(tail.after(8, 9)).toBeNull();
  expect(tail.after(9, 9)?.changes).toEqual([changeAt(10)]);
  const { documents } = batchOf(changeAt(11));
  tail.note({ documents, metadata: new Map([['case:11', '{"winningRev":"2-0"}']]) });
  expect(tail.after(9, 9)).toBeNull();
  // Nobody asked in time: what follows the last one read has gone.
  for (const seq of [12, 13, 14, 15, 16]) tail.note(batchOf(changeAt(seq)));
  expect(tail.after(11, 9)).toBeNull();
  expect(tail.after(13, 9)?.changes).toHaveLength(3);
  tail.forget();
  expect(tail.after(16, 9)).toBeNull();
});

it('keeps what nobody has read, and nothing that its reader goes on from', () => {
  const tail = writtenTail();
  for (const seq of [5, 6, 7]) tail.note(batchOf(changeAt(seq)));
  expect(tail.after(4, 2)).toEqual({ changes: [5, 6].map((seq) => changeAt(seq)), last: 6 });
  // Not handed on yet: he may ask for it once more.
  expect(tail.after(4, 9)?.changes).toHaveLength(3);
  expect(tail.after(6, 9)).toEqual({ changes: [changeAt(7)], last: 7 });
  expect(tail.after(5, 9)).toBeNull();
  expect(tail.after(9, 9)).toEqual({ changes: [], last: 9 });
  expect(tail.after(6, 9)).toBeNull();
  tail.note(batchOf(changeAt(8)));
  expect(tail.after(7, 9)).toEqual({ changes: [changeAt(8)], last: 8 });
});

it('takes what was written from the writer, and only that very revision', () => {
  const tail = writtenTail();
  const [first, second] = [changeAt(1), changeAt(2)];
  tail.wrote([first.document, { ...second.document, _rev: '7-0' }]);
  for (const change of [first, second]) tail.note(batchOf(change));
  const { changes } = tail.after(0, 9) ?? {};
  expect(changes).toEqual([first, second]);
  expect(changes?.map(({ document }, at) => document === [first, second][at]?.document)).toEqual([true, false]);
});
