import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPouchStore } from './pouch-store.ts';
import { storeContract } from './store-contract.ts';

const aFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'pouch-store-'));

storeContract('PouchDB and LevelDB', async () => {
  const folder = await aFolder();
  const open = () => openPouchStore(folder, { keepsOldRevisions: false });
  // LevelDB belongs to one process; within it PouchDB shares one database between handles.
  return { open, again: open, remove: () => rm(folder, { recursive: true, force: true }) };
});

it('is the same store after it was closed and opened again', async () => {
  const folder = await aFolder();
  const open = () => openPouchStore(folder, { keepsOldRevisions: false });
  const first = await open();
  const document = { _id: 'case:1', type: 'case', scope: '310115' };
  const [row] = await first.write([document], { newEdits: true });
  const { uuid } = first;
  const before = await first.info();
  await first.close();
  const second = await open();
  expect([second.uuid, await second.info()]).toEqual([uuid, before]);
  expect((await second.current(['case:1'])).get('case:1')).toEqual({
    ...document,
    _rev: row?.ok === true ? row.rev : '',
  });
  await second.close();
  await rm(folder, { recursive: true });
});
