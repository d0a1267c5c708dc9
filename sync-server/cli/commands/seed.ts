import { assert } from '../../../shared/lib/assert.ts';
import { systemClock } from '../../../shared/lib/clock.ts';
import type { DemoAccount } from '../../../shared/sync/wire.ts';
import { DEMO_ACCOUNTS } from '../../src/open-server.ts';
import type { Server } from '../../src/server.ts';
import { fillStore } from '../../src/store/fill-store.ts';
import { systemDocuments } from '../../src/store/system-documents.ts';
import { EXIT, readArguments, StopError, UsageError } from '../arguments.ts';
import { openData } from '../open-data.ts';
import { SEED_PROFILES, type SeedProfile } from '../seed/profile.ts';
import { seedStreet } from '../seed/seed.ts';

export const SEED_USAGE = `用法：npm run server -- seed small|demo|street --data 目录

填入演示街道：陆家嘴街道的社区、网格、楼栋、目录、账号，和编造的人、房、企、物、任务、事件。

  demo     2 万人、1,500 家企业和场所、2,000 个部件、3,000 件事件
  street   一个街道的实际规模：10 万人、6 万间房、5 万件事件（几分钟）
  small    试验用：1,200 人，只有一个社区住了人

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

/** System document that remembers when filling began, and with what. */
const SEED_BEGUN = 'seed:demo';
type Begun = Readonly<{
  startedAtMs: number;
  /** Left out by versions that knew only one. */
  profile?: SeedProfile;
}>;

const isProfile = (name: string): name is SeedProfile => (SEED_PROFILES as readonly string[]).includes(name);

/** Fills the store once; `accounts` is written last, so that a cut seed is done again. */
export async function seedOnce(server: Server, profile: string): Promise<void> {
  if (!isProfile(profile)) throw new UsageError(`没有名为 ${profile} 的数据；现有：${SEED_PROFILES.join('、')}`);
  const system = systemDocuments(server.databases.system);
  if ((await system.read<{ accounts: readonly DemoAccount[] }>(DEMO_ACCOUNTS)) !== null) return;
  // A cut seed goes on with the hour it began in: the same hour makes the same documents.
  const begun = await system.update<Begun>(SEED_BEGUN, (before) =>
    before === null ? { startedAtMs: systemClock.nowMs(), profile } : null,
  );
  assert(begun, 'the seed has begun');
  const begunWith = begun.profile ?? 'demo';
  if (begunWith !== profile)
    throw new StopError(`这个目录里已经开始填 ${begunWith}，还没填完；请接着填它，或换一个空目录。`, EXIT.failed);
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
