import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../shared/lib/random.ts';
import { runServer, type ServerProcess } from '../harness/server-process.ts';
import { PASSWORD, whatIsAcknowledged, WORKER, WORKER_POST } from './acknowledged.ts';
import { onDisk, type DiskSettings } from './disk.ts';
import { asItLies, leaveWhatIsSynced } from './what-a-cut-leaves.ts';

/** So many rounds of pushes at most before the power goes. */
const MOST_ROUNDS = 24;
/** Lines of the disk's trace that a start writes, and those of a start and all rounds. */
const OF_A_START = 220;
const OF_ALL = 900;
/** One cut in so many comes while the server starts, and one just after LevelDB has turned to a new log: one is made for each of eight when they are opened, the next when a store is full. */
const KINDS = 3;
const LOGS_OF_A_START = 8;
const AFTER_A_LOG = 12;

export interface Cuts {
  readonly script: string;
  /** The library that `buildDisk` made. */
  readonly library: string;
  /** A folder of its own, to be thrown away. */
  readonly folder: string;
  readonly chance: Random;
  readonly cuts: number;
  readonly sync: DiskSettings['sync'];
}

export interface AfterCuts {
  readonly acknowledged: number;
  /** In words, with the cut after which it was missed first; the story ends there. */
  readonly missing: readonly string[];
  /** Cuts that hit a server before it was ready. */
  readonly inAStart: number;
  /** Milliseconds from the start of a server after a cut until it is ready. */
  readonly readyMs: readonly number[];
}

/**
 * A server on a disk that loses its power, again and again, while records, cases with photos and links of the audit are pushed: what was not synced is gone each time, but for what the
 * disk wrote by chance, and the next server starts on what is left. Throws where one does not start.
 */
export async function cutAgainAndAgain({ script, library, folder, chance, cuts, sync }: Cuts): Promise<AfterCuts> {
  const acknowledged = whatIsAcknowledged();
  const readyMs: number[] = [];
  let inAStart = 0;
  let root = join(folder, 'at-first');
  mkdirSync(root);

  const run = (cut: Pick<DiskSettings, 'cutAt' | 'cutLog'>, args: readonly string[], input = ''): ServerProcess =>
    runServer(script, args, input, onDisk({ library, root, trace: trace(), grave: grave(), sync, ...cut }));
  const trace = (): string => `${root}.trace`;
  const grave = (): string => `${root}.grave`;
  const data = (): string => join(root, 'data');

  /** Something happens on the disk, the power goes, and what is left lies in a new folder. */
  const cutAfter = async (name: string, work: () => Promise<void>): Promise<void> => {
    mkdirSync(grave());
    const before = asItLies(root);
    await work();
    const target = join(folder, name);
    const how = { kind: chance() < 0.7 ? 'strict' : 'journal', isMore: chance() < 0.5, chance } as const;
    leaveWhatIsSynced({ root, grave: grave(), trace: trace(), target }, before, how);
    for (const path of [root, grave(), trace()]) rmSync(path, { recursive: true, force: true });
    root = target;
  };
  const after = (missing: readonly string[]): AfterCuts => ({
    acknowledged: acknowledged.count(),
    missing,
    inAStart,
    readyMs,
  });

  await cutAfter('account', async () => {
    const args = ['user', 'add', WORKER, '--name', '王芳', '--post', WORKER_POST, '--data', data()];
    const added = await run({ cutAt: 0, cutLog: 0 }, args, `${PASSWORD}\n`).ended;
    if (added.code !== 0) throw new Error(added.output);
  });
  for (let cut = 1; cut <= cuts; cut += 1) {
    const missing: string[] = [];
    await cutAfter(`cut-${cut}`, async () => {
      const most = [OF_A_START, OF_ALL, AFTER_A_LOG][cut % KINDS] ?? OF_ALL;
      const cutAt = 1 + Math.floor(chance() * most);
      const cutLog = most === AFTER_A_LOG ? LOGS_OF_A_START + 1 : 0;
      const startedAt = performance.now();
      const server = run({ cutAt, cutLog }, ['serve', '--data', data()]);
      const ready = await server.ready.catch(() => null);
      try {
        if (ready === null) inAStart += 1;
        else {
          readyMs.push(performance.now() - startedAt);
          missing.push(...(await acknowledged.missingOn(ready.server)));
          if (missing.length === 0) await acknowledged.pushOn(ready.server, MOST_ROUNDS);
        }
      } catch (error) {
        // No answer: the power is gone, which is what we wait for.
        if (!(error instanceof TypeError)) throw error;
      } finally {
        server.child.kill('SIGKILL');
      }
      const { signal, output } = await server.ended;
      if (signal !== 'SIGKILL') throw new Error(`after ${cut - 1} cuts the server does not start:\n${output}`);
    });
    if (missing.length > 0) return after(missing.map((one) => `${one}, after cut ${cut - 1}`));
  }
  const last = runServer(script, ['serve', '--data', data()]);
  try {
    const missing = await acknowledged.missingOn((await last.ready).server);
    const { output } = await runServer(script, ['doctor', '--full', '--data', data()]).ended;
    // What an office would have to do about its people is not meant here.
    const found = output.split('\n').filter((line) => /^\[发现\].*(索引|资料|照片|留痕)/.test(line));
    return after([...missing, ...found]);
  } finally {
    last.child.kill('SIGTERM');
    await last.ended;
  }
}
