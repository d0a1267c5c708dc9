import { randomBytes } from 'node:crypto';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { auditId } from '../../shared/domain/audit.ts';
import { aReportedCase, anId, aUlid, aUser, GRID } from '../../shared/testing/builders.ts';
import { runDoctor } from '../cli/commands/doctor.ts';
import { checkDocuments } from '../cli/doctor/check-documents.ts';
import { examine, type Examination } from '../cli/doctor/examine.ts';
import type { Database } from '../src/open-databases.ts';
import { systemDocuments } from '../src/store/system-documents.ts';
import { aPhotoOf } from './harness/jpegs.ts';
import { aLedger, anArea, aStaffDocument } from './harness/street.ts';
import { aChain } from './harness/audit-links.ts';
import { PASSWORD, startServer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const worker = aUser('gridWorker');
const subject = aReportedCase(worker);
const key = randomBytes(32);
const installation = aUlid();

const links = (count: number) => aChain({ installation, key }, worker, count);

const served = () => server.opened.server.databases.served;
const write = (documents: readonly object[]) => served().records.write(documents as never, { newEdits: true });

/** A small place where everything is as it should be. */
beforeEach(async () => {
  server = await startServer();
  await server.add(worker);
  await write([aStaffDocument(worker), anArea(GRID, 'grid'), ...aLedger(GRID)]);
  await server.as(worker)('POST', '/records/_bulk_docs', { docs: [subject] });
  await server.as(worker)('POST', '/evidence/_bulk_docs', { docs: [aPhotoOf(worker, subject._id)] });
  const chain = links(4);
  await signIn(chain[3]);
  await server.as(worker)('POST', '/audit/_bulk_docs', { docs: chain });
});
afterEach(() => server.stop());

const signIn = (head?: { readonly mac: string; readonly seq?: unknown }) =>
  server.as(null)('POST', '/_workstation/session', {
    name: worker.account,
    password: PASSWORD,
    protocol: 1,
    installation,
    auditKey: key.toString('base64url'),
    ...(head === undefined ? {} : { auditHead: { seq: head.seq, mac: head.mac } }),
  });

const look = (clockMs?: number, full = true): Promise<Examination> => {
  const opened = server.opened.server;
  const clock = clockMs === undefined ? opened.clock : { nowMs: () => clockMs };
  return examine({ server: { ...opened, clock }, folder: server.folder }, { full, checksum: true }, () => undefined);
};

/** The machine that the tests run on is not what is tested. */
const said = ({ findings }: Examination): readonly string[] =>
  findings.map(({ what }) => what).filter((what) => !what.startsWith('磁盘'));

it('finds nothing where everything is as it should be, and says so in words', async () => {
  const examination = await look();
  expect(said(examination)).toEqual([]);
  const lines = examination.fine.join('\n');
  for (const words of [
    '资料 ',
    '照片 1 条',
    '留痕 4 条',
    '1 台终端、4 条，首尾相接',
    '账号 1 个（停用 0 个）',
    '与数据相符',
    server.opened.server.identity.serverId,
  ])
    expect(lines).toContain(words);
  expect(Object.keys(examination.checksums ?? {})).toEqual(['records', 'evidence', 'audit', 'system']);
  expect((await look()).checksums?.records).toEqual(examination.checksums?.records);
});

/** Each is done past the judges of pushes, as a damaged disk or a careless hand would. */
const DAMAGE: Readonly<Record<string, readonly [() => Promise<unknown>, RegExp]>> = {
  'a document that no schema takes': [
    () => write([{ ...anArea(GRID, 'grid'), polygon: 7 }]),
    /资料：内容不合格式 1 条，例如 area:/,
  ],
  'a document without a place': [() => write([{ ...anArea(GRID, 'grid'), scope: '12' }]), /没有类型或位置 1 条/],
  'a document of a type nobody knows': [
    () => write([{ _id: anId('nothing'), type: 'nothing', scope: GRID }]),
    /没有类型或位置 1 条/,
  ],
  'a tombstone without a place': [
    async () => {
      const [row] = await write([anArea(GRID, 'grid')]);
      return write([{ _id: row?.id, _rev: row?.ok === true ? row.rev : '', _deleted: true }]);
    },
    /已删除但没有位置 1 条/,
  ],
  'a case whose state is not what its log gives': [
    async () => {
      const stored = (await served().records.store.current([subject._id])).get(subject._id);
      return write([{ ...stored, state: 'closed' }]);
    },
    /状态与经过不一致 1 条，例如 case:/,
  ],
  'an index that has lost a document': [
    async () => {
      const { index } = served().records;
      const documents = await index.documents([subject._id]);
      const document = documents.get(subject._id);
      if (document !== undefined)
        await index.apply([{ seq: index.applied(), document: { ...document, _deleted: true } }], index.applied());
    },
    /索引与数据不一致 1 条/,
  ],
  'a photo without its bytes': [
    () => served().evidence.write([{ ...aPhotoOf(worker, subject._id), _attachments: {} }], { newEdits: true }),
    /照片：缺照片文件 1 条/,
  ],
  'an audit link taken out': [
    async () => {
      const [, second] = links(2);
      const stored = (await served().audit.store.current([second?._id ?? ''])).get(second?._id ?? '');
      const { _id = '', _rev = '', type = '', scope = '' } = stored ?? {};
      return served().audit.write([{ _id, _rev, type, scope, _deleted: true }], { newEdits: true });
    },
    /留痕中间缺号 1 处/,
  ],
  'an audit link changed': [
    async () => {
      const stored = (await served().audit.store.current([auditId(installation, 2)])).get(auditId(installation, 2));
      return served().audit.write([{ ...stored, _id: auditId(installation, 2), act: 'print' }] as never, {
        newEdits: true,
      });
    },
    /留痕签名不对 1 条/,
  ],
  'a chain told otherwise': [() => signIn({ seq: 4, mac: 'b'.repeat(64) }), /登录时说的留痕与到达的不一样/],
  'an account without posts': [
    () =>
      systemDocuments(server.opened.server.databases.system).update(`credential:${worker.account}`, (before) => ({
        ...before,
        user: { ...worker, posts: [] },
      })),
    /账号没有岗位：/,
  ],
  'a session of nobody': [
    () =>
      systemDocuments(server.opened.server.databases.system).update('session:x', () => ({
        account: 'nobody',
        openedAt: 0,
        expiresAt: 9e15,
      })),
    /登录状态 1 个不属于任何账号/,
  ],
  'a clock that was put back': [
    async () => {
      const file = join(server.folder, 'later');
      await writeFile(file, '');
      const later = new Date(Date.now() + 86_400_000);
      await utimes(file, later, later);
    },
    /早于数据最后写入的/,
  ],
};

it.each(Object.keys(DAMAGE))('finds %s, with what it means and what to do', async (what) => {
  const [damage, words] = DAMAGE[what] ?? [];
  await damage?.();
  const examination = await look();
  const findings = examination.findings.filter((finding) => words?.test(finding.what));
  expect(findings, said(examination).join('\n')).toHaveLength(1);
  expect(findings[0]?.means).not.toBe('');
  expect(findings[0]?.todo).not.toBe('');
});

it('finds a tail that was cut off once the terminal has had a day to send it', async () => {
  await signIn({ seq: 9, mac: 'c'.repeat(64) });
  expect(said(await look())).toEqual([]);
  const tomorrow = Date.now() + 25 * 3_600_000;
  expect(said(await look(tomorrow)).join()).toMatch(/登录时说有 9 条留痕，只到了 4 条/);
});

it('does not blame the index for what another server wrote and it has not read yet', async () => {
  const { records } = served();
  let isRead = false;
  const behind: Database = {
    ...records,
    index: { ...records.index, documents: (ids) => records.index.documents(isRead ? ids : []) },
    catchUp: async () => {
      await records.catchUp();
      isRead = true;
    },
  };
  const { findings, fine } = await checkDocuments(behind, true, () => undefined);
  expect(findings).toEqual([]);
  expect(fine.join()).toContain('索引全部核对一致');
});

it('goes on with the other checks where one cannot be carried out', async () => {
  const { records } = served();
  Object.assign(records, { store: { ...records.store, changes: () => Promise.reject(new TypeError('bad block')) } });
  const examination = await look();
  expect(said(examination)[0]).toBe('资料：读不下去（TypeError）');
  expect(examination.fine.join()).toContain('首尾相接');
});

it('says on the command line what it found, and ends with 1', async () => {
  await server.stop();
  server = await startServer();
  const { folder } = server;
  await server.restart().then(async (again) => {
    again.opened.stopFeeds();
    await again.app.close();
    await again.opened.close();
  });
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    await runDoctor(['--data', folder, '--checksum']);
    expect(process.exitCode).toBe(1);
    expect(lines.join('\n')).toMatch(/\[发现\] 一个账号也没有\n {7}意思：谁也登不上。\n {7}怎么办：用 user add/);
    expect(lines.join('\n')).toMatch(/^records 0 0{64}$/m);
  } finally {
    process.exitCode = 0;
    log.mockRestore();
    error.mockRestore();
    server = await startServer();
  }
});
