import { join } from 'node:path';
import { systemClock } from '../../shared/lib/clock.ts';
import { openPouchStore } from '../src/store/pouch-store.ts';
import type { SeedDocument } from '../src/store/seed-port.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { listening } from './lib/listening.ts';
import { median } from './lib/median.ts';
import { printResult } from './lib/print-result.ts';
import { BENCH_PASSWORD, CLERK, COMMUNITY, personOf } from './lib/scattered-store.ts';

/*
 * What judging costs: people pushed over http by their clerk, new ones and then changes of them, against the documents that come of it (each record and its line of
 * history) written straight into a store of the same kind beside it. The two take turns; the ratio is that of two neighbours.
 */

const BATCH = 500;
const ROUNDS = 13;

interface Row {
  readonly ok?: true;
  readonly rev?: string;
}

/** As long as the server's own of one field. */
const LINE = {
  type: 'change',
  scope: `${COMMUNITY}001`,
  schema: 1,
  act: 'edit',
  by: { id: CLERK.id, name: CLERK.displayName, post: CLERK.posts[0] },
  device: 'T-0001',
  at: '2026-11-20T01:00:00.000Z',
  clock: 'trusted',
  source: '走访',
  fields: [{ name: 'sex', from: '1', to: '9' }],
  takenAt: '2026-11-20T01:00:00.000Z',
};

const perSecond = (ms: number): number => Math.round((BATCH * 1_000) / ms);

async function measure(folder: string): Promise<void> {
  const calibMs = calibrateMs();
  const server = await listening(join(folder, 'data'));
  const raw = await openPouchStore(join(folder, 'raw'), { keepsOldRevisions: false });
  try {
    await server.opened.server.accounts.put(CLERK.account, BENCH_PASSWORD, CLERK, systemClock.nowMs() - 1);
    const push = async (documents: readonly object[]): Promise<readonly Row[]> => {
      const response = await fetch(`${server.address}/records/_bulk_docs`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(`${CLERK.account}:${BENCH_PASSWORD}`).toString('base64')}`,
        },
        body: JSON.stringify({ docs: documents }),
      });
      const rows = (await response.json()) as readonly Row[];
      if (!response.ok || rows.some(({ ok }) => ok !== true)) throw new Error(`not stored: ${JSON.stringify(rows[0])}`);
      return rows;
    };
    let lines = 0;
    /** A record and its line of history: as much is written as of a push. */
    const write = async (documents: readonly SeedDocument[]): Promise<readonly Row[]> => {
      const rows = await raw.write(documents, { newEdits: true });
      const history = documents.map((document) => ({
        ...LINE,
        _id: `change:${String((lines += 1))}`,
        subject: document._id,
      }));
      await raw.write(history, { newEdits: true });
      if (rows.some(({ ok }) => !ok)) throw new Error('not written');
      return rows.map((row) => (row.ok ? { ok: true, rev: row.rev } : {}));
    };
    const times: Record<'pushed' | 'raw' | 'changed' | 'rawChanged', number[]> = {
      pushed: [],
      raw: [],
      changed: [],
      rawChanged: [],
    };
    const timed = async <T>(kind: keyof typeof times, round: number, work: () => Promise<T>): Promise<T> => {
      const startedAt = performance.now();
      const value = await work();
      // The first is warming up.
      if (round > 0) times[kind].push(performance.now() - startedAt);
      return value;
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const documents = Array.from({ length: BATCH }, (_, at) => personOf(round * BATCH + at, ROUNDS * BATCH));
      const pushed = await timed('pushed', round, () => push(documents));
      const written = await timed('raw', round, () => write(documents));
      const changed = (rows: readonly Row[]): readonly SeedDocument[] =>
        documents.map((document, at) => ({ ...document, _rev: rows[at]?.rev, sex: '9' }));
      await timed('changed', round, () => push(changed(pushed)));
      await timed('rawChanged', round, () => write(changed(written)));
    }
    const ratio = (ours: readonly number[], theirs: readonly number[]): number =>
      Number(median(ours.map((ms, at) => (theirs[at] ?? Number.NaN) / ms)).toFixed(2));
    printResult('push', [
      { key: 'docs_per_s', words: '新资料，经过全部核验送达', value: perSecond(median(times.pushed)), unit: '份' },
      { key: 'ratio_raw', words: '直接写入的速度为 1', value: ratio(times.pushed, times.raw), unit: '' },
      { key: 'raw_docs_per_s', words: '直接写入同样的库', value: perSecond(median(times.raw)), unit: '份' },
      { key: 'update_docs_per_s', words: '修改，连同变更记录', value: perSecond(median(times.changed)), unit: '份' },
      { key: 'update_ratio_raw', words: '直接修改的速度为 1', value: ratio(times.changed, times.rawChanged), unit: '' },
      { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
    ]);
  } finally {
    await server.stop();
    await raw.close();
  }
}

await inTemporaryFolder('bench-push-', measure);
