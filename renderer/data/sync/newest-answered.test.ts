import { expect, it } from 'vitest';
import type { Pulled } from './feed.ts';
import { newestAnswered } from './newest-answered.ts';

const PULLED = 'replication-downstream-x';
const at = (rev: string, changes: object = {}): Pulled => ({
  _id: 'person:1',
  type: 'person',
  scope: '3101',
  rev,
  _deleted: false,
  ...changes,
});

/** A store that takes everything, and what it took. */
async function aStore() {
  const answered = newestAnswered();
  const taken: (string | undefined)[] = [];
  const plain = {
    schema: { primaryKey: '_id' },
    bulkWrite: (rows: readonly { readonly document: Pulled }[]) => {
      taken.push(...rows.map(({ document }) => document.rev ?? 'gone'));
      return Promise.resolve({ error: [] });
    },
  };
  const storage = { createStorageInstance: () => Promise.resolve(plain) };
  const store = await answered.over(storage as never).createStorageInstance({} as never);
  /** What was taken of these documents; RxDB is told of the others that somebody was faster. */
  const write = async (documents: readonly Pulled[], context = PULLED): Promise<readonly (string | undefined)[]> => {
    const rows = documents.map((document) => ({ document }));
    const { error } = await store.bulkWrite(rows as never, context);
    const mine = taken.splice(0);
    expect(error.map(({ status }) => status)).toEqual(documents.slice(mine.length).map(() => 409));
    return mine;
  };
  return { answered, write };
}

it('does not write a page that was on its way while its document was pushed, until the answer has come by the feed too', async () => {
  const { answered, write } = await aStore();
  expect(await write([at('1-a')])).toEqual(['1-a']);
  answered.note([at('3-c')]);
  const other = at('1-z', { _id: 'person:2' });
  expect(await write([at('2-b'), other])).toEqual(['1-z']);
  expect(await write([at('2-b')])).toEqual([]);
  expect(await write([at('3-c')])).toEqual(['3-c']);
  // From here on the feed is what there is, also where a centre was put back.
  expect(await write([at('2-b')])).toEqual(['2-b']);
});

it('lets go what is gone, and everything once the feed takes the place of what is here', async () => {
  const { answered, write } = await aStore();
  answered.note([at('3-c')]);
  expect(await write([at('', { _deleted: true, rev: undefined })])).toEqual(['gone']);
  answered.note([at('10-c')]);
  expect(await write([at('9-b')])).toEqual([]);
  answered.forget();
  expect(await write([at('9-b')])).toEqual(['9-b']);
});

it('lets everybody else write what he likes', async () => {
  const { answered, write } = await aStore();
  answered.note([at('3-c')]);
  expect(await write([at('2-b')], 'replication-up-write-conflict')).toEqual(['2-b']);
});
