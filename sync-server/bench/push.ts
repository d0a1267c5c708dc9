import { join } from 'node:path';
import { CURRENT_FORM } from '../../shared/migrations/forms.ts';
import { systemClock } from '../../shared/lib/clock.ts';
import { couchHttp, type CouchAddress } from '../src/store/couch/couch-http.ts';
import { openPouchStore } from '../src/store/pouch-store.ts';
import type { WriteDocument } from '../src/store/port.ts';
import type { SeedDocument } from '../src/store/seed-port.ts';
import { aCouch, COUCH_URL } from '../test/harness/couch.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { listening } from './lib/listening.ts';
import { median } from './lib/median.ts';
import { printResult } from './lib/print-result.ts';
import { BENCH_PASSWORD, CLERK, personOf } from './lib/scattered-store.ts';

/*
 * What judging costs: people pushed over http by their clerk, new ones and then changes of them. Each becomes two documents, the record and its line of history.
 * Raw is one bulk write, straight into a store of the same kind, of the very documents that the server stored: with COUCHDB_URL that is a POST to the bare CouchDB. Speeds count every stored document on both sides.
 * Beside it: the records alone, without history and without their lines, which is all that a raw write of what was sent would be. They take turns; a ratio is that
 * of neighbours.
 */

const BATCH = 500;
const ROUNDS = 13;

interface Row {
  readonly ok?: true;
  readonly rev?: string;
}

/** Takes whatever it is given. */
interface RawPlace {
  readonly write: (documents: readonly WriteDocument[]) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
}

async function rawStore(folder: string): Promise<RawPlace> {
  const store = await openPouchStore(folder, { keepsOldRevisions: false });
  return {
    close: () => store.close(),
    write: async (documents) => {
      const rows = await store.write(documents, { newEdits: true });
      return rows.map((row) => {
        if (!row.ok) throw new Error(`not written: ${row.reason}`);
        return { ok: true, rev: row.rev };
      });
    },
  };
}

async function rawCouch(address: CouchAddress, name: string): Promise<RawPlace> {
  const http = couchHttp(address, name);
  await http.write('', { method: 'PUT' });
  return {
    close: () => Promise.resolve(),
    write: async (docs) => {
      const { body } = await http.write('/_bulk_docs', { method: 'POST', body: { docs } });
      const rows = body as readonly Row[];
      if (rows.some(({ ok }) => ok !== true)) throw new Error(`not written: ${JSON.stringify(rows[0])}`);
      return rows;
    },
  };
}

const perSecond = (documents: number, ms: number): number => Math.round((documents * 1_000) / ms);
/** A record and its line. */
const STORED = 2 * BATCH;

async function measure(folder: string): Promise<void> {
  const calibMs = calibrateMs();
  const couch = COUCH_URL === null ? null : aCouch();
  const server = await listening(join(folder, 'data'), null, couch?.address ?? null);
  // Names of databases that `couch.remove` takes away as well.
  const raw = couch === null ? await rawStore(join(folder, 'raw')) : await rawCouch(couch.address, 'contract');
  const bare = couch === null ? await rawStore(join(folder, 'bare')) : await rawCouch(couch.address, 'copy');
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
    const { records } = server.opened.stores;
    const head = async (): Promise<number> => (await records.info()).head;
    /** What a push left behind, as somebody would write it who does not judge: on top of what he wrote before. */
    const storedSince = async (
      after: number,
      rawRevs: ReadonlyMap<string, string>,
    ): Promise<readonly WriteDocument[]> => {
      const { changes } = await records.changes(after, 4 * STORED);
      if (changes.length !== STORED)
        throw new Error(`${String(changes.length)} documents stored, not ${String(STORED)}`);
      return changes.map(({ document: { _rev, _attachments: _none, ...document } }): WriteDocument => {
        const rev = rawRevs.get(document._id);
        return rev === undefined ? document : { ...document, _rev: rev };
      });
    };
    const revsOf = (documents: readonly WriteDocument[], rows: readonly Row[]): ReadonlyMap<string, string> =>
      new Map(documents.map(({ _id }, at) => [_id, rows[at]?.rev ?? '']));
    const times: Record<'pushed' | 'raw' | 'bare' | 'changed' | 'rawChanged' | 'bareChanged', number[]> = {
      pushed: [],
      raw: [],
      bare: [],
      changed: [],
      rawChanged: [],
      bareChanged: [],
    };
    const timed = async <T>(kind: keyof typeof times, round: number, work: () => Promise<T>): Promise<T> => {
      const startedAt = performance.now();
      const value = await work();
      // The first is warming up.
      if (round > 0) times[kind].push(performance.now() - startedAt);
      return value;
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const documents = Array.from({ length: BATCH }, (_, at) => ({
        ...personOf(round * BATCH + at, ROUNDS * BATCH),
        // As today's client writes it.
        schema: CURRENT_FORM,
      }));
      const changed = (rows: readonly Row[]): readonly SeedDocument[] =>
        documents.map((document, at) => ({ ...document, _rev: rows[at]?.rev, sex: '9' }));
      const before = await head();
      const pushed = await timed('pushed', round, () => push(documents));
      const same = await storedSince(before, new Map());
      const written = await timed('raw', round, () => raw.write(same));
      const bareRows = await timed('bare', round, () => bare.write(documents));
      const between = await head();
      await timed('changed', round, () => push(changed(pushed)));
      const sameChanged = await storedSince(between, revsOf(same, written));
      await timed('rawChanged', round, () => raw.write(sameChanged));
      await timed('bareChanged', round, () => bare.write(changed(bareRows)));
    }
    const ratio = (ours: readonly number[], theirs: readonly number[]): number =>
      Number(median(ours.map((ms, at) => (theirs[at] ?? Number.NaN) / ms)).toFixed(2));
    const speed = (documents: number, ms: readonly number[]): number => perSecond(documents, median(ms));
    printResult('push', [
      { key: 'docs_per_s', words: '新资料，核验送达，连同变更记录', value: speed(STORED, times.pushed), unit: '份' },
      { key: 'ratio_raw', words: '同样的资料直接写入为 1', value: ratio(times.pushed, times.raw), unit: '' },
      { key: 'raw_docs_per_s', words: '直接写入同样的库，连同变更记录', value: speed(STORED, times.raw), unit: '份' },
      { key: 'update_docs_per_s', words: '修改，连同变更记录', value: speed(STORED, times.changed), unit: '份' },
      { key: 'update_ratio_raw', words: '直接修改为 1', value: ratio(times.changed, times.rawChanged), unit: '' },
      { key: 'records_per_s', words: '新资料，只数资料本身', value: speed(BATCH, times.pushed), unit: '份' },
      { key: 'bare_records_per_s', words: '直接写入，不写变更记录', value: speed(BATCH, times.bare), unit: '份' },
      { key: 'ratio_bare', words: '不写变更记录为 1，新资料', value: ratio(times.pushed, times.bare), unit: '' },
      {
        key: 'update_ratio_bare',
        words: '不写变更记录为 1，修改',
        value: ratio(times.changed, times.bareChanged),
        unit: '',
      },
      { key: 'on_couchdb', words: '1：资料在 CouchDB', value: couch === null ? 0 : 1, unit: '' },
      { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
    ]);
  } finally {
    await server.stop();
    await raw.close();
    await bare.close();
    await couch?.remove();
  }
}

await inTemporaryFolder('bench-push-', measure);
