import { afterEach, describe, expect, it } from 'vitest';
import type { ListAnswer } from '../../../shared/stock/query.ts';
import { once } from '../live.ts';
import { aStore, base, closeStores, docs, filled, PEOPLE } from '../testing/a-stock.ts';

afterEach(closeStores);

/** The houses come by a way of their own: an address is whole when they are here as well. */
const areHome = ({ rows }: ListAnswer<'person'>): boolean =>
  rows.filter(({ role, address }) => role === 'own' && address.includes('27幢')).length === 2;

/** Taken down while the stock is open, with a telephone and an id number typed just now. */
const added = {
  ...docs.person,
  _id: base('person', 9)._id,
  name: '钱七七',
  idNumber: '999115199005062468',
  phones: [{ number: '10066623457' }],
  homeRoom: docs.room._id,
};
const stayOfAdded = { ...docs.occupancy, _id: base('occupancy', 9)._id, person: added._id, personName: added.name };
const KEYS = [
  '钱七七',
  'qqq',
  '3457',
  '457',
  '10066623457',
  '66623457',
  '2468',
  '999115199005062468',
  '502',
  '27幢502',
];

describe('somebody added while the stock is open', () => {
  const whoseKeys = async (stock: Awaited<ReturnType<typeof aStore>>['stock']) => {
    const found: Record<string, boolean> = {};
    for (const key of KEYS) {
      const { groups } = await stock.find(key);
      found[key] = groups.some(({ hits }) => hits.some(({ id }) => id === added._id));
    }
    return found;
  };
  const ALL_FOUND = Object.fromEntries(KEYS.map((key) => [key, true]));

  it('is found by every key at once, and again out of the saved form', async () => {
    const first = await filled();
    await once(first.stock.list(PEOPLE), ({ total }) => total === 1);
    await first.put('residents', added);
    await first.put('residents', stayOfAdded);
    await once(first.stock.list(PEOPLE), areHome);
    expect(await whoseKeys(first.stock)).toEqual(ALL_FOUND);
    await first.close();
    const again = await aStore(first.name, first.sealer);
    await once(again.stock.list(PEOPLE), ({ total }) => total === 2);
    expect(await whoseKeys(again.stock)).toEqual(ALL_FOUND);
    expect([...first.troubles, ...again.troubles]).toEqual([]);
  });

  it('is found by a number that was typed later', async () => {
    const { stock, put } = await filled();
    await put('residents', { ...added, phones: [] });
    await put('residents', stayOfAdded);
    await once(stock.list(PEOPLE), areHome);
    await put('residents', added);
    await once(stock.list(PEOPLE), ({ rows }) => rows.some(({ phones }) => phones[0] === '10066623457'));
    expect(await whoseKeys(stock)).toEqual(ALL_FOUND);
  });

  it('stands first among the many who share his tail, whatever the length of his name', async () => {
    const { stock, put } = await filled();
    for (let n = 20; n < 32; n += 1) {
      const other = { ...docs.person, _id: base('person', n)._id, name: '王敏', idNumber: '', phones: [] };
      await put('residents', { ...other, phones: [{ number: `100${String(n)}003457` }] });
    }
    const last = { ...added, _id: base('person', 90)._id };
    await put('residents', last);
    await once(stock.list(PEOPLE), ({ total }) => total === 14);
    const { groups } = await stock.find('3457', { perGroup: 5 });
    expect(groups.map(({ total, hits }) => [total, hits.length, hits[0]?.id])).toEqual([[13, 5, last._id]]);
  });

  it('is found by a number that was typed in full width', async () => {
    const { stock, put } = await filled();
    await put('residents', { ...added, phones: [{ number: '１００６６６２３４５７' }] });
    await put('residents', stayOfAdded);
    await once(stock.list(PEOPLE), areHome);
    expect(await whoseKeys(stock)).toEqual(ALL_FOUND);
  });
});
