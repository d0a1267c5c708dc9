import { describe, expect, it } from 'vitest';
import { findResources, readResources } from '../resources.ts';
import { byNeighbourhood } from './hilbert.ts';
import { burstsOf, readStream } from './stream.ts';

describe('the stream', () => {
  const requests = readStream(readResources(findResources()).stream);

  it('is 6,765 requests of 27 hours, each with a national code', () => {
    expect(requests.length).toBe(6765);
    expect(requests.every(({ minute }) => minute >= 0 && minute < 27 * 60)).toBe(true);
    expect(requests.every(({ code }) => /^\d{5}$/.test(code))).toBe(true);
  });

  it('falls into bursts of one matter at one place, in order of time and never too long', () => {
    const bursts = burstsOf(requests);
    expect(bursts.some((burst) => burst.length === 9)).toBe(true);
    for (const burst of bursts) {
      expect(burst.length).toBeLessThan(10);
      expect(new Set(burst.map(({ code }) => code)).size).toBe(1);
      expect(burst.map(({ minute }) => minute)).toEqual([...burst].map(({ minute }) => minute).sort((a, b) => a - b));
    }
  });
});

describe('the order by neighbourhood', () => {
  it('visits every cell of a square in single steps', () => {
    const cells = Array.from({ length: 256 }, (_, i): readonly [number, number] => [i % 16, Math.floor(i / 16)]);
    const walk = byNeighbourhood(cells, (cell) => cell);
    const steps = walk
      .slice(1)
      .map(([x, y], i) => Math.abs(x - (walk[i]?.[0] ?? 0)) + Math.abs(y - (walk[i]?.[1] ?? 0)));
    expect(new Set(walk.map(String)).size).toBe(256);
    expect(Math.max(...steps)).toBe(1);
  });
});
