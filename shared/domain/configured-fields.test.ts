import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldEntry } from './catalog.ts';
import { asTyped, readFields } from './configured-fields.ts';

const DEMO = { isDemonstration: true };
const field = (key: string, kind: FieldEntry['kind'], more: Partial<FieldEntry> = {}): FieldEntry => ({
  key,
  label: key,
  kind,
  ...more,
});
const problemsOf = (one: FieldEntry, text: string): readonly string[] => [
  ...readFields([one], { [one.key]: text }, DEMO).problems.values(),
];

describe('fields described by a catalogue', () => {
  it.each([
    [field('name', 'text', { required: true }), '  ', '必须填写'],
    [field('name', 'text', { maxLength: 3 }), '保护建筑', '最多 3 个字'],
    [field('cash', 'money', { min: 0 }), '-1', '不能小于 0'],
    [field('cash', 'money'), '一百', '要写数字'],
    [field('built', 'date'), '2026-02-30x', '要写日期'],
    [field('built', 'year'), '民国二十年', '要写年份'],
    [field('built', 'year', { min: 1800 }), '1731', '不能小于 1800'],
    [field('grade', 'choice', { choices: ['市级', '区级'] }), '国家级', '只能从列表里选'],
    [field('phone', 'phone'), '123', ''],
    [field('owner', 'idNumber'), '310', ''],
  ])('%o does not take %s', (one, text, words) => {
    const problems = problemsOf(one, text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(words);
  });

  it('takes figures with separators, and stores what they are', () => {
    const fields = [
      field('cash', 'money'),
      field('listed', 'yesNo'),
      field('grade', 'choice', { choices: ['市级'] }),
      field('note', 'text'),
    ];
    const { values, problems } = readFields(fields, { cash: '1,200.50', listed: 'no', grade: '市级', note: ' ' }, DEMO);
    expect([values, problems.size]).toEqual([{ cash: 1200.5, listed: false, grade: '市级' }, 0]);
  });

  it('takes figures in full width', () => {
    const fields = [field('cash', 'money'), field('built', 'year')];
    const { values, problems } = readFields(fields, { cash: '１，２００．５', built: '１９３１' }, DEMO);
    expect([values, problems.size]).toEqual([{ cash: 1200.5, built: 1931 }, 0]);
  });

  it('gives back in the form what it stored', () => {
    const fields = [field('cash', 'money'), field('listed', 'yesNo'), field('note', 'text')];
    fc.assert(
      fc.property(
        fc.record({
          cash: fc.double({ noNaN: true, noDefaultInfinity: true }),
          listed: fc.boolean(),
          note: fc.string({ minLength: 1 }).filter((text) => text.trim() === text),
        }),
        (values) => {
          const { values: again, problems } = readFields(fields, asTyped(fields, values), DEMO);
          expect(problems.size).toBe(0);
          expect(again['cash']).toBeCloseTo(values.cash);
          expect({ ...again, cash: 0 }).toEqual({ ...values, cash: 0 });
        },
      ),
    );
  });
});
