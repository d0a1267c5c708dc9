import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findingSchema } from '../../../shared/domain/case.ts';
import { takeIn } from '../../../shared/cases/intake/take-in.ts';
import { findResources } from '../seed/resources.ts';
import { streamArrivals, type StreamCatalog } from './arrivals.ts';
import { gridOfDistrict, takeInStream } from './take-in-stream.ts';

const folder = join(findResources(), 'cases');
const catalog = JSON.parse(readFileSync(join(folder, 'stream-catalog.json'), 'utf8')) as StreamCatalog;
const packed = readFileSync(join(folder, 'nyc-311.csv.gz'));
const stream = streamArrivals(gunzipSync(packed).toString('utf8'), catalog);

describe('the whole stream as intake', () => {
  const taken = takeInStream(stream, catalog);

  it('is accounted for to the last row, and loses nothing of what came', () => {
    console.info(
      `intake: ${String(taken.rows)} rows, ${String(taken.findings)} findings, ${String(taken.offers.length)} of them offered an open one, ` +
        `${String(taken.waits)} wait (${JSON.stringify(taken.lacking)})`,
    );
    expect(taken.rows).toBe(6_765);
    expect(taken.findings + taken.waits + taken.again).toBe(6_765);
    expect(taken.again).toBe(0);
    expect(taken.lost).toEqual([]);
    expect(packed.length).toBeLessThan(1_500_000);
  });

  it('makes findings as the house knows them, and lets wait what lacks a place or a category', () => {
    const world = { known: () => undefined, likelySame: () => [] };
    for (const one of stream) {
      const each = takeIn(one.arrival, { ...world, gridOf: () => gridOfDistrict(one.district) });
      if (each.kind === 'finding') expect(findingSchema.safeParse(each.finding).success).toBe(true);
      else expect(each.kind === 'waits' && each.lacks.length > 0).toBe(true);
    }
    expect(taken.lacking.place).toBe(stream.filter(({ arrival }) => arrival.point === undefined).length);
    expect(taken.lacking.category).toBe(stream.filter(({ arrival }) => arrival.category === undefined).length);
  });

  it('delivered twice makes nothing twice', () => {
    const twice = takeInStream([...stream.slice(0, 300), ...stream.slice(0, 300)], catalog);
    const once = takeInStream(stream.slice(0, 300), catalog);
    expect(twice.again).toBe(once.findings);
    expect(twice.findings).toBe(once.findings);
  });

  it('offers what its own city called a repetition more often than not, and a single call hardly ever', () => {
    const csv = gunzipSync(packed).toString('utf8').split('\n');
    const marked = new Set(
      csv
        .filter((line) => line.includes('is a duplicate of a condition'))
        .map((line) => line.slice(0, line.indexOf(','))),
    );
    const offered = new Set(taken.offers.map(({ arrival }) => arrival.arrival.channelNumber));
    const hit = [...marked].filter((id) => offered.has(id)).length;
    console.info(`intake: of ${String(marked.size)} that the city marked as repetitions ${String(hit)} were offered`);
    expect(marked.size).toBeGreaterThan(900);
    expect(taken.offers.length).toBeLessThan(taken.findings / 3);
    expect(hit / marked.size).toBeGreaterThan(0.5);
  });
});
