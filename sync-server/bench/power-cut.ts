import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../../shared/lib/random.ts';
import { call } from '../test/harness/start-server.ts';
import { runServer } from '../test/harness/server-process.ts';
import { PASSWORD } from '../test/power-cut/acknowledged.ts';
import { cutAgainAndAgain } from '../test/power-cut/cut-again-and-again.ts';
import { buildDisk, onDisk } from '../test/power-cut/disk.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { median } from './lib/median.ts';
import { printResult } from './lib/print-result.ts';
import { COMMUNITY, personOf } from './lib/scattered-store.ts';

/*
 * Whether what was acknowledged is on disk, and what that costs. A server on a disk that loses its power `--cuts` times (40), drawn from `--seed` (1), at any line of what it
 * does there. Then two servers alike, on one of which a sync does nothing at all, asked in turns: one person after the other, and 500 at a time.
 */

const PUSHED_ONE_BY_ONE = 400;
const BATCHES = 9;
const BATCH = 500;

interface Measured {
  /** Milliseconds of each push of one. */
  readonly one: number[];
  /** Milliseconds of each push of 500. */
  readonly many: number[];
}

async function serverOn(sync: 'carried' | 'lost', script: string, library: string, folder: string) {
  const [root, grave] = [join(folder, sync), join(folder, `${sync}.grave`)];
  for (const path of [root, grave]) mkdirSync(path);
  const env = onDisk({ library, root, grave, trace: join(folder, `${sync}.trace`), sync, cutAt: 0, cutLog: 0 });
  const data = ['--data', join(root, 'data')];
  const added = await runServer(
    script,
    ['user', 'add', 'clerk', '--name', '测试', '--post', `communityClerk:${COMMUNITY}`, ...data],
    `${PASSWORD}\n`,
    env,
  ).ended;
  if (added.code !== 0) throw new Error(added.output);
  const process = runServer(script, ['serve', ...data], '', env);
  const { server } = await process.ready;
  const session = {
    name: 'clerk',
    password: PASSWORD,
    protocol: 1,
    installation: '01J'.padEnd(26, '0'),
    auditKey: 'A'.repeat(43),
  };
  const { token } = (await call(server, null, ['POST', '/_workstation/session', session])).body as { token: string };
  return {
    push: async (docs: readonly object[]): Promise<number> => {
      const startedAt = performance.now();
      const { body, text } = await call(server, `Bearer ${token}`, ['POST', '/records/_bulk_docs', { docs }]);
      const rows = body as readonly { readonly ok?: true }[];
      if (!Array.isArray(rows) || rows.some(({ ok }) => ok !== true))
        throw new Error(`not taken: ${text.slice(0, 300)}`);
      return performance.now() - startedAt;
    },
    stop: async (): Promise<void> => {
      process.child.kill('SIGTERM');
      await process.ended;
    },
  };
}

/** In turns, so that whatever else the machine does falls on both. */
async function whatSyncingCosts(
  script: string,
  library: string,
  folder: string,
): Promise<Record<'carried' | 'lost', Measured>> {
  const servers = {
    carried: await serverOn('carried', script, library, folder),
    lost: await serverOn('lost', script, library, folder),
  };
  const measured: Record<'carried' | 'lost', Measured> = {
    carried: { one: [], many: [] },
    lost: { one: [], many: [] },
  };
  let at = 0;
  const people = (count: number): readonly object[] => Array.from({ length: count }, () => personOf(at++, 10_000));
  try {
    for (let round = 0; round < PUSHED_ONE_BY_ONE; round += 1) {
      const docs = people(1);
      for (const kind of ['carried', 'lost'] as const) measured[kind].one.push(await servers[kind].push(docs));
    }
    for (let round = 0; round < BATCHES; round += 1) {
      const docs = people(BATCH);
      for (const kind of ['carried', 'lost'] as const) measured[kind].many.push(await servers[kind].push(docs));
    }
  } finally {
    for (const server of Object.values(servers)) await server.stop();
  }
  return measured;
}

const rounded = (value: number): number => Number(value.toFixed(2));
const perSecond = (ms: number): number => Math.round((2 * BATCH * 1_000) / ms);

async function measure(folder: string): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    options: { cuts: { type: 'string', default: '40' }, seed: { type: 'string', default: '1' } },
  });
  const script = join(process.cwd(), 'out', 'server', 'main.js');
  const library = buildDisk(process.cwd(), folder);
  const chance = seededRandom(Number(values.seed));
  const cuts = Number(values.cuts);
  const after = await cutAgainAndAgain({ script, library, folder, chance, cuts, sync: 'kept' });
  for (const one of after.missing) console.log(`缺 ${one}`);
  const cost = await whatSyncingCosts(script, library, folder);
  const [one, oneUnsynced, many, manyUnsynced] = [
    median(cost.carried.one),
    median(cost.lost.one),
    median(cost.carried.many),
    median(cost.lost.many),
  ];
  printResult('power-cut', [
    { key: 'cuts', words: `断电，种子 ${values.seed}`, value: cuts, unit: '次' },
    { key: 'in_a_start', words: '其中在启动过程中', value: after.inAStart, unit: '次' },
    { key: 'acknowledged', words: '服务端确认过的写入', value: after.acknowledged, unit: '条' },
    { key: 'lost', words: '断电后不见了或变了的', value: after.missing.length, unit: '条' },
    { key: 'ready_ms', words: '断电后启动到可用，中位', value: Math.round(median(after.readyMs)), unit: '毫秒' },
    { key: 'write_ms', words: '写一条（连同变更记录）到确认', value: rounded(one), unit: '毫秒' },
    { key: 'sync_ms', words: '其中等磁盘', value: rounded(one - oneUnsynced), unit: '毫秒' },
    { key: 'docs_per_s', words: '500 条一批，连同变更记录', value: perSecond(many), unit: '份' },
    { key: 'docs_per_s_unsynced', words: '同上，不等磁盘', value: perSecond(manyUnsynced), unit: '份' },
    { key: 'calib_ms', words: '固定的一段计算', value: calibrateMs(), unit: '毫秒' },
  ]);
}

await inTemporaryFolder('bench-power-cut-', measure);
