import { describe, expect, it } from 'vitest';
import { countingRules, USUAL_COUNTING, type ScorePart } from '../../../shared/cases/counting-rules.ts';
import { createBook } from '../../../shared/cases/indicators/book.ts';
import { instantsOf } from '../../../shared/cases/indicators/periods.ts';
import { tallyOf } from '../../../shared/cases/indicators/tally.ts';
import { SIXTY_NOW_MS, sixtyCases } from '../../../shared/testing/sixty-cases.ts';
import type { Group } from '../../data/indicators/api.ts';
import { partsFor, SCORED_BY, scoreChange, scoreLines, type ScoredBy } from './score-lines.ts';
import { scoreSheet } from './sheets.ts';

const book = createBook();
for (const one of sixtyCases()) book.set(one.id, tallyOf(one));
const DAY = instantsOf({ from: '2026-11-25', to: '2026-11-25' });
const EVE = instantsOf({ from: '2026-11-24', to: '2026-11-24' });
const sums = [DAY, EVE].map((cohort) => book.sums(cohort, SIXTY_NOW_MS));
const groupsOf = (parts: readonly ScorePart[], by: ScoredBy): readonly (readonly Group[])[] =>
  parts.map(({ indicator }) =>
    [...book.groups(indicator, by, DAY, SIXTY_NOW_MS)].map(([value, sum]) => ({ value, sums: [sum] })),
  );
const PARTS = USUAL_COUNTING.score;

describe('the score of sixty cases', () => {
  const lines = scoreLines(PARTS, sums, groupsOf(PARTS, 'department'));

  it('is what the parts come to, by hand', () => {
    // 41/47, 46/51, 32/40, 29/37, not 4/39, 7/8, 5/6; weights 10 10 30 20 10 10 10.
    const byHand = 10 * (41 / 47) + 10 * (46 / 51) + 30 * 0.8 + 20 * (29 / 37) + 10 * (35 / 39) + 8.75 + 10 * (5 / 6);
    expect(lines[0]).toMatchObject({ value: null, before: null, without: [] });
    expect(lines[0]?.score).toBeCloseTo(byHand, 9);
  });

  it('stands in the order of codes, nobody’s cases scored for nobody', () => {
    expect(lines.map(({ value }) => value)).toEqual([null, 'dept:roads', 'dept:water']);
    for (const by of SCORED_BY) {
      const values = scoreLines(PARTS, sums, groupsOf(PARTS, by)).flatMap(({ value }) => value ?? []);
      expect(values).toEqual([...values].sort());
    }
  });

  it('says in which parts nothing is counted, and lets the others stand for the whole', () => {
    const water = lines.find(({ value }) => value === 'dept:water');
    // G3 and I2 came to it: no demands of people among them.
    expect(water?.without).toEqual(['响应率', '解决率']);
    expect(water?.score).toBeCloseTo(100, 9);
  });

  it('weighs for a department only what is for departments', () => {
    const said = countingRules([
      {
        ...{ kind: 'countingRules', scope: '310115005', version: 1, recurring: { days: 14 } },
        entries: [
          { indicator: 'handlingInTime', weight: 60, subject: 'department' },
          { indicator: 'covered', weight: 40, subject: 'area' },
          { indicator: 'rework', weight: 40, fewerIsBetter: true },
          // A count has no share, and no version knows this one.
          { indicator: 'reported', weight: 40 },
          { indicator: 'rank', weight: 40 },
        ],
      } as never,
    ]);
    expect(said.recurring).toEqual({ metres: 50, days: 14 });
    const names = (by: ScoredBy) => partsFor(said.score, by).map(({ indicator }) => indicator);
    expect([names('department'), names('grid')]).toEqual([
      ['handlingInTime', 'rework'],
      ['covered', 'rework'],
    ]);
  });

  it('goes into a file with its raw numbers', () => {
    const { head, rows } = scoreSheet('部门', PARTS, lines, (value) => value ?? '全部');
    for (const row of rows) expect(row).toHaveLength(head.length);
    expect(rows[2]?.slice(0, 5)).toEqual(['dept:water', 100, '无', '', '响应率、解决率']);
    const at = head.indexOf('按期处置率（权重 30）');
    expect(rows[0]?.slice(at, at + 3)).toEqual([{ share: 0.8 }, 32, 40]);
  });

  it.each([
    [86.44, 86.36, '持平'],
    [86.5, 80, '升 6.5'],
    [80, 86.5, '降 6.5'],
    [80, null, ''],
  ])('%s against %s', (now, before, words) => {
    expect(scoreChange(now, before)).toBe(words);
  });
});
