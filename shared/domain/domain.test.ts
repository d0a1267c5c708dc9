import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../lib/canonical-json.ts';
import { seededRandom } from '../lib/random.ts';
import { ulid, ULID_PATTERN, ulidTimeMs } from '../lib/ulid.ts';
import { aCase, aReportedCase } from '../testing/builders.ts';
import { logOf } from '../testing/lifecycle.ts';
import { documentId } from './base-document.ts';
import { caseNumber, groupedCaseNumber, shanghaiDay, shortCaseNumber } from './case-number.ts';
import { caseSchema } from './case.ts';
import { codeLine, levelOf, parentCode } from './codes.ts';
import { DOCUMENT_TYPES, typeOfId } from './document-types.ts';

describe('codes', () => {
  it.each([
    ['310115', 'district'],
    ['310115005', 'street'],
    ['310115005001', 'community'],
    ['310115005001001', 'grid'],
    ['31011', undefined],
    ['31011500500100101', undefined],
    ['3101150050010a1', undefined],
  ])('%s is a %s', (code, level) => {
    expect(levelOf(code)).toBe(level);
  });

  it('knows the line above a code', () => {
    expect([codeLine('310115005001'), parentCode('310115005001'), parentCode('310115')]).toEqual([
      ['310115', '310115005', '310115005001'],
      '310115005',
      undefined,
    ]);
  });
});

describe('ids', () => {
  it('sort by time, keep it, and fit the pattern', () => {
    const time = fc.integer({ min: 0, max: 2 ** 45 });
    fc.assert(
      fc.property(time, time, fc.integer(), (a, b, seed) => {
        const random = seededRandom(seed);
        const [first, second] = [ulid(a, random), ulid(b, random)];
        expect(ULID_PATTERN.test(first)).toBe(true);
        expect(ulidTimeMs(first)).toBe(a);
        if (a < b) expect(first < second).toBe(true);
      }),
    );
  });

  it('name their type', () => {
    const id = `case:${ulid(1, seededRandom(1))}`;
    expect([
      documentId('case').safeParse(id).success,
      documentId('area').safeParse(id).success,
      typeOfId(id),
      typeOfId('none'),
    ]).toEqual([true, false, 'case', '']);
  });
});

describe('the case number', () => {
  it('is 19 digits: division, day in Shanghai, sequence of the day', () => {
    const number = caseNumber('310115005001001', Date.parse('2026-11-19T16:30:00Z'), 19);
    expect([number, shortCaseNumber(number), groupedCaseNumber(number)]).toEqual([
      '3101152026112000019',
      '1120-00019',
      '310115 20261120 00019',
    ]);
    expect(shanghaiDay(Date.parse('2026-11-20T15:59:59Z'))).toBe('20261120');
  });
});

describe('documents', () => {
  it('fit their schema as the fold writes them', () => {
    expect(caseSchema.safeParse(aReportedCase()).error?.issues).toBeUndefined();
    expect(
      caseSchema.safeParse(
        aCase(logOf(['report', 'accept', 'open', 'dispatch', 'sign', 'finish', 'passCheck', 'close'])),
      ).error?.issues,
    ).toBeUndefined();
  });

  it('keep unknown fields, at every depth', () => {
    const document = { ...aReportedCase(), weather: '小雨' };
    const deep = {
      ...document,
      finding: { ...document.finding, light: '暗', place: { ...document.finding.place, floor: 3 } },
    };
    expect(caseSchema.parse(deep)).toEqual(deep);
  });

  it('are refused in the wrong shape', () => {
    const document = aReportedCase();
    for (const broken of [
      { ...document, scope: '31' },
      { ...document, _id: 'case:1' },
      { ...document, log: [] },
      { ...document, audience: Array(9).fill('dept:a') },
    ]) {
      expect(caseSchema.safeParse(broken).success).toBe(false);
    }
  });

  it('use at most the twelve collections of the budget', () => {
    const collections = new Set(Object.values(DOCUMENT_TYPES).map(({ collection }) => collection));
    collections.delete(null);
    expect(collections.size).toBeLessThanOrEqual(12);
  });
});

describe('canonical JSON', () => {
  it('says the same of equal values, whatever the order of their keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
        expect(canonicalJson(JSON.parse(canonicalJson(object)))).toBe(canonicalJson(object));
      }),
    );
  });

  it('leaves undefined out', () => {
    expect(canonicalJson({ a: undefined, b: [undefined, null] })).toBe('{"b":[null,null]}');
  });
});
