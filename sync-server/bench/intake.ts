import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { duplicateRules } from '../../shared/cases/likeness/duplicate-rules.ts';
import { likenessIndex } from '../../shared/cases/likeness/likeness-index.ts';
import type { Sighting } from '../../shared/cases/likeness/sighting.ts';
import { assert } from '../../shared/lib/assert.ts';
import { findResources } from '../cli/seed/resources.ts';
import { streamArrivals, type StreamCatalog } from '../cli/stream/arrivals.ts';
import { takeInStream } from '../cli/stream/take-in-stream.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { percentile } from './lib/percentile.ts';
import { printResult } from './lib/print-result.ts';

/*
 * The real stream of a day taken in, and one question among 50,000 open cases: requests of the stream laid eight times beside one another, a kilometre apart.
 */

const OPEN = 50_000;
const QUESTIONS = 1_000;

const calibMs = calibrateMs();
const folder = join(findResources(), 'cases');
const catalog = JSON.parse(readFileSync(join(folder, 'stream-catalog.json'), 'utf8')) as StreamCatalog;
const stream = streamArrivals(gunzipSync(readFileSync(join(folder, 'nyc-311.csv.gz'))).toString('utf8'), catalog);

takeInStream(stream.slice(0, 500), catalog);
const startedAt = performance.now();
const taken = takeInStream(stream, catalog);
const seconds = (performance.now() - startedAt) / 1_000;

const placed = stream.flatMap(({ arrival, atMs }): readonly Sighting[] =>
  arrival.point === undefined || arrival.category === undefined
    ? []
    : [
        {
          id: arrival.channelNumber,
          category: `${catalog.standard}/matter/${arrival.category.code}`,
          categoryName: arrival.category.name,
          point: arrival.point,
          atMs,
          address: arrival.address,
          words: arrival.description,
        },
      ],
);
const open = Array.from({ length: OPEN }, (_, nth): Sighting => {
  const one = placed[nth % placed.length];
  assert(one !== undefined, 'the stream has requests with a place');
  const round = Math.floor(nth / placed.length);
  return { ...one, id: `${one.id}/${String(round)}`, point: [one.point[0], one.point[1] + round / 100] };
});
const builtFrom = performance.now();
const index = likenessIndex(duplicateRules(catalog.duplicateRules), open);
const buildMs = performance.now() - builtFrom;
const questions = Array.from({ length: QUESTIONS }, (_, nth) => {
  const one = open[(nth * 7_919) % OPEN];
  assert(one !== undefined, 'a question is one of the open');
  const from = performance.now();
  index.likelySame({ ...one, id: '' });
  return { ms: performance.now() - from, compared: index.compared() };
});

printResult('intake', [
  { key: 'rows', words: '一天的真实来件', value: taken.rows, unit: '件' },
  { key: 'findings', words: '可以直接上报', value: taken.findings, unit: '件' },
  { key: 'offered', words: '其中提示可能是同一件', value: taken.offers.length, unit: '件' },
  { key: 'waits', words: '缺位置或类别，等人补', value: taken.waits, unit: '件' },
  { key: 'lost', words: '原话、编号、期限没有留住的', value: taken.lost.length, unit: '件' },
  { key: 'rows_per_s', words: '每秒收进', value: Math.round(taken.rows / seconds), unit: '件' },
  { key: 'build_50k_ms', words: '五万件在办编成索引', value: Math.round(buildMs), unit: '毫秒' },
  {
    key: 'ask_p95_ms',
    words: '在五万件里找一件可能相同的，第一次问',
    value: Number(
      percentile(
        questions.map(({ ms }) => ms),
        0.95,
      ).toFixed(2),
    ),
    unit: '毫秒',
  },
  {
    key: 'most_compared',
    words: '一次最多逐字比较',
    value: Math.max(...questions.map(({ compared }) => compared)),
    unit: '件',
  },
  { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
]);
