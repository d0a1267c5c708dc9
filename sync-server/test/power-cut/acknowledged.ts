import { createHash, randomBytes } from 'node:crypto';
import { auditId } from '../../../shared/domain/audit.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { changesResponse, sessionResponse, type BulkRow } from '../../../shared/sync/wire.ts';
import { actorOf, anId, aReportedCase, aUlid, GRID, START_MS } from '../../../shared/testing/builders.ts';
import { auditMac } from '../../src/write/judge-audit.ts';
import { aJpeg, aPhotoOf } from '../harness/jpegs.ts';
import { call, type Caller } from '../harness/start-server.ts';

export const WORKER = 'wang.fang';
export const WORKER_POST = 'gridWorker:310115005001001';
export const PASSWORD = 'a long enough password';

/** Large enough that a store turns to a new file every few dozen of them. */
const PHOTO_BYTES = 200_000;
const PEOPLE_AT_ONCE = 3;

const generationOf = (rev: string): number => Number(rev.slice(0, rev.indexOf('-')));

/** Everything that a server has acknowledged, however often it was gone in between. */
export interface Acknowledged {
  /** Pushes against a server until it is gone or `most` rounds are over. */
  readonly pushOn: (server: string, most: number) => Promise<void>;
  /** What a server does not have of it, in words; empty: nothing is missing. */
  readonly missingOn: (server: string) => Promise<readonly string[]>;
  /** Writes that were acknowledged. */
  readonly count: () => number;
}

interface SignedIn {
  readonly server: string;
  readonly authorization: string;
  readonly user: User;
  readonly as: Caller;
}

export function whatIsAcknowledged(): Acknowledged {
  const records = new Map<string, string>();
  const numbers = new Map<string, string>();
  const photos = new Map<string, string>();
  const tokens = new Set<string>();
  /** Sent, and nothing heard of it: it may lie there or not. */
  const underWay = new Set<string>();
  const chain = { installation: aUlid(), key: randomBytes(32), seq: 0, mac: '' };
  let count = 0;

  /** Null: nobody of that name and password is known. */
  const signIn = async (server: string): Promise<(SignedIn & { readonly auditSeq: number }) | null> => {
    const { installation, key } = chain;
    const auditKey = key.toString('base64url');
    const session = { name: WORKER, password: PASSWORD, protocol: 1, installation, auditKey };
    const answer = await call(server, null, ['POST', '/_workstation/session', session]);
    if (answer.status === 401) return null;
    const { token, user, auditSeq } = sessionResponse.parse(answer.body);
    tokens.add(token);
    const authorization = `Bearer ${token}`;
    return { server, authorization, user, auditSeq, as: (...request) => call(server, authorization, request) };
  };

  const push = async (
    { as }: SignedIn,
    database: string,
    docs: readonly { readonly _id: string }[],
  ): Promise<readonly BulkRow[]> => {
    for (const { _id } of docs) underWay.add(_id);
    const { body, text } = await as('POST', `/${database}/_bulk_docs?returns=docs`, { docs });
    const rows = Array.isArray(body) ? (body as readonly BulkRow[]) : [];
    if (rows.length !== docs.length || rows.some(({ ok }) => ok !== true)) throw new Error(`not taken: ${text}`);
    for (const { id } of rows) underWay.delete(id);
    count += rows.length;
    return rows;
  };

  const aPerson = (
    { user }: SignedIn,
    workplace: string,
    old: { readonly _id: string; readonly _rev: string } | null,
  ) => {
    const id = aUlid();
    const at = new Date(START_MS).toISOString();
    const change = {
      id,
      act: 'edit',
      by: actorOf(user),
      device: 'LJZ-0417',
      at,
      clock: 'trusted',
      source: '走访',
      batch: id,
    };
    return {
      _id: anId('person'),
      ...old,
      type: 'person',
      scope: GRID,
      schema: 1,
      provenance: { createdAt: at, createdBy: user.id, createdDevice: 'LJZ-0417', source: '走访' },
      name: '严立诚',
      sex: '1',
      idKind: '居民身份证',
      class: 'resident',
      life: 'living',
      state: 'effective',
      workplace,
      changes: [{ ...change, fields: [{ field: 'workplace', to: workplace }] }],
    };
  };

  const people = async (worker: SignedIn, round: number): Promise<void> => {
    const sent = Array.from({ length: PEOPLE_AT_ONCE }, () => aPerson(worker, `第${String(round)}厂`, null));
    const rows = await push(worker, 'records', sent);
    // One of them anew, on top of what was just acknowledged.
    const [first] = rows;
    const again = aPerson(worker, '船厂', { _id: first?.id ?? '', _rev: first?.rev ?? '' });
    for (const { id, rev } of rows) records.set(id, rev ?? '');
    for (const { id, rev } of await push(worker, 'records', [again])) records.set(id, rev ?? '');
    for (const { changes } of [...sent, again]) for (const { id } of changes) records.set(`change:${id}`, '1-');
  };

  const cases = async (worker: SignedIn): Promise<void> => {
    const found = aReportedCase(worker.user);
    const [row] = await push(worker, 'records', [found]);
    records.set(found._id, row?.rev ?? '');
    numbers.set(found._id, String(row?.document?.['number']));
    const photo = aPhotoOf(worker.user, found._id, {}, aJpeg(PHOTO_BYTES));
    await push(worker, 'evidence', [photo]);
    photos.set(photo._id, photo.sha256);
  };

  const audit = async (worker: SignedIn): Promise<void> => {
    const entry = {
      _id: auditId(chain.installation, chain.seq + 1),
      type: 'audit',
      scope: GRID,
      schema: 1,
      installation: chain.installation,
      seq: chain.seq + 1,
      at: new Date(START_MS).toISOString(),
      clock: 'trusted',
      person: worker.user.id,
      role: 'gridWorker',
      act: 'view',
      object: 'case:01M7V7FC3016KFABYZN7KR7XQD',
      prev: chain.mac,
    };
    const link = { ...entry, mac: auditMac(chain.key, entry) };
    await push(worker, 'audit', [link]);
    [chain.seq, chain.mac] = [link.seq, link.mac];
  };

  const untilGone = async (most: number, work: (round: number) => Promise<void>): Promise<void> => {
    for (let round = 0; round < most; round += 1) {
      try {
        await work(round);
      } catch (error) {
        if (error instanceof TypeError) return; // no answer: the server is gone
        throw error;
      }
    }
  };

  const missingRecords = async ({ as }: SignedIn): Promise<readonly string[]> => {
    // From the beginning, which is read from the index.
    const { results } = changesResponse.parse((await as('GET', '/records/_changes?include_docs=true')).body);
    const found = new Map(results.map(({ id, changes, doc }) => [id, { rev: changes[0]?.rev ?? '', doc }]));
    const missing = [...records].flatMap(([id, rev]) => {
      const there = found.get(id)?.rev ?? '';
      const isSame = there.startsWith(rev);
      const isNext = underWay.has(id) && generationOf(there) === generationOf(rev) + 1;
      return isSame || isNext ? [] : [`${id} ${rev}${there === '' ? '' : `, but ${there}`}`];
    });
    const wrong = [...numbers].filter(([id, number]) => found.get(id)?.doc?.['number'] !== number);
    const given = [...found.values()].flatMap(({ doc }) => (doc?.type === 'case' ? [doc['number']] : []));
    const isTwice = new Set(given).size < given.length ? ['a number was given to two cases'] : [];
    return [...missing, ...wrong.map(([id, number]) => `${id} is not ${number} any more`), ...isTwice];
  };

  const missingPhotos = async ({ server, authorization }: SignedIn): Promise<readonly string[]> => {
    const missing: string[] = [];
    for (const [id, sha256] of photos) {
      const answer = await fetch(`${server}/evidence/${id}/original.jpg`, { headers: { authorization } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) missing.push(`the bytes of ${id}`);
    }
    return missing;
  };

  return {
    count: () => count,
    pushOn: async (server, most) => {
      const worker = await signIn(server);
      if (worker === null) throw new Error('the account is known');
      await Promise.all([
        untilGone(most, (round) => people(worker, round)),
        untilGone(most, () => cases(worker)),
        untilGone(most, () => audit(worker)),
      ]);
    },
    missingOn: async (server) => {
      const worker = await signIn(server);
      if (worker === null) return ['the account'];
      const signedOut: string[] = [];
      for (const token of tokens) {
        const { status } = await call(server, `Bearer ${token}`, ['GET', '/records']);
        if (status !== 200) signedOut.push('a session');
      }
      const { auditSeq } = worker;
      return [
        ...signedOut,
        ...(auditSeq < chain.seq ? [`links of the audit after ${String(auditSeq)}`] : []),
        ...(await missingRecords(worker)),
        ...(await missingPhotos(worker)),
      ];
    },
  };
}
