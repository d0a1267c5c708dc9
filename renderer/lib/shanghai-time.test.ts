import { describe, expect, it } from 'vitest';
import { briefMoment, dayWords, durationWords, fullMoment, momentWords, shanghaiDay } from './shanghai-time.ts';

const now = Date.parse('2026-11-20T01:42:00.000Z');

describe('times as people read them', () => {
  it.each([
    ['2026-11-20T01:38:00.000Z', '今天 09:38', '09:38'],
    ['2026-11-19T16:00:00.000Z', '今天 00:00', '00:00'],
    ['2026-11-19T15:59:00.000Z', '昨日 23:59', '昨日 23:59'],
    ['2026-11-18T01:02:00.000Z', '11-18 09:02', '11-18'],
    ['2025-12-31T15:59:00.000Z', '2025-12-31 23:59', '2025-12-31'],
  ])('says %s as %s', (iso, words, brief) => {
    expect(momentWords(iso, now)).toBe(words);
    expect(briefMoment(iso, now)).toBe(brief);
  });

  it('gives the day in Shanghai, not that of the clock', () => {
    expect(shanghaiDay(Date.parse('2026-11-19T16:00:00.000Z'))).toBe('2026-11-20');
  });

  it('writes the day and the weekday', () => {
    expect(fullMoment(now)).toBe('2026-11-20 周五 09:42');
    expect(dayWords(now)).toBe('11 月 20 日 周五');
  });

  it.each([
    [20_000, '1 分'],
    [24 * 60_000, '24 分'],
    [192 * 60_000, '3 小时 12 分'],
    [-120 * 60_000, '2 小时'],
    [52 * 3_600_000, '2 天 4 小时'],
  ])('says %i ms as %s', (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});
