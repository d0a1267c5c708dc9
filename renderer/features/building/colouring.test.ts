import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RISK_LEVELS } from '../../../shared/domain/catalog.ts';
import { ROOM_USES } from '../../../shared/domain/room.ts';
import { aRoom } from './a-room.ts';
import { careWords, classOf, COLOURINGS, familyWords, legendOf, markCounts, marksOf } from './colouring.ts';

const TODAY = '2026-11-20';

describe('the legend', () => {
  const room = fc.record({
    use: fc.constantFrom(...ROOM_USES),
    people: fc.nat(6),
    apart: fc.nat(6),
    risk: fc.constantFrom('' as const, ...RISK_LEVELS),
    dueOn: fc.constantFrom('', '2026-11-01', '2026-11-20', '2026-11-25', '2027-02-01'),
    verifiedOn: fc.constantFrom('', '2025-01-01', '2026-11-20'),
  });
  it.each(COLOURINGS)('by %s sums to the rooms of the building', (colouring) => {
    fc.assert(
      fc.property(fc.array(room, { maxLength: 30 }), (given) => {
        const rooms = given.map((each) => aRoom('101', each));
        const sum = legendOf(colouring, rooms, TODAY).reduce((so, { count }) => so + count, 0);
        expect(sum).toBe(rooms.length);
      }),
    );
  });
  it('leaves rare uses out where there are none, and keeps the usual six', () => {
    expect(legendOf('use', [aRoom('101')], TODAY).map(({ label }) => label)).toEqual([
      '自住',
      '出租',
      '自住带租',
      '人户分离',
      '空置',
      '经营',
    ]);
    expect(legendOf('use', [aRoom('101', { use: 'dorm' })], TODAY).at(-1)).toMatchObject({
      label: '员工宿舍',
      count: 1,
    });
  });
});

it.each([
  [{ people: 1, apart: 1 }, '自住'],
  [{ people: 1, apart: 2 }, '分离'],
  [{ people: 0, apart: 1 }, '分离'],
  [{ use: 'rent', people: 0, apart: 3 }, '租'],
] as const)('of %j the picture says %s', (given, words) => {
  expect(classOf('use', aRoom('101', given), TODAY).cell).toBe(words);
});

it.each([
  ['2026-11-19', 'over'],
  ['2026-11-20', 'soon'],
  ['2026-11-27', 'soon'],
  ['2026-11-28', 'later'],
  ['', 'none'],
])('a visit due on %s is %s', (dueOn, key) => {
  expect(classOf('visit', aRoom('101', { dueOn }), TODAY).key).toBe(key);
});

it.each([
  ['2026-05-24', 'fresh'],
  ['2026-05-23', 'stale'],
  ['', 'never'],
])('verified on %s is %s', (verifiedOn, key) => {
  expect(classOf('age', aRoom('101', { verifiedOn }), TODAY).key).toBe(key);
});

describe('marks', () => {
  it('say by how much and why, in words', () => {
    const room = aRoom('601', { risk: 'red', riskWords: '分割出租', dueOn: '2026-11-19', verifiedOn: '2026-01-02' });
    expect(marksOf(room, TODAY).map(({ words }) => words)).toEqual([
      '红色风险：分割出租',
      '走访超 1 天',
      '2026-01-02 核实，已过半年',
    ]);
  });
  it('are absent in the normal state', () => {
    expect(marksOf(aRoom('101', { risk: 'yellow', dueOn: '2027-01-01' }), TODAY)).toEqual([]);
  });
  it('count a room once, however many marks it bears', () => {
    const rooms = [
      aRoom('101', { risk: 'red', dueOn: '2026-11-01' }),
      aRoom('102', { dueOn: '2026-11-21', verifiedOn: '' }),
      aRoom('103'),
    ];
    expect(markCounts(rooms, TODAY).map(({ label, count }) => `${label} ${String(count)}`)).toEqual([
      '风险、超期 1',
      '临期 1',
      '半年未核 1',
    ]);
  });
});

it.each([
  ['严立诚', '严家'],
  ['欧阳明', '欧阳家'],
  ['Smith John', 'Smith 家'],
  ['', ''],
])('%s: %s', (name, words) => {
  expect(familyWords(name)).toBe(words);
});

it('says of the people in a room what needs most care, and nothing of other tags', () => {
  const entries = [
    { code: 'veteran', label: '退役军人', family: '优抚' },
    { code: 'aged', label: '高龄老人', family: '老年', visitDays: 90 },
    { code: 'alone', label: '独居老人', family: '老年', visitDays: 7 },
  ];
  expect(careWords(['veteran', 'aged', 'alone'], entries)).toBe('独居老人');
  expect(careWords(['veteran'], entries)).toBe('');
});
