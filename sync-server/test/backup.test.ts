import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../shared/lib/clock.ts';
import { aReportedCase, aUlid, aUser } from '../../shared/testing/builders.ts';
import { sessionResponse, type BulkRow } from '../../shared/sync/wire.ts';
import { runBackup } from '../cli/commands/backup.ts';
import { answerControl } from '../cli/answer-control.ts';
import { serveControl } from '../cli/control-channel.ts';
import { PARTS } from '../src/backup/backup-format.ts';
import { checksumOf } from '../src/backup/checksum.ts';
import { readBackup } from '../src/backup/read-backup.ts';
import { restoreBackup } from '../src/backup/restore-backup.ts';
import { writeBackup } from '../src/backup/write-backup.ts';
import type { Store } from '../src/store/port.ts';
import { anArea, aStreet, type Street } from './harness/street.ts';
import { call, PASSWORD, startServer, type TestServer } from './harness/start-server.ts';

let scratch: string;
let server: TestServer;
let street: Street;
const worker = aUser('gridWorker');
const admin = aUser('systemAdmin');
const quiet = { tell: () => undefined };
const restoring = { clock: systemClock, ...quiet };

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'backup-'));
  server = await startServer();
  await Promise.all([worker, admin].map((user) => server.add(user)));
  street = await aStreet(server);
  // A document that was changed, and one that was deleted.
  const area = anArea('310115005009', 'community');
  const { records } = server.opened.server.databases.served;
  const [first] = await records.write([area], { newEdits: true });
  const rev = first?.ok === true ? first.rev : '';
  const [second] = await records.write([{ ...area, _rev: rev, name: '改过' }], { newEdits: true });
  await records.write(
    [{ _id: area._id, _rev: second?.ok === true ? second.rev : '', _deleted: true, type: 'area', scope: area.scope }],
    { newEdits: true },
  );
});
afterAll(async () => {
  await server.stop();
  await rm(scratch, { recursive: true, force: true });
});

const storesOf = ({ opened }: TestServer): Readonly<Record<string, Store>> => {
  const { served, system } = opened.server.databases;
  return { records: served.records.store, evidence: served.evidence.store, audit: served.audit.store, system };
};

/** Everything in force, by id. */
async function contentOf(store: Store | undefined): Promise<ReadonlyMap<string, unknown>> {
  const { changes = [] } = (await store?.changes(0, 10_000)) ?? {};
  return new Map(changes.map(({ document }) => [document._id, document]));
}

/** Without what each store says of attachments in its own way. */
const wordsOf = (content: unknown): unknown =>
  JSON.parse(
    JSON.stringify(content, (key, value: unknown) => (key === 'revpos' || key === 'stub' ? undefined : value)),
  );

async function signIn(to: TestServer): Promise<string> {
  const asked = {
    name: worker.account,
    password: PASSWORD,
    protocol: 1,
    installation: aUlid(),
    auditKey: 'A'.repeat(43),
  };
  return sessionResponse.parse((await to.as(null)('POST', '/_workstation/session', asked)).body).token;
}

const push = async (to: TestServer, docs: readonly object[], user = worker): Promise<readonly BulkRow[]> =>
  (await to.as(user)('POST', '/records/_bulk_docs?returns=docs', { docs })).body as readonly BulkRow[];

describe('a backup taken while the server works', () => {
  it('puts back every document with its revision, photos, accounts and identity, and nobody’s session', async () => {
    const token = await signIn(server);
    const acknowledged = await push(
      server,
      Array.from({ length: 40 }, () => aReportedCase(worker)),
    );
    const file = join(scratch, 'street.backup');
    const running = { on: true };
    let written = 0;
    const area = { ...anArea('310115005008', 'community'), count: 0 };
    const busy = (async () => {
      let rev = '';
      while (running.on) {
        const [row] = await push(server, [{ ...area, count: written, ...(rev === '' ? {} : { _rev: rev }) }], admin);
        rev = row?.rev ?? rev;
        await push(server, [aReportedCase(worker)]);
        written += 1;
      }
    })();
    await expect.poll(() => written, { timeout: 30_000 }).toBeGreaterThan(2);
    const { foot } = await writeBackup(server.opened.server, file, quiet);
    running.on = false;
    await busy;
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    const folder = join(scratch, 'restored');
    const report = await restoreBackup(file, folder, restoring);
    expect(report.foot).toEqual(foot);
    const restored = await startServer({ folder, couch: null });
    try {
      const [before, after] = [storesOf(server), storesOf(restored)];
      for (const part of ['evidence', 'audit'] as const) {
        expect(wordsOf([...(await contentOf(after[part]))].sort())).toEqual(
          wordsOf([...(await contentOf(before[part]))].sort()),
        );
        expect(await checksumOf(after[part] as Store)).toEqual(foot[part]);
      }
      const [old, found] = [await contentOf(before['records']), await contentOf(after['records'])];
      for (const { id } of acknowledged) expect(found.get(id)).toEqual(old.get(id));
      for (const { _id: id, database } of street.documents)
        if (database === 'records') expect(found.get(id)).toEqual(old.get(id));
      const tombstones = [...found.values()].filter((one) => (one as { _deleted?: boolean })._deleted);
      expect(tombstones).toMatchObject([{ type: 'area', scope: '310115005009' }]);
      const photo = street.documents.find(({ type }) => type === 'photo');
      const path = `/evidence/${encodeURIComponent(photo?._id ?? '')}/original.jpg`;
      const reader = street.users['streetClerk'] ?? worker;
      expect((await restored.as(reader)('GET', path)).text).toBe((await server.as(reader)('GET', path)).text);

      const { identity } = server.opened.server;
      expect(restored.opened.server.identity).toEqual(identity);
      expect((await call(restored.url, `Bearer ${token}`, ['GET', '/records'])).status).toBe(401);
      expect(await signIn(restored)).not.toBe(token);
      // Ancestors came along: a replicator that holds the first revision is not told that it is unknown.
      const changed = [...found.values()].find((one) => /^[3-9]-/.test((one as { _rev: string })._rev)) as {
        _id: string;
        _rev: string;
      };
      const history = await after['records']?.open(changed._id, { rev: changed._rev, revisions: true });
      expect((history?.['_revisions'] as { ids: string[] }).ids.length).toBeGreaterThanOrEqual(3);
    } finally {
      await restored.stop();
    }
  });

  it('takes what clients have that are ahead of it, once, and gives no number twice', async () => {
    const known = aReportedCase(worker);
    const area = anArea('310115005007', 'community');
    const [firstArea] = await push(server, [area], admin);
    await push(server, [known]);
    const file = join(scratch, 'older.backup');
    await writeBackup(server.opened.server, file, quiet);
    // What came after the backup: a new case, one more line in a known one, an area changed twice.
    const later = aReportedCase(worker);
    const [laterRow] = await push(server, [later]);
    const [second] = await push(server, [{ ...area, _rev: firstArea?.rev, name: '第二' }], admin);
    const [third] = await push(server, [{ ...area, _rev: second?.rev, name: '第三' }], admin);
    const numbers = new Set<unknown>();
    for (const document of (await contentOf(storesOf(server)['records'])).values())
      numbers.add((document as { number?: string }).number);

    const restored = await startServer({ folder: await restoredInto(file, 'older'), couch: null });
    try {
      for (const again of [1, 2]) {
        const [row] = await push(restored, [{ ...later, _rev: laterRow?.rev }]);
        expect(row, `push ${again}`).toMatchObject({ ok: true });
        expect(row?.document?.['log']).toHaveLength(later.log.length);
        expect(numbers).not.toContain(row?.document?.['number']);
      }
      // A record on a revision that is not here any more: a conflict, with what is in force; on top of that it is taken.
      const [stale] = await push(restored, [{ ...area, _rev: third?.rev, name: '第四' }], admin);
      expect(stale).toMatchObject({ error: 'conflict', document: { _rev: firstArea?.rev } });
      for (let again = 0; again < 2; again += 1) {
        const [taken] = await push(restored, [{ ...area, _rev: stale?.document?._rev, name: '第四' }], admin);
        expect(taken).toMatchObject({ ok: true });
      }
      expect(await push(restored, [{ ...known }])).toMatchObject([{ ok: true }]);
    } finally {
      await restored.stop();
    }
  });
});

const restoredInto = async (file: string, name: string): Promise<string> => {
  const folder = join(scratch, name);
  await restoreBackup(file, folder, restoring);
  return folder;
};

describe('a file that is not a whole backup', () => {
  it('is refused in words and leaves nothing behind', async () => {
    const file = join(scratch, 'whole.backup');
    await writeBackup(server.opened.server, file, quiet);
    const whole = await readFile(file);
    const changed = (at: number): Buffer => {
      const copy = Buffer.from(whole);
      copy[at] = (copy[at] ?? 0) ^ 0x55;
      return copy;
    };
    const damaged: Readonly<Record<string, Buffer>> = {
      empty: Buffer.alloc(0),
      'no backup': Buffer.from('hello'),
      'cut in the middle': whole.subarray(0, whole.length >> 1),
      'cut near the end': whole.subarray(0, whole.length - 9),
      'without its foot': whole.subarray(0, whole.lastIndexOf(Buffer.from([0x1f, 0x8b, 8]))),
      'changed early': changed(300),
      'changed in the middle': changed(whole.length >> 1),
    };
    const names = await readdir(scratch);
    for (const [what, bytes] of Object.entries(damaged)) {
      const bad = join(scratch, 'bad.backup');
      await writeFile(bad, bytes);
      await expect(restoreBackup(bad, join(scratch, 'bad'), restoring), what).rejects.toThrow(/没有恢复任何内容/);
      await rm(bad);
      expect(await readdir(scratch), what).toEqual(names);
    }
    await expect(restoreBackup(file, server.folder, restoring)).rejects.toThrow('不是空的');
  });

  it('is noticed when a document in it is another than was backed up', async () => {
    const file = join(scratch, 'other.backup');
    const { records } = server.opened.server.databases.served;
    await writeBackup(server.opened.server, file, quiet);
    const { gunzipSync, gzipSync } = await import('node:zlib');
    const inside = gunzipSync(await readFile(file));
    const at = inside.indexOf(Buffer.from('"某店"'));
    expect(at).toBeGreaterThan(0);
    inside.set(Buffer.from('"某厂"'), at);
    await writeFile(file, gzipSync(inside));
    await expect(restoreBackup(file, join(scratch, 'other'), restoring)).rejects.toThrow('校验和不一致');
    expect((await records.store.info()).head).toBeGreaterThan(0);
  });
});

it('is written through the server that holds the folder, and never over another file', async () => {
  const control = await serveControl(server.folder, (request, asking) =>
    answerControl({ ...server.opened, folder: server.folder, release: () => Promise.resolve() }, request, asking),
  );
  const said: unknown[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line) => said.push(line));
  try {
    const file = join(scratch, 'asked.backup');
    await runBackup(['--data', server.folder, '--to', file]);
    expect(said.at(-1)).toBe(`备份好了：${file}`);
    for await (const record of readBackup(file))
      if (record.kind === 'foot')
        for (const part of PARTS)
          expect(said).toContain(`${part} ${record.foot[part].documents} ${record.foot[part].sum}`);
    await expect(runBackup(['--data', server.folder, '--to', file])).rejects.toThrow('已经有了');
    await expect(runBackup(['--data', server.folder, '--to', join(scratch, 'no', 'where')])).rejects.toThrow(
      '没有这个目录',
    );
    expect((await readdir(scratch)).filter((name) => name.endsWith('.part'))).toEqual([]);
  } finally {
    log.mockRestore();
    await control.close();
  }
});
