import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi, type MockInstance } from 'vitest';
import { systemClock } from '../../shared/lib/clock.ts';
import { aReportedCase, aUlid, aUser } from '../../shared/testing/builders.ts';
import { sessionResponse, type BulkRow } from '../../shared/sync/wire.ts';
import { runBackup } from '../cli/commands/backup.ts';
import { answerControl } from '../cli/answer-control.ts';
import { ask, serveControl, type Asking, type ControlChannel } from '../cli/control-channel.ts';
import { PARTS } from '../src/backup/backup-format.ts';
import { checksumOf } from '../src/backup/checksum.ts';
import { readBackup } from '../src/backup/read-backup.ts';
import { restoreBackup } from '../src/backup/restore-backup.ts';
import { sendBackup } from '../src/backup/send-backup.ts';
import { writeBackup, writeSent } from '../src/backup/write-backup.ts';
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

describe('asked for where a server holds the folder', () => {
  const answering =
    (change: (asking: Asking) => Partial<Asking> = () => ({})) =>
    (request: unknown, asking: Asking) =>
      answerControl({ ...server.opened, folder: server.folder, release: () => Promise.resolve() }, request, {
        ...asking,
        ...change(asking),
      });
  const said: unknown[] = [];
  let log: MockInstance;
  beforeAll(() => {
    log = vi.spyOn(console, 'log').mockImplementation((line) => said.push(line));
  });
  afterAll(() => {
    log.mockRestore();
  });
  const backup = (file: string) => runBackup(['--data', server.folder, '--to', file]);

  it('is written by who asks, who alone knows the disk it means, and never over another file', async () => {
    const requests: unknown[] = [];
    const control = await serveControl(server.folder, (request, asking) => {
      requests.push(request);
      return answering()(request, asking);
    });
    try {
      const file = join(scratch, 'asked.backup');
      await backup(file);
      expect(said.at(-1)).toBe(`备份好了：${file}`);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      for await (const record of readBackup(file))
        if (record.kind === 'foot')
          for (const part of PARTS)
            expect(said).toContain(`${part} ${record.foot[part].documents} ${record.foot[part].sum}`);
      expect(requests).toEqual([{ verb: 'backup' }]);
      // Found out before the server is asked for anything.
      await expect(backup(file)).rejects.toThrow('已经有了');
      await expect(backup(join(scratch, 'no', 'where'))).rejects.toThrow('没有这个目录');
      expect(requests).toHaveLength(1);
      expect((await readdir(scratch)).filter((name) => name.endsWith('.part'))).toEqual([]);
    } finally {
      await control.close();
    }
  });

  it('leaves nothing behind when the server is gone in the middle', async () => {
    const names = await readdir(scratch);
    const control: ControlChannel = await serveControl(
      server.folder,
      answering(({ send }) => ({
        send: async (piece) => {
          await send(piece);
          await control.close();
        },
      })),
    );
    await expect(backup(join(scratch, 'cut.backup'))).rejects.toThrow(
      '没有备份成：服务端中途停了。原来的数据没有动；处理后再试一次。',
    );
    expect(await readdir(scratch)).toEqual(names);
  });

  it('leaves nothing behind when the server cannot read its data', async () => {
    const names = await readdir(scratch);
    const control = await serveControl(
      server.folder,
      answering(() => ({ send: () => Promise.reject(Object.assign(new Error('read'), { code: 'EACCES' })) })),
    );
    try {
      await expect(backup(join(scratch, 'unread.backup'))).rejects.toThrow('没有备份成');
      expect(await readdir(scratch)).toEqual(names);
    } finally {
      await control.close();
    }
  });
});

it.each(['while it is sent', 'while it is read back'])('leaves nothing behind when stopped %s', async (when) => {
  const names = await readdir(scratch);
  const stopped = new AbortController();
  const stop = (): void => {
    stopped.abort(new Error('stopped'));
  };
  const writing = writeSent(
    async (take) => {
      if (when === 'while it is sent') stop();
      return sendBackup(server.opened.server, take, quiet);
    },
    join(scratch, 'stopped.backup'),
    {
      tell: (text) => {
        if (when === 'while it is read back' && text === '核对') stop();
      },
      signal: stopped.signal,
    },
  );
  await expect(writing).rejects.toThrow('stopped');
  expect(await readdir(scratch)).toEqual(names);
});

describe('what a server sends over its socket', () => {
  const PIECE = 65_536;

  it('waits for who takes it', async () => {
    const pieces = Array.from({ length: 256 }, (_, at) => Buffer.alloc(PIECE, at));
    let [sent, taken, ahead] = [0, 0, 0];
    const control = await serveControl(server.folder, async (_request, { send }) => {
      for (const piece of pieces) {
        await send(piece);
        sent += 1;
        ahead = Math.max(ahead, sent - taken);
      }
      return 'all';
    });
    try {
      const arrived: Buffer[] = [];
      const answered = await ask(server.folder, 'anything', undefined, async (piece) => {
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
        arrived.push(piece);
        taken += 1;
      });
      expect(answered).toBe('all');
      expect(Buffer.concat(arrived).equals(Buffer.concat(pieces))).toBe(true);
      // What the sockets of this machine hold.
      expect(ahead).toBeLessThan(32);
    } finally {
      await control.close();
    }
  });

  it('ends when who takes it fails, and that is what is told', async () => {
    let isOver = false;
    const control = await serveControl(server.folder, async (_request, { send }) => {
      try {
        for (;;) await send(Buffer.alloc(PIECE));
      } finally {
        isOver = true;
      }
    });
    try {
      const taking = ask(server.folder, 'anything', undefined, () => Promise.reject(new Error('disk full')));
      await expect(taking).rejects.toThrow('disk full');
      await expect.poll(() => isOver).toBe(true);
    } finally {
      await control.close();
    }
  });
});
