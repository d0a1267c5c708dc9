import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseDocument } from '../../shared/domain/case.ts';
import type { User } from '../../shared/domain/staff.ts';
import type { BulkRow } from '../../shared/sync/wire.ts';
import {
  anEntry,
  anId,
  aReportedCase,
  aUlid,
  aUser,
  COMMUNITY,
  GRID,
  OTHER_GRID,
  STREET,
} from '../../shared/testing/builders.ts';
import { auditMac } from '../src/write/judge-audit.ts';
import { aPhotoOf } from './harness/jpegs.ts';
import { PASSWORD, startServer, type TestServer } from './harness/start-server.ts';
import { aBuilding, aCatalog, aLedger, anAuditLink } from './harness/street.ts';

let server: TestServer;
const worker = aUser('gridWorker');
const clerk = aUser('communityClerk', { scope: COMMUNITY });
const stranger = aUser('gridWorker', { scope: OTHER_GRID });
const admin = aUser('systemAdmin', { scope: STREET });

beforeAll(async () => {
  server = await startServer();
  await Promise.all([worker, clerk, stranger, admin].map((user) => server.add(user)));
});
afterAll(() => server.stop());

async function push(user: User, document: object, database = 'records'): Promise<BulkRow | undefined> {
  const { body } = await server.as(user)('POST', `/${database}/_bulk_docs`, { docs: [document] });
  return (body as BulkRow[])[0];
}

const taken = { ok: true };
const shape = { error: 'forbidden', refusal: { code: 'shape' } };
const tooLarge = { error: 'forbidden', refusal: { code: 'too-large' } };

describe('a revision that a replicator brings', () => {
  async function bring(user: User, document: object, rev: string, database = 'records'): Promise<BulkRow | undefined> {
    const body = { docs: [{ ...document, _rev: rev }], new_edits: false };
    return ((await server.as(user)('POST', `/${database}/_bulk_docs`, body)).body as BulkRow[])[0];
  }
  const noted = (document: CaseDocument, user: User): CaseDocument => ({
    ...document,
    log: [...document.log, anEntry(user, 'note', { text: '又看了一次' }, document.log.at(-1) ?? null)],
  });

  it('is no more than a thousand ahead of what is here, whatever it is of', async () => {
    const document = aReportedCase(worker);
    expect(await bring(worker, document, '1001-a')).toMatchObject(shape);
    expect(await bring(worker, document, '999999999-a')).toMatchObject(shape);
    expect(await bring(worker, document, '3-a')).toMatchObject({
      ...taken,
      rev: expect.stringMatching(/^4-/) as string,
    });
    expect(await bring(worker, noted(document, worker), '1005-a')).toMatchObject(shape);
    const ahead = await bring(worker, noted(document, worker), '1004-a');
    expect(ahead).toMatchObject({ ...taken, rev: expect.stringMatching(/^1005-/) as string });
    for (const [user, other, database] of [
      [clerk, aBuilding(GRID), 'records'],
      [worker, aPhotoOf(worker, document._id), 'evidence'],
    ] as const) {
      expect(await bring(user, other, '1001-a', database)).toMatchObject(shape);
      expect(await bring(user, other, '7-a', database)).toMatchObject({ ...taken, rev: '7-a' });
    }
  });

  it('says nothing of how often a case out of sight was changed', async () => {
    const document = aReportedCase(worker);
    await bring(worker, document, '900-a');
    for (const id of [document._id, anId('case')]) {
      const guessed = { ...noted(document, stranger), _id: id };
      expect(await bring(stranger, guessed, '1001-a')).toMatchObject(shape);
      expect(await bring(stranger, guessed, '1000-a')).toMatchObject({ refusal: { code: 'not-found' } });
    }
  });

  it.each<[string, object]>([
    ['another height', { start: 7, ids: ['a', 'b'] }],
    ['another hash', { start: 2, ids: ['b', 'a'] }],
    ['more before it than there can be', { start: 2, ids: ['a', 'b', 'c'] }],
  ])('has a history that is its own, not of %s', async (_what, revisions) => {
    const document = { ...aReportedCase(worker), _revisions: revisions };
    expect(await bring(worker, document, '2-a')).toMatchObject({ error: 'doc_validation', reason: 'Bad _revisions' });
  });
});

describe('a case', () => {
  const withNotes = (document: CaseDocument, count: number): CaseDocument => {
    const log = [...document.log];
    for (let nth = 0; nth < count; nth += 1)
      log.push(anEntry(worker, 'note', { text: String(nth) }, log.at(-1) ?? null));
    return { ...document, log };
  };

  it('takes only so many steps at once, fewer where it is long; what it has already counts for nothing', async () => {
    const document = aReportedCase(worker);
    expect(await push(worker, withNotes(document, 141))).toMatchObject(tooLarge);
    const most = withNotes(document, 140);
    expect(await push(worker, most)).toMatchObject(taken);
    expect(await push(worker, withNotes(most, 180))).toMatchObject(tooLarge);
    expect(await push(worker, withNotes(most, 60))).toMatchObject(taken);
    expect(await push(worker, most)).toMatchObject(taken);
  });
});

describe('a document', () => {
  const padded = <T extends object>(document: T, bytes: number) => ({ ...document, padding: 'x'.repeat(bytes) });
  const KB = 1_024;

  it('is of a size that its kind can come to', async () => {
    const person = aLedger(GRID).find(({ type }) => type === 'person') ?? {};
    expect(await push(worker, padded(person, 257 * KB))).toMatchObject(tooLarge);
    expect(await push(worker, padded(person, 200 * KB))).toMatchObject(taken);
    expect(await push(admin, padded(aCatalog(STREET), 1_000 * KB))).toMatchObject(taken);
    expect(await push(admin, padded(aCatalog(STREET), 4_100 * KB))).toMatchObject(tooLarge);
  });

  it('also where it is words about a photo, or a link of a chain', async () => {
    const photo = aPhotoOf(worker, aReportedCase(worker)._id);
    expect(await push(worker, padded(photo, 17 * KB), 'evidence')).toMatchObject(tooLarge);
    expect(await push(worker, photo, 'evidence')).toMatchObject(taken);
    const [installation, key] = [aUlid(), randomBytes(32)];
    await server.as(null)('POST', '/_workstation/session', {
      name: worker.account,
      password: PASSWORD,
      protocol: 1,
      installation,
      auditKey: key.toString('base64url'),
    });
    const signed = (link: Readonly<Record<string, unknown>>) => ({ ...link, mac: auditMac(key, link) });
    const link = anAuditLink(worker, GRID, 1, installation);
    expect(await push(worker, signed(padded(link, 17 * KB)), 'audit')).toMatchObject(tooLarge);
    expect(await push(worker, signed(link), 'audit')).toMatchObject(taken);
  });

  it('of evidence names a case and nothing behind its id', async () => {
    const subject = aReportedCase(worker)._id;
    expect(await push(worker, aPhotoOf(worker, `${subject}!x`), 'evidence')).toMatchObject(shape);
    expect(await push(worker, aPhotoOf(worker, 'case:x'), 'evidence')).toMatchObject(shape);
  });
});
