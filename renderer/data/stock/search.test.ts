import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../shared/stock/engine.ts';
import type { Incoming } from '../../../shared/stock/slim.ts';
import { initialsOf, lettersOf, waysOf } from '../../../shared/stock/search/spelling.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { pinyinSpeller } from './spelling.ts';

const SCOPE = '310115005001001';
const speller = pinyinSpeller();
const idOf = (type: string, n: number): string => `${type}:01J00000000000000000${String(n).padStart(6, '0')}`;
const head = (type: string, n: number) => ({
  _id: idOf(type, n),
  type,
  scope: SCOPE,
  schema: CURRENT_FORM,
  provenance: { createdAt: '2026-01-01T00:00:00.000Z' },
  state: 'effective',
});
const anEngine = (records: readonly Incoming[]): Engine => {
  const engine = createEngine({
    settings: {
      today: '2026-11-20',
      isDemonstration: true,
      tags: [{ code: 'livingAlone', label: '独居老人', family: '老年' }],
      placeKinds: [],
      risk: { entries: [], visits: [] },
    },
    speller,
    nowMs: () => 0,
  });
  engine.apply(records.map((record) => [record._id, record]));
  return engine;
};

const SURNAMES = Array.from('严单仇区解曾查乐任盖朴翟吕尉欧戚邬毛付殷沈王张李');
const GIVEN = Array.from('立诚春乐长行重阳朝露华曾国强敏秀英宇轩雨桐子墨绿女旅乾行');
const names = fc
  .tuple(fc.constantFrom(...SURNAMES), fc.array(fc.constantFrom(...GIVEN), { minLength: 1, maxLength: 2 }))
  .map(([surname, given]) => surname + given.join(''));
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const people = fc.array(
  fc.record({
    name: names,
    tail: digits(8),
    phone: digits(8),
    door: fc.integer({ min: 1, max: 18 }),
    unit: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 3, maxLength: 12 },
);

interface Plan {
  readonly name: string;
  readonly tail: string;
  readonly phone: string;
  readonly door: number;
  readonly unit: number;
}
const doorOf = ({ door }: Plan): string => `${String(door)}02`;
function street(plans: readonly Plan[]): Engine {
  const building = {
    ...head('building', 1),
    name: '上港小区 27幢',
    estate: '上港小区',
    label: '27幢',
    centroid: [121.5, 31.2],
  };
  return anEngine([
    building,
    ...plans.flatMap((plan, at): readonly Incoming[] => [
      {
        ...head('room', at),
        building: building._id,
        unit: `${String(plan.unit)}单元`,
        floor: plan.door,
        number: doorOf(plan),
        use: 'self',
      },
      {
        ...head('person', at),
        name: plan.name,
        sex: '1',
        idKind: '居民身份证',
        idNumber: `9991151942${plan.tail}`,
        class: 'resident',
        phones: [{ number: `100${plan.phone}` }],
        tags: [{ code: 'livingAlone', source: '走访', since: '2026-01-01' }],
        homeRoom: idOf('room', at),
        life: 'living',
      },
      {
        ...head('occupancy', at),
        person: idOf('person', at),
        personName: plan.name,
        room: idOf('room', at),
        role: 'own',
        counted: true,
        since: '2020-01-01',
      },
    ]),
  ]);
}
const EVERYTHING = { perGroup: 1_000 };
const found = (engine: Engine, typed: string): readonly string[] =>
  engine.find(typed, EVERYTHING).groups.flatMap(({ hits }) => hits.map(({ id }) => id));

describe('the search', () => {
  it('finds every person by each of his keys', () => {
    fc.assert(
      fc.property(people, (plans) => {
        const engine = street(plans);
        for (const [at, plan] of plans.entries()) {
          const id = idOf('person', at);
          const ways = waysOf(plan.name, speller, true);
          const idNumber = `9991151942${plan.tail}`;
          const keys = [
            plan.name,
            plan.name.slice(0, 1),
            plan.name.slice(1),
            ...ways.map(lettersOf),
            ...ways.map(initialsOf),
            ...ways.map((way) => (way[0] ?? '') + initialsOf(way.slice(1))),
            lettersOf(ways[0] ?? []).toUpperCase(),
            idNumber,
            ...[3, 4, 6, 8].map((length) => idNumber.slice(-length)),
            `100${plan.phone}`,
            plan.phone.slice(-4),
            '上港',
            '上港小区27幢',
            '27',
            '27幢',
            'sgxq',
            'shanggang',
            doorOf(plan),
            `${doorOf(plan)}室`,
            `27幢${doorOf(plan)}`,
            `上港小区27幢${String(plan.unit)}单元${doorOf(plan)}室`,
            '独居老人',
            'djlr',
            `${initialsOf(ways[0] ?? [])} ${plan.tail.slice(-4)}`,
            `${initialsOf(ways[0] ?? [])}${plan.tail.slice(-4)}`,
            `27 ${doorOf(plan)} ${plan.name}`,
            `　${plan.name}　`,
          ];
          for (const key of keys) expect(found(engine, key), key).toContain(id);
        }
      }),
      { numRuns: 12 },
    );
  });

  const slip = fc.record({ sort: fc.constantFrom('wrong', 'more', 'less', 'swapped'), at: fc.nat(), char: fc.nat() });
  const withSlip = (
    text: string,
    { sort, at, char }: { sort: string; at: number; char: number },
    alphabet: string,
  ): string => {
    const place = at % text.length;
    const other = alphabet.charAt(char % alphabet.length);
    const [before, after] = [text.slice(0, place), text.slice(place + 1)];
    if (sort === 'wrong') return before + other + after;
    if (sort === 'more') return before + other + text.slice(place);
    if (sort === 'less') return before + after;
    const next = text.charAt(place + 1);
    return next === '' ? text : before + next + text.charAt(place) + text.slice(place + 2);
  };

  it('finds every person with one slip in the sounds of his name or in a tail', () => {
    fc.assert(
      fc.property(people, slip, (plans, one) => {
        const engine = street(plans);
        for (const [at, { name, tail }] of plans.entries()) {
          const letters = lettersOf(waysOf(name, speller, true)[0] ?? []);
          const asked = [
            ...(letters.length >= 3 ? [withSlip(letters, one, 'abcdefghijklmnopqrstuxyz')] : []),
            withSlip(tail.slice(-6), one, '0123456789'),
          ];
          for (const typed of asked) {
            const answer = engine.find(typed, EVERYTHING);
            // Enough of those who bear it as it was typed, or one wholly so: then it is no slip.
            const hits = answer.groups.flatMap((group) => group.hits);
            const isMeant = answer.total > 3 || hits.some(({ rank }) => rank <= 1);
            if (isMeant && !hits.some(({ isNear }) => isNear)) continue;
            expect(found(engine, typed), `${name} ${tail} by ${typed}`).toContain(idOf('person', at));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('takes another character of the same sound for a slip', () => {
    const engine = street([{ name: '严立诚', tail: '03010417', phone: '12340417', door: 5, unit: 2 }]);
    const [person] = engine.find('阎立城').groups;
    expect(person?.hits[0]).toMatchObject({ id: idOf('person', 0), isNear: true });
    expect(found(engine, '王大明')).toEqual([]);
  });

  it('ranks a name before its beginnings, initials before tails, tails before addresses', () => {
    const plan = { tail: '03011111', phone: '12341111', door: 5, unit: 2 };
    const engine = street([
      { ...plan, name: '严立' },
      { ...plan, name: '严立诚' },
      { ...plan, name: '王严立' },
    ]);
    const order = (typed: string) =>
      engine.find(typed, { kinds: ['person'] }).groups.flatMap(({ hits }) => hits.map(({ row }) => row.name));
    expect(order('严立')).toEqual(['严立', '严立诚', '王严立']);
    expect(order('yl')).toEqual(['严立', '严立诚', '王严立']);
    const tails = street([
      { ...plan, name: '王敏', door: 4, tail: '03010502' },
      { ...plan, name: '王英', door: 5, tail: '03011111' },
      { ...plan, name: '王华', door: 6, tail: '05021111' },
    ]);
    expect(tails.find('502', { kinds: ['person'] }).groups[0]?.hits.map(({ row }) => row.name)).toEqual([
      '王英',
      '王敏',
    ]);
  });

  it('marks what was matched', () => {
    const engine = street([{ name: '严立诚', tail: '03010417', phone: '12340417', door: 5, unit: 2 }]);
    const marks = (typed: string) => engine.find(typed).groups[0]?.hits[0]?.marks;
    expect(marks('ylc 0417')).toEqual([
      { text: 'name', from: 0, to: 3 },
      { text: 'idNumber', from: 14, to: 18 },
    ]);
    expect(marks('yanli')).toEqual([{ text: 'name', from: 0, to: 2 }]);
    expect(marks('yanlc')).toEqual([{ text: 'name', from: 0, to: 3 }]);
    expect(marks('立诚')).toEqual([{ text: 'name', from: 1, to: 3 }]);
    expect(marks('12340417')).toEqual([{ text: 'phone', from: 3, to: 11 }]);
    expect(marks('小区27幢')).toEqual([{ text: 'address', from: 2, to: 8 }]);
  });

  it('finds enterprises, things and cases by their words and numbers', () => {
    const engine = anEngine([
      {
        ...head('enterprise', 1),
        name: '燕林餐饮（小餐馆）',
        uscc: '91310115MA1K3YL20G',
        trade: 'eatery',
        address: '即墨路 117号',
        operation: 'open',
        legalPerson: { name: '颜立超', phone: '10012340417' },
      },
      {
        ...head('component', 1),
        name: '雨水井盖',
        code: '31011501010000019',
        category: { standard: 'GB', kind: 'component', code: '0101', name: '雨水井盖' },
        place: { point: [121.5, 31.2], crs: 'WGS84', source: 'map' },
        condition: 'intact',
        address: '即墨路口',
      },
      {
        ...head('case', 1),
        number: '3101152026112000019',
        state: 'closed',
        reporter: { id: 'staff:1', name: '戚建平' },
        reportedAt: '2026-11-20T01:00:00.000Z',
        finding: {
          category: { name: '乱堆杂物' },
          place: { point: [121.5, 31.2], address: '27幢 2单元 楼道' },
          description: '楼道里堆着旧家具',
        },
      },
    ]);
    const groupsOf = (typed: string) => engine.find(typed).groups.map(({ kind }) => kind);
    for (const typed of [
      '燕林',
      'ylcy',
      'yanlin',
      '91310115MA1K3YL20G',
      '3yl20g',
      '颜立超',
      'yanlichao',
      '0417',
      '即墨路117',
      '小餐馆',
    ]) {
      expect(groupsOf(typed), typed).toContain('enterprise');
    }
    for (const typed of ['井盖', 'ysjg', '31011501010000019', '00019', '即墨路口'])
      expect(groupsOf(typed), typed).toContain('component');
    for (const typed of ['1120-00019', '112000019', '3101152026112000019', '乱堆', 'ldzw', '旧家具', '27幢 楼道']) {
      expect(groupsOf(typed), typed).toContain('case');
    }
  });

  it('takes a case number as lists print it for meant: those that differ by a digit are offered only where there is none', () => {
    const numbered = (n: number, tail: string): Incoming => ({
      ...head('case', n),
      number: `3101152026112${tail}`,
      state: 'closed',
      reporter: { id: 'staff:1', name: '戚建平' },
      reportedAt: '2026-11-20T01:00:00.000Z',
      finding: {
        category: { name: '乱堆杂物' },
        place: { point: [121.5, 31.2], address: '27幢' },
        description: '旧家具',
      },
    });
    const engine = anEngine([numbered(1, '000019'), numbered(2, '000018'), numbered(3, '000029')]);
    expect(found(engine, '1120-00019')).toEqual([idOf('case', 1)]);
    expect(found(engine, '1120-00039')).toHaveLength(2);
  });
});
