import { afterEach, describe, expect, it } from 'vitest';
import { once } from '../live.ts';
import { settled } from '../../lib/idb.ts';
import { deleteCollections } from '../storage/store-names.ts';
import { aStore, closeStores, docs, filled, PEOPLE } from '../testing/a-stock.ts';
import { allPlainText } from '../testing/raw-indexeddb.ts';

afterEach(closeStores);

describe('the stock of a store', () => {
  it('follows what is written', async () => {
    const { stock, troubles, put } = await filled();
    const list = await once(stock.list(PEOPLE), ({ rows }) => rows[0]?.address === '上港小区 27幢 2单元 502');
    expect(list.facets['role']).toEqual([{ value: 'own', count: 1 }]);
    const found = await stock.find('ylc 0417');
    expect(found.groups.map(({ kind, total }) => [kind, total])).toEqual([['person', 1]]);
    await put('buildings', { ...docs.building, label: '28幢' });
    await once(stock.list(PEOPLE), ({ rows }) => rows[0]?.address === '上港小区 28幢 2单元 502');
    expect(troubles).toEqual([]);
  });

  it('opens from its saved form, of which nothing can be read on the disk', async () => {
    const first = await filled();
    await once(first.stock.list(PEOPLE), ({ total }) => total === 1);
    await first.close();
    const text = await allPlainText();
    for (const secret of ['严立诚', '999115194203010417', '上港小区', 'yanlicheng']) expect(text).not.toContain(secret);
    const again = await aStore(first.name, first.sealer);
    const list = await once(again.stock.list(PEOPLE), ({ total }) => total === 1);
    expect(list.rows[0]?.name).toBe('严立诚');
    expect(again.troubles).toEqual([]);
  });
});

describe('a saved form that cannot be trusted', () => {
  const boxesOf = (name: string): Promise<IDBDatabase> => settled(indexedDB.open(`${name}-stock`));

  it('is not read where it was made of documents that are not these: who left with them is not found', async () => {
    const first = await filled();
    await once(first.stock.list(PEOPLE), ({ total }) => total === 1);
    await first.close();
    await deleteCollections(first.name);
    const second = await aStore(first.name, first.sealer, 'others');
    await second.put('buildings', docs.building);
    await once(second.stock.status, ({ ready, behind, counts }) => ready && behind === 0 && counts.person === 0);
    expect((await second.stock.find('ylc')).groups).toEqual([]);
    await second.close();
    // Nor was it left lying there.
    const third = await aStore(first.name, first.sealer, 'others');
    await once(third.stock.status, ({ ready }) => ready);
    expect((await third.stock.find('ylc')).groups).toEqual([]);
    expect([...second.troubles, ...third.troubles]).toEqual([]);
  });

  it('is made anew where a chunk is damaged, and is whole at the next start', async () => {
    const first = await filled();
    await once(first.stock.list(PEOPLE), ({ rows }) => rows[0]?.address !== '');
    await first.close();
    const disk = await boxesOf(first.name);
    const boxes = disk.transaction('boxes', 'readwrite').objectStore('boxes');
    for (const key of await settled(boxes.getAllKeys())) {
      if (key === 'head') continue;
      const box = (await settled(boxes.get(key))) as Uint8Array;
      await settled(
        boxes.put(
          box.map((byte, at) => (at === box.length - 1 ? byte ^ 1 : byte)),
          key,
        ),
      );
    }
    disk.close();
    const second = await aStore(first.name, first.sealer);
    await once(second.stock.list(PEOPLE), ({ rows }) => rows[0]?.address === '上港小区 27幢 2单元 502');
    expect(second.troubles.map((one) => one.split(' ')[0])).toEqual(['stock:']);
    await second.close();
    const third = await aStore(first.name, first.sealer);
    await once(third.stock.list(PEOPLE), ({ rows }) => rows[0]?.address === '上港小区 27幢 2单元 502');
    expect(third.troubles).toEqual([]);
  });

  it('catches up with what was written while it was not looking', async () => {
    const first = await filled();
    await once(first.stock.list(PEOPLE), ({ rows }) => rows[0]?.address !== '');
    await first.stock.close();
    await first.put('residents', { ...docs.person, name: '严立城' });
    await first.database.close();
    const second = await aStore(first.name, first.sealer);
    await once(second.stock.list(PEOPLE), ({ rows }) => rows[0]?.name === '严立城');
    await second.database.collections.residents.findOne(docs.person._id).remove();
    await once(second.stock.list(PEOPLE), ({ total }) => total === 0);
    expect((await second.stock.find('严立城')).total).toBe(1);
  });
});
