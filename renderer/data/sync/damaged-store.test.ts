import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settled } from '../../lib/idb.ts';
import { once } from '../live.ts';
import { aScene, type Scene } from '../testing/a-scene.ts';
import { act, allDelivered, counted, here, report } from '../testing/at-work.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await aScene();
});
afterEach(async () => {
  await scene.closeAll();
  expect(scene.terminal.troubles).toEqual([]);
});

describe('a damaged store', () => {
  /** Spoils the seal of rows: which databases, which object store in them, which rows. */
  const spoil = async (
    isIn: (database: string) => boolean,
    name: 'docs' | 'boxes',
    isSpoilt: (row: { readonly _id?: string; readonly room?: string }) => boolean,
  ): Promise<void> => {
    for (const { name: found = '' } of (await indexedDB.databases()).filter(({ name: one = '' }) => isIn(one))) {
      const database = await settled(indexedDB.open(found));
      const store = database.transaction(name, 'readwrite').objectStore(name);
      const rows = (await settled(store.getAll())) as { _id?: string; room?: string; sealed: string }[];
      for (const row of rows.filter(isSpoilt))
        await settled(store.put({ ...row, sealed: `${row.sealed.slice(0, -6)}AAAAA=` }));
      database.close();
    }
  };
  const spoilCase = (id: string): Promise<void> =>
    spoil(
      (name) => name.includes('rxdb-dexie-ggw') && name.endsWith('--cases'),
      'docs',
      ({ _id }) => _id === id,
    );
  /** What is kept of unsent writes beside the ledger. */
  const spoilUnsent = (): Promise<void> =>
    spoil(
      (name) => /^ggw-.*-rooms$/.test(name),
      'boxes',
      ({ room }) => room === 'unsent',
    );

  it('starts, fetches what it can no longer read, and shows everything again', async () => {
    const { terminal, work, closeAll } = scene;
    const first = await work();
    const [id, other] = [await report(first), await report(first)];
    await counted(first, allDelivered);
    await closeAll();
    await spoilCase(id);
    const workstation = await work();
    const rows = await once(workstation.cases.open, (all) => all.length === 2);
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set([id, other]));
    expect((await here(workstation, id)).log[0]?.stamp).toBeDefined();
    // By everyone who reads it before it has come again.
    expect(new Set(terminal.troubles.splice(0))).toEqual(new Set([`broken seal: cases/${id} null`]));
  });

  it('puts back what waited in it, and delivers it', async () => {
    const { network, terminal, work, closeAll, unplug } = scene;
    const first = await work();
    const id = await report(first);
    await counted(first, allDelivered);
    unplug();
    await act(first, id, 'note', { text: '还没有送' });
    await closeAll();
    await spoilCase(id);
    network.up = true;
    const workstation = await work();
    await counted(workstation, allDelivered);
    const whole = await once(
      workstation.cases.one(id),
      (one) => one?.log.every(({ stamp }) => stamp !== undefined) === true,
    );
    expect(whole?.log).toHaveLength(2);
    expect(workstation.sync.refused.get()).toEqual([]);
    terminal.troubles.splice(0);
  });

  it('says which writes were lost with it where those are damaged too, one by one', async () => {
    const { network, terminal, work, closeAll, unplug } = scene;
    const first = await work();
    const id = await report(first);
    await counted(first, allDelivered);
    unplug();
    await act(first, id, 'note', { text: '还没有送' });
    await closeAll();
    await spoilCase(id);
    await spoilUnsent();
    network.up = true;
    const workstation = await work();
    const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
    expect(item).toMatchObject({
      subject: id,
      code: 'damaged',
      title: expect.stringMatching(/^备注 暴露垃圾 · ./) as string,
    });
    expect((await here(workstation, id)).log).toHaveLength(1);
    expect(await counted(workstation, ({ queued }) => queued === 0)).toMatchObject({
      written: 2,
      delivered: 1,
      refused: 1,
    });
    terminal.troubles.splice(0);
  });
});
