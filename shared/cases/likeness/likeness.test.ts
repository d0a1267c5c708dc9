import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRES_PER_DEGREE } from '../../geo/distance.ts';
import { duplicateRules, USUAL_RULE } from './duplicate-rules.ts';
import { judgePair, readSighting, spanWords } from './judge-pair.ts';
import { likenessIndex } from './likeness-index.ts';
import { comparePlaces, placeFacts } from './place-facts.ts';
import { plainText } from './plain-text.ts';
import type { Sighting } from './sighting.ts';
import { textTokens, tokensLikeness } from './text-likeness.ts';

const HOUR = 3_600_000;
const aSighting = (changes: Partial<Sighting> = {}): Sighting => ({
  id: 'case:1',
  category: 'GB/T 47678.5/matter/01037',
  categoryName: '路灯异常',
  point: [121.51, 31.235],
  atMs: Date.parse('2026-11-20T01:00:00Z'),
  address: '浦城路 388号',
  words: '路灯不亮',
  ...changes,
});
const judge = (a: Partial<Sighting>, b: Partial<Sighting>, rule = USUAL_RULE) =>
  judgePair(readSighting(aSighting(a)), readSighting(aSighting({ id: 'case:2', ...b })), rule);

describe('plain text', () => {
  it.each([
    ['３８８号 ＡＢ', '388号 ab'],
    ['二十七号楼', '27幢'],
    ['12栋 三单元', '12幢 3单元'],
    ['三心二意', '三心二意'],
    ['Apt. 3B', 'apartment 3b'],
  ])('%s is %s', (written, plain) => {
    expect(plainText(written)).toBe(plain);
  });
});

describe('facts of a place', () => {
  it.each([
    ['浦城路 388号东侧人行道', '', { door: '388', side: '东' }],
    ['潍坊路 200弄 3号楼旁', '', { lane: '200', building: '3' }],
    ['上港小区 27幢', '2单元301室门口', { building: '27', unit: '2', room: '301' }],
    ['浦东南路 855号', '', { door: '855' }],
    ['乳山路', '12号灯杆不亮', { mark: '12' }],
    ['乳山路', '灯杆 12号不亮', { mark: '12' }],
    ['灵山路 88弄', '沪A12345停半年', { lane: '88', plate: '12345' }],
    ['地铁浦电路站 3号口', '', { exit: '3' }],
    ['89-21 ELMHURST AVENUE, RESIDENTIAL BUILDING', '', { door: '89-21', street: 'elmhurst avenue' }],
  ])('%s %s', (address, words, facts) => {
    expect(placeFacts(address, words)).toEqual(facts);
  });

  it('compare a side only where both mean the side of the same thing', () => {
    const [east, west] = [placeFacts('浦城路388号东侧', ''), placeFacts('浦城路388号西侧', '')];
    expect(comparePlaces(east, west).differ).toEqual(['side']);
    expect(comparePlaces(east, placeFacts('浦城路 390号西侧', '')).differ).toEqual(['door']);
    expect(comparePlaces(east, placeFacts('浦城路388号南侧', '')).differ).toEqual([]);
  });
});

describe('likeness of texts', () => {
  const like = (a: string, b: string) => tokensLikeness(textTokens(a), textTokens(b));
  it('is one for the same words however they are spelled, nothing for none in common, and unknown without words', () => {
    expect(like('井盖松动', '井盖松动')).toBe(1);
    expect(like('ＡＢ１２', 'ab 12')).toBe(1);
    expect(like('井盖松动', '路灯昏暗')).toBe(0);
    expect(like('', '路灯')).toBeNull();
    expect(like('请尽快处理', '路灯')).toBeNull();
  });
  it('is the same from both sides and never outside 0 to 1', () => {
    const texts = fc.string({ unit: fc.constantFrom(...Array.from('路灯不亮坏井盖ab12 ，')), maxLength: 12 });
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const [there, back] = [like(a, b), like(b, a)];
        expect(there === null).toBe(back === null);
        expect(there ?? 0).toBeCloseTo(back ?? 0, 9);
        expect((there ?? 0) >= 0 && (there ?? 0) <= 1).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a pair', () => {
  it('cannot be one thing in another category, too far or too long apart', () => {
    expect(judge({}, { category: 'GB/T 47678.5/matter/06010' })).toBeNull();
    expect(judge({}, { point: [121.51, 31.235 + 51 / METRES_PER_DEGREE] })).toBeNull();
    expect(judge({}, { atMs: aSighting().atMs - 25 * HOUR })).toBeNull();
    expect(judge({}, {})).not.toBeNull();
  });
  it('says why, for and against', () => {
    const likeness = judge(
      { words: '路灯不亮，12号灯杆' },
      { words: '路灯不亮，13号灯杆', atMs: aSighting().atMs - 2 * HOUR },
    );
    expect(likeness?.isOffered).toBe(false);
    expect(likeness?.reasons.map(({ words }) => words)).toEqual([
      '类别相同：路灯异常',
      '就在同一处',
      '相隔 2 小时',
      '情况写得几乎一样',
      '位置对得上：388号',
      '位置不同：编号 12／编号 13',
    ]);
  });
  it('of another door is another thing where the rule says so, however near', () => {
    const [a, b] = [{ address: '上港小区 27幢' }, { address: '上港小区 28幢' }];
    expect(judge(a, b)?.isOffered).toBe(true);
    expect(judge(a, b, { ...USUAL_RULE, sameDoor: true })?.isOffered).toBe(false);
  });
  it('with words that have nothing in common is offered or not by the rule', () => {
    const [a, b] = [{ words: '灯罩松脱' }, { words: '白天常亮' }];
    expect(judge(a, b)?.isOffered).toBe(false);
    expect(judge(a, b, { ...USUAL_RULE, textThreshold: 0 })?.isOffered).toBe(true);
  });
});

describe('rules', () => {
  const key = (code: string) => ({ standard: 'S', kind: 'matter' as const, code });
  const rules = duplicateRules([
    { radiusMetres: 40, hours: 10, textThreshold: 0 },
    { category: key('06'), radiusMetres: 30, hours: 5, textThreshold: 0 },
    { category: key('06010'), radiusMetres: 20, hours: 200, textThreshold: 0, alike: [key('06011')] },
  ]);
  it.each([
    ['S/matter/06010', 20],
    ['S/matter/06042', 30],
    ['S/matter/01001', 40],
    ['T/matter/06010', 40],
  ])('of %s reach %d m', (category, metres) => {
    expect(rules.ruleOf(category).radiusMetres).toBe(metres);
  });
  it('know their widest and longest', () => {
    expect([rules.widestMetres, rules.longestHours]).toEqual([40, 200]);
    expect(duplicateRules([]).ruleOf('S/matter/06010')).toEqual(USUAL_RULE);
  });
});

describe('the index', () => {
  const rules = duplicateRules([
    { radiusMetres: 50, hours: 24, textThreshold: 0 },
    {
      category: { standard: 'S', kind: 'matter', code: '02' },
      radiusMetres: 120,
      hours: 60,
      textThreshold: 0,
      alike: [{ standard: 'S', kind: 'matter', code: '01' }],
    },
  ]);
  const sightings = fc.array(
    fc
      .record({
        category: fc.constantFrom('S/matter/01', 'S/matter/02'),
        east: fc.integer({ min: 0, max: 600 }),
        north: fc.integer({ min: 0, max: 600 }),
        hours: fc.integer({ min: 0, max: 80 }),
        words: fc.constantFrom('路灯不亮', '路灯坏了', '井盖松动', ''),
      })
      .map(({ east, north, hours, ...rest }) => ({
        ...rest,
        point: [121.5 + east / 95_000, 31.2 + north / METRES_PER_DEGREE] as const,
        atMs: hours * HOUR,
      })),
    { minLength: 2, maxLength: 40 },
  );

  it('offers exactly what comparing with every one would, also after some left', () => {
    fc.assert(
      fc.property(sightings, fc.nat(), (drawn, leaving) => {
        const all = drawn.map((one, at) => aSighting({ ...one, id: String(at) }));
        const index = likenessIndex(rules, all);
        const gone = String(leaving % all.length);
        index.remove(gone);
        for (const candidate of all) {
          const mine = readSighting(candidate);
          const expected = all
            .filter(({ id }) => id !== candidate.id && id !== gone)
            .filter(
              (other) => judgePair(mine, readSighting(other), rules.ruleOf(candidate.category))?.isOffered === true,
            )
            .map(({ id }) => id);
          expect(
            index
              .likelySame(candidate)
              .map(({ id }) => id)
              .toSorted(),
          ).toEqual(expected.toSorted());
        }
      }),
      { numRuns: 25 },
    );
  });

  it('puts a changed sighting in the place of what it was', () => {
    const index = likenessIndex(rules, [aSighting({ id: 'a' })]);
    index.add(aSighting({ id: 'a', point: [121.6, 31.3] }));
    expect(index.size()).toBe(1);
    expect(index.likelySame(aSighting({ id: 'b' }))).toEqual([]);
    expect(index.likelySame(aSighting({ id: 'b', point: [121.6, 31.3] }))).toHaveLength(1);
  });

  it('compares a candidate with a handful out of 50,000', () => {
    const all = Array.from({ length: 50_000 }, (_, at) =>
      aSighting({
        id: String(at),
        category: `S/matter/${String(at % 40).padStart(2, '0')}`,
        point: [121.48 + ((at * 7919) % 50_000) / 1_250_000, 31.22 + ((at * 104_729) % 50_000) / 1_600_000],
        atMs: (at % 500) * HOUR,
      }),
    );
    const index = likenessIndex(rules, all);
    index.likelySame(aSighting({ id: 'new', category: 'S/matter/07', point: [121.5, 31.235], atMs: 250 * HOUR }));
    expect(index.size()).toBe(50_000);
    expect(index.compared()).toBeLessThan(20);
  });
});

describe('spans in words', () => {
  it.each([
    [0, '1 分'],
    [0.5, '30 分'],
    [2, '2 小时'],
    [3.25, '3 小时 15 分'],
    [50, '2 天'],
  ])('%d h is %s', (hours, words) => {
    expect(spanWords(hours)).toBe(words);
  });
});
