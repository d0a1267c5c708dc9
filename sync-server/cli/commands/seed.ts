import { assert } from '../../../shared/lib/assert.ts';
import { systemClock } from '../../../shared/lib/clock.ts';
import type { DemoAccount } from '../../../shared/sync/wire.ts';
import { DEMO_ACCOUNTS } from '../../src/open-server.ts';
import type { Server } from '../../src/server.ts';
import { fillStore } from '../../src/store/fill-store.ts';
import { systemDocuments } from '../../src/store/system-documents.ts';
import { readArguments, UsageError } from '../arguments.ts';
import { openData } from '../open-data.ts';
import { seedStreet } from '../seed/seed.ts';

export const SEED_USAGE = `用法：npm run server -- seed demo --data 目录

填入演示街道：陆家嘴街道的社区、网格、楼栋、目录、账号和 3,000 件事件。
已经填好的不再填；中断的接着填。`;

/** Prints a line when the words change, and about every tenth of the way. */
function progressLines(): (text: string, done: number, total: number) => void {
  let last = '';
  return (text, done, total) => {
    const tenth = total > 0 ? Math.floor((done / total) * 10) : 0;
    const line = `${text} ${tenth}`;
    if (line === last) return;
    last = line;
    console.log(total > 0 ? `${text} ${done}/${total}` : text);
  };
}

/** System document that remembers when filling began. */
const SEED_BEGUN = 'seed:demo';

/** Fills the store once; `accounts` is written last, so that a cut seed is done again. */
export async function seedOnce(server: Server, profile: string): Promise<void> {
  if (profile !== 'demo') throw new UsageError(`没有名为 ${profile} 的数据；现有：demo`);
  const system = systemDocuments(server.databases.system);
  if ((await system.read<{ accounts: readonly DemoAccount[] }>(DEMO_ACCOUNTS)) !== null) return;
  // A cut seed goes on with the hour it began in: the same hour makes the same documents.
  const begun = await system.update<{ startedAtMs: number }>(SEED_BEGUN, (before) =>
    before === null ? { startedAtMs: systemClock.nowMs() } : null,
  );
  assert(begun, 'the seed has begun');
  const startedAt = performance.now();
  const { accounts, counts } = await seedStreet(
    profile,
    fillStore(server.databases, server.accounts, systemClock, progressLines()),
    { nowMs: begun.startedAtMs },
  );
  await system.update(DEMO_ACCOUNTS, () => ({ accounts }));
  const made = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  console.log(`演示街道已填好，用 ${((performance.now() - startedAt) / 1000).toFixed(1)} 秒：${made.join('，')}`);
}

export async function runSeed(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments({
    args: [...args],
    allowPositionals: true,
    options: { data: { type: 'string' } },
  });
  const data = await openData(values.data, { demo: false });
  try {
    await seedOnce(data.server, positionals[0] ?? '');
  } finally {
    await data.release();
  }
}
