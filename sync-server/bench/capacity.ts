import { ASSUMED, FIGURES, PLACES } from './lib/capacity-figures.ts';
import { needsOf, type Needs } from './lib/capacity-model.ts';
import { printResult } from './lib/print-result.ts';

/* What a street, a district and a city need, on paper, from the figures in `lib/capacity-figures.ts`: nothing is measured here. */

const rounded = (value: number): number => (value < 10 ? Number(value.toFixed(1)) : Math.round(value));
const LINES: readonly (readonly [key: keyof Needs, words: string, unit: string])[] = [
  ['clients', '同时挂着的终端', '台'],
  ['records', `资料，${ASSUMED.years} 年后`, '份'],
  ['links', `留痕，${ASSUMED.years} 年后`, '条'],
  ['photos', `照片，${ASSUMED.years} 年后`, '张'],
  ['recordsGb', '资料，一份副本', 'GB'],
  ['linksGb', '留痕，一份副本', 'GB'],
  ['photosGb', '照片，一份副本', 'GB'],
  ['indexGb', '索引，每台服务端', 'GB'],
  ['rebuildMinutes', '索引重建', '分'],
  ['writesPerSecond', '最忙一小时的写入', '份/秒'],
  ['writeShare', '占一台服务端能核验的', ''],
  ['newsMbits', '最忙一小时送出的变更', 'Mbit/s'],
  ['servers', '服务端，含一台备用', '台'],
  ['shards', 'CouchDB 最大的库分片（q）', '片'],
  ['rolloutHours', '全体同一天首次取数', '小时'],
];

/** As every other key of a benchmark. */
const keyOf = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const all = PLACES.map((place) => ({ place, needs: needsOf(place, FIGURES, ASSUMED) }));
for (const { place, needs } of all) {
  console.log(`\n${place.name}：${place.people} 人、${place.workers} 名网格员、${place.terminals} 台办公终端`);
  for (const [key, words, unit] of LINES)
    console.log(`  ${String(rounded(needs[key])).padStart(12)} ${unit.padEnd(6)} ${words}`);
}
const last = all.at(-1);
if (last !== undefined)
  printResult(
    'capacity',
    LINES.map(([key, words, unit]) => ({
      key: keyOf(key),
      words: `${last.place.name}，${words}`,
      value: rounded(last.needs[key]),
      unit,
    })),
  );
