import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DuplicateRuleEntry } from '../../domain/catalog.ts';
import { distanceMetres, METRES_PER_DEGREE, radians } from '../../geo/distance.ts';
import { duplicateRules } from './duplicate-rules.ts';
import { judgePair, readSighting, type Likeness } from './judge-pair.ts';
import type { Sighting } from './sighting.ts';

/* Pairs of reports that somebody read and labelled, one by one, before the points and rules were set (labelled-pairs/README.md). */

interface Labelled {
  readonly same: boolean;
  readonly why: string;
  readonly a: Sighting;
  readonly b: Sighting;
  /** Whether points and rules were set by looking at it. */
  readonly isTuned: boolean;
}

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

type StreamSide = readonly [
  id: string,
  created: string,
  category: string,
  sub: string,
  kind: string,
  address: string,
  lat: number,
  lon: number,
];
const stream = read('labelled-pairs/stream.json') as {
  readonly pairs: readonly {
    readonly same: boolean;
    readonly why: string;
    readonly a: StreamSide;
    readonly b: StreamSide;
  }[];
};
const streamTable = read('../../../resources/cases/stream-catalog.json') as {
  readonly standard: string;
  readonly categories: readonly { readonly code: string; readonly name: string }[];
  readonly duplicateRules: readonly DuplicateRuleEntry[];
};
const codeOf = new Map(streamTable.categories.map(({ code, name }) => [name, code]));
const ofStream = ([id, created, category, sub, kind, address, lat, lon]: StreamSide): Sighting => ({
  id,
  category: `${streamTable.standard}/matter/${codeOf.get(category) ?? ''}`,
  categoryName: category,
  point: [lon, lat],
  atMs: Date.parse(`${created}Z`),
  address: kind === '' ? address : `${address}，${kind}`,
  words: sub,
});

type WrittenSide = readonly [code: string, name: string, address: string, words: string];
const written = read('labelled-pairs/written.json') as {
  readonly pairs: readonly {
    readonly same: boolean;
    readonly why: string;
    readonly metres: number;
    readonly hours: number;
    readonly a: WrittenSide;
    readonly b: WrittenSide;
  }[];
};
const START = Date.parse('2026-11-20T01:00:00Z');
const LAT = 31.235;
const ofWritten = ([code, name, address, words]: WrittenSide, id: string, east: number, hours: number): Sighting => ({
  id,
  category: `GB/T 47678.5/matter/${code}`,
  categoryName: name,
  point: [121.51 + east / (METRES_PER_DEGREE * Math.cos(radians(LAT))), LAT],
  atMs: START + hours * 3_600_000,
  address,
  words,
});

const streamPairs: readonly Labelled[] = stream.pairs.map(({ same, why, a, b }, at) => ({
  same,
  why,
  a: ofStream(a),
  b: ofStream(b),
  isTuned: at % 2 === 0,
}));
const writtenPairs: readonly Labelled[] = written.pairs.map(({ same, why, metres, hours, a, b }, at) => ({
  same,
  why,
  a: ofWritten(a, 'a', 0, 0),
  b: ofWritten(b, 'b', metres, hours),
  isTuned: at % 2 === 0,
}));

const table = read('../../../resources/catalogs/duplicate-rules.json') as {
  readonly entries: readonly DuplicateRuleEntry[];
};
const rules = duplicateRules([...streamTable.duplicateRules, ...table.entries]);

/** The later of the two is the candidate, as at the desk. */
const judge = ({ a, b }: Labelled): Likeness | null =>
  judgePair(readSighting(b), readSighting(a), rules.ruleOf(b.category));

interface Measured {
  readonly pairs: number;
  /** Of what was offered, how much is the same thing. */
  readonly precision: number;
  /** Of what is the same thing, how much was offered. */
  readonly recall: number;
}
function measure(name: string, pairs: readonly Labelled[]): Measured {
  const judged = pairs.map((pair) => ({ pair, isOffered: judge(pair)?.isOffered === true }));
  const offered = judged.filter(({ isOffered }) => isOffered);
  const right = offered.filter(({ pair }) => pair.same).length;
  const measured = {
    pairs: pairs.length,
    precision: right / offered.length,
    recall: right / pairs.filter(({ same }) => same).length,
  };
  console.info(
    `likeness, ${name}: ${String(pairs.length)} pairs, precision ${measured.precision.toFixed(3)}, recall ${measured.recall.toFixed(3)}`,
  );
  return measured;
}

describe('likeness on labelled pairs', () => {
  it('are more than two hundred, both kinds, each with a reason', () => {
    for (const pairs of [streamPairs, writtenPairs]) {
      expect(pairs.length).toBeGreaterThan(100);
      expect(pairs.filter(({ same }) => !same).length).toBeGreaterThan(45);
      expect(pairs.every(({ why }) => why.length > 5)).toBe(true);
    }
  });

  it.each([
    ['real, looked at', streamPairs.filter(({ isTuned }) => isTuned), 0.97, 0.96],
    ['real, not looked at', streamPairs.filter(({ isTuned }) => !isTuned), 0.9, 0.94],
    ['written, looked at', writtenPairs.filter(({ isTuned }) => isTuned), 0.96, 0.91],
    ['written, not looked at', writtenPairs.filter(({ isTuned }) => !isTuned), 0.87, 0.78],
  ] as const)('%s: stays as good as it was measured', (name, pairs, precision, recall) => {
    const measured = measure(name, pairs);
    expect(measured.precision).toBeGreaterThan(precision);
    expect(measured.recall).toBeGreaterThan(recall);
  });

  it('is no better than this without its words and places: nearness and time alone offer too much', () => {
    const all = [...streamPairs, ...writtenPairs];
    const near = all.filter(({ a, b }) => {
      const rule = rules.ruleOf(b.category);
      return (
        (a.category === b.category || rule.alike.includes(a.category)) &&
        Math.abs(a.atMs - b.atMs) <= rule.hours * 3_600_000 &&
        distanceMetres(a.point, b.point) <= rule.radiusMetres
      );
    });
    const alone = near.filter(({ same }) => same).length / near.length;
    expect(measure('all', all).precision).toBeGreaterThan(alone + 0.1);
  });
});
