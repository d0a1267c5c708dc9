import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PlaceKindsTable } from '../domain/catalog-resources.ts';
import { inspectionDueOn, placeKind, storeysOf, type PlaceFigures } from './place-kind.ts';

const { entries } = JSON.parse(
  readFileSync(new URL('../../resources/catalogs/place-kinds.json', import.meta.url), 'utf8'),
) as PlaceKindsTable;

describe('the kind of a place', () => {
  it.each<[PlaceFigures, string, boolean]>([
    [{ trade: 'shop', areaM2: 99.9 }, '小商店', true],
    [{ trade: 'shop', areaM2: 100 }, '商店', false],
    [{ trade: 'shop' }, '小商店', true],
    [{ trade: 'shop', areaM2: 30, inComplex: true }, '商店', false],
    [{ trade: 'eatery', areaM2: 99 }, '小餐馆', true],
    [{ trade: 'netBar', areaM2: 100 }, '网吧', false],
    [{ trade: 'clinic', areaM2: 60 }, '小诊所', true],
    [{ trade: 'inn', beds: 20 }, '小旅馆', true],
    [{ trade: 'inn', beds: 21 }, '旅馆', false],
    [{ trade: 'ktv', areaM2: 199, floors: '1-3' }, '小歌舞娱乐', true],
    [{ trade: 'ktv', areaM2: 199, floors: '3-4' }, '歌舞娱乐', false],
    [{ trade: 'ktv', areaM2: 199, floors: 'B1' }, '歌舞娱乐', false],
    [{ trade: 'ktv', areaM2: 199, floors: '临街' }, '小歌舞娱乐', true],
    [{ trade: 'ktv', areaM2: 200, floors: '1' }, '歌舞娱乐', false],
    [{ trade: 'spa', areaM2: 150 }, '小美容洗浴休闲', true],
    [{ trade: 'school', people: 99 }, '小学校幼儿园培训', true],
    [{ trade: 'school', people: 100 }, '学校与培训', false],
    [{ trade: 'boardingSchool', beds: 49 }, '小学校幼儿园（寄宿）', true],
    [{ trade: 'boardingSchool', beds: 50 }, '寄宿学校', false],
    [{ trade: 'workshop', areaM2: 120 }, '小生产加工', true],
    [{ trade: 'office', areaM2: 30 }, '写字楼企业', false],
    [{ trade: 'factory', areaM2: 30 }, '工业企业', false],
    [{ trade: 'shop', areaM2: 30, placeKind: 'market' }, '集贸市场', false],
    [{ trade: 'shop', areaM2: 300, placeKind: 'smallShop' }, '小商店', true],
    [{ trade: 'shop', areaM2: 300, placeKind: 'nothing we know' }, '商店', false],
    [{ trade: 'petHotel' }, 'petHotel', false],
  ])('%j is %s', (place, label, isNine) => {
    expect(placeKind(place, entries)).toMatchObject({ label, isNine });
  });

  it('knows all nine small kinds', () => {
    expect(entries.filter((entry) => entry.isNine === true).map((entry) => entry.label)).toEqual([
      '小商店',
      '小餐馆',
      '小网吧',
      '小诊所',
      '小旅馆',
      '小歌舞娱乐',
      '小美容洗浴休闲',
      '小学校幼儿园（寄宿）',
      '小学校幼儿园培训',
      '小生产加工',
    ]);
  });

  it.each([
    ['1-3', 1, 3],
    ['2、3层', 2, 3],
    ['B1', -1, -1],
    ['B1～3', -1, 3],
    ['１', 1, 1],
  ])('storeys %s', (text, from, to) => {
    expect(storeysOf(text)).toEqual({ from, to });
  });

  it('is inspected by the clock of its kind', () => {
    const shop = placeKind({ trade: 'shop', areaM2: 40 }, entries);
    expect(inspectionDueOn(shop, '2026-11-20T02:00:00.000Z', '2026-11-21')).toBe('2027-02-20');
    expect(inspectionDueOn(shop, undefined, '2026-11-21')).toBe('2026-11-21');
    expect(inspectionDueOn(placeKind({ trade: 'petHotel' }, entries), undefined, '2026-11-21')).toBe('');
  });
});
