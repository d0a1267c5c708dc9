import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BulkRow } from '../../shared/sync/wire.ts';
import { seededRandom } from '../../shared/lib/random.ts';
import type { CaseDocument } from '../../shared/domain/case.ts';
import type { User } from '../../shared/domain/staff.ts';
import {
  anEntry,
  anId,
  aReportedCase,
  aUlid,
  aUser,
  GRID,
  OTHER_GRID,
  START_MS,
} from '../../shared/testing/builders.ts';
import { aChain } from './harness/audit-links.ts';
import { anArea } from './harness/street.ts';
import { countWaiting } from './harness/count-waiting.ts';
import { aPhotoOf } from './harness/jpegs.ts';
import { aKeeper } from './harness/keeper.ts';
import type { Store, WriteDocument } from '../src/store/port.ts';
import type { TestServer } from './harness/start-server.ts';
import { signInAt, twoServers } from './harness/two-servers.ts';

let a: TestServer;
let b: TestServer;
let stop: () => Promise<void>;
const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');

beforeEach(async () => {
  ({ a, b, stop } = await twoServers({ nowMs: () => START_MS }, [worker, clerk]));
});
afterEach(() => stop());

interface Page {
  readonly results: readonly { readonly id: string }[];
  readonly last_seq: string;
}
const changes = async (server: TestServer, query: string, headers = {}): Promise<Page> =>
  (await server.as(clerk)('GET', `/records/_changes?${query}`, undefined, headers)).body as Page;
const report = (server: TestServer, user: User = worker): Promise<string> => push(server, aReportedCase(user), user);
async function push(server: TestServer, document: CaseDocument, user: User = worker): Promise<string> {
  const answer = await server.as(user)('POST', '/records/_bulk_docs', { docs: [document] });
  expect(answer.body).toMatchObject([{ ok: true }]);
  return document._id;
}

describe('feeds', () => {
  it('that wait on one server hear at once of what is written on the other', async () => {
    const { last_seq } = await changes(b, '');
    const waiting = countWaiting(b);
    const feed = changes(b, `feed=longpoll&timeout=30000&since=${last_seq}`);
    await expect.poll(waiting).toBe(1);
    const id = await report(a);
    expect((await feed).results.map((row) => row.id)).toEqual([id]);
  });

  it('go on on the other server where they were, missing nothing and beginning nothing again', async () => {
    await report(a);
    const { last_seq } = await changes(a, '');
    const second = await report(a);
    const page = await changes(b, `removals=1&since=${last_seq}`);
    expect(page.results.map((row) => row.id)).toEqual([second]);
    expect(page).not.toHaveProperty('reset');
    expect((await changes(a, `since=${page.last_seq}`)).results).toEqual([]);
  });

  it('read first what the token knows and this server does not', async () => {
    const { records } = b.opened.server.databases.served;
    await report(a);
    await expect.poll(() => records.index.applied()).toBe(a.opened.server.databases.served.records.index.applied());
    const release = holdUp(records.index, 'goes on');
    await report(a);
    const token = (await changes(a, '')).last_seq;
    const { goOn } = records.changes;
    let asked = false;
    const telling: typeof goOn = (...args) => {
      asked = true;
      return goOn(...args);
    };
    Object.assign(records.changes, { goOn: telling });
    const page = changes(b, `removals=1&since=${token}`);
    await expect.poll(() => asked).toBe(true);
    const later = report(a);
    release();
    const [{ results, ...rest }, id] = [await page, await later];
    // Neither what it had already nor a walk from the beginning; at most what came meanwhile.
    expect(results.filter((row) => row.id !== id)).toEqual([]);
    expect(rest).not.toHaveProperty('reset');
  });

  it('replace a copy where the other server may have shown what this one never saw', async () => {
    const moving = { _id: anId('person'), type: 'person', scope: OTHER_GRID };
    const { store } = a.opened.server.databases.served.records;
    const { records } = b.opened.server.databases.served;
    const put = async (document: object) => {
      const there = (await store.current([moving._id])).get(moving._id);
      const rev = there === undefined ? {} : { _rev: there._rev };
      await store.write([{ ...moving, ...document, ...rev }], { newEdits: true });
    };
    await put({});
    await expect.poll(() => records.index.applied()).toBe((await store.info()).head);
    // B is held up while the document passes through the clerk's community, which A shows him.
    const release = holdUp(records.index, 'fails');
    const keeper = aKeeper(a, clerk);
    await put({ scope: GRID });
    await expect
      .poll(async () => {
        await keeper.catchUp();
        return keeper.held.size;
      })
      .toBe(1);
    await put({ scope: OTHER_GRID });
    release();
    await expect.poll(() => records.index.applied()).toBe((await store.info()).head);
    await keeper.catchUp(10, b);
    expect([...keeper.held]).toEqual([]);
  });
});

/** Nothing is applied until it is released; what was to be applied then is, or is lost and must be read again. */
function holdUp(
  index: TestServer['opened']['server']['databases']['served']['records']['index'],
  then: 'goes on' | 'fails',
): () => void {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { apply } = index;
  const waits: typeof apply = async (...args) => {
    await held;
    Object.assign(index, { apply });
    if (then === 'fails') throw new Error('held up');
    return apply(...args);
  };
  Object.assign(index, { apply: waits });
  return release;
}

describe('two servers that take two copies of one document at the same instant, each by its own revision', () => {
  /** Both have judged before either writes; the one behind writes when the other has, or has been answered. Which of them is behind is nobody's to say. */
  function meet(how: 'together' | 'one after the other', answered: (letter: string) => Promise<unknown>): void {
    // One store, or each server's own handle on it.
    const stores = new Set([a, b].map((server) => server.opened.stores.records));
    const judged = gate();
    let arrived = 0;
    const waits =
      (write: Store['write']) =>
      async (...[documents, options]: Parameters<Store['write']>) => {
        const letter = letterOf(documents[0]);
        if (options.newEdits || arrived === 2 || letter === null) return write(documents, options);
        arrived += 1;
        const isSecond = arrived === 2;
        if (isSecond) judged.open();
        await judged.opened;
        if (!isSecond || how === 'together') return write(documents, options);
        await answered(letter);
        return write(documents, options);
      };
    for (const records of stores) Object.assign(records, { write: waits(records.write) });
  }
  function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { open, opened };
  }
  /** Which push it is; null: it mends what others left. Of a case the server's own revision stands upon the one that was pushed. */
  const letterOf = (document: WriteDocument | undefined): string | null => {
    const id = document?._revisions?.ids[document['type'] === 'case' ? 1 : 0] ?? '';
    return document?._deleted !== true && /^([ab])\1{31}$/.test(id) ? id.charAt(0) : null;
  };
  /** The answer to the other one of two pushes. */
  const otherThan =
    (pushed: readonly Promise<unknown>[], letters: readonly string[]) =>
    async (letter: string): Promise<unknown> =>
      pushed[letters.indexOf(letter) === 0 ? 1 : 0];
  const copyOf = (document: object, base: string, letter: string) => {
    const id = letter.repeat(32);
    return { ...document, _rev: `2-${id}`, _revisions: { start: 2, ids: [id, base.slice(2)] } };
  };
  const pushCopy = async (server: TestServer, user: User, document: object): Promise<BulkRow | undefined> =>
    (
      (await server.as(user)('POST', '/records/_bulk_docs', { docs: [document], new_edits: false }))
        .body as readonly BulkRow[]
    )[0];
  const living = async (id: string): Promise<number> => {
    const { records } = a.opened.stores;
    const leaves = await Promise.all((await records.leaves(id)).map((rev) => records.open(id, { rev })));
    return leaves.filter((leaf) => leaf?._deleted !== true).length;
  };

  it.each(['together', 'one after the other'] as const)('keep every entry of a case: %s', async (how) => {
    const document = aReportedCase(worker);
    await push(a, document);
    const held = (await a.as(worker)('GET', `/records/${document._id}`)).body as CaseDocument & { _rev: string };
    const notes = ['甲', '乙'].map((text) => anEntry(worker, 'note', { text }, held.log.at(-1) ?? null));
    // The hashes decide which of the two wins in the store: neither may matter.
    for (const letters of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const pushed: Promise<unknown>[] = [];
      meet(how, otherThan(pushed, letters));
      for (const [nth, server] of [a, b].entries()) {
        const log = [...held.log, notes[nth]];
        pushed.push(pushCopy(server, worker, copyOf({ ...held, log }, held._rev, letters[nth] ?? '')));
      }
      expect(await Promise.all(pushed)).toMatchObject([{ ok: true }, { ok: true }]);
      const after = (await b.as(clerk)('GET', `/records/${document._id}`)).body as CaseDocument;
      expect(after.log.map(({ id }) => id).sort()).toEqual([...held.log, ...notes].map((entry) => entry.id).sort());
      expect(await living(document._id)).toBe(1);
    }
  });

  it.each(['together', 'one after the other'] as const)(
    'overwrite no record that they said they had: %s',
    async (how) => {
      const admin = await a.add(aUser('systemAdmin'));
      for (const letters of [
        ['a', 'b'],
        ['b', 'a'],
      ] as const) {
        const area = anArea('310115005', 'street');
        await a.as(admin)('POST', '/records/_bulk_docs', { docs: [area] });
        const held = (await a.as(admin)('GET', `/records/${area._id}`)).body as { _rev: string };
        const pushed: Promise<BulkRow | undefined>[] = [];
        meet(how, otherThan(pushed, letters));
        for (const [nth, server] of [a, b].entries())
          pushed.push(pushCopy(server, admin, copyOf({ ...held, name: `名称${nth}` }, held._rev, letters[nth] ?? '')));
        const rows = await Promise.all(pushed);
        const { name } = (await b.as(admin)('GET', `/records/${area._id}`)).body as { name?: string };
        for (const [nth, row] of rows.entries())
          if (row?.ok === true) expect(name).toBe(`名称${nth}`);
          else expect(row?.error).toBe('conflict');
        expect(name).toMatch(/^名称[01]$/);
        expect(await living(area._id)).toBe(1);
      }
    },
  );
});

it('judge evidence by its case, though one of them has not read of it yet', async () => {
  const stranger = await a.add(aUser('gridWorker', { scope: OTHER_GRID }));
  const { records } = b.opened.server.databases.served;
  const release = holdUp(records.index, 'goes on');
  const subject = await report(a);
  const send = async (user: User): Promise<unknown> =>
    (await b.as(user)('POST', '/evidence/_bulk_docs', { docs: [aPhotoOf(user, subject)] })).body;
  const { evidence } = b.opened.server.databases.served;
  const { current } = evidence;
  const judging = new Promise<void>((begun) => {
    const telling: typeof current = (ids) => {
      begun();
      return current(ids);
    };
    Object.assign(evidence, { current: telling });
  });
  const sent = send(stranger);
  await judging;
  // Whoever judges by what he has got answers now; whoever waits for what there is does not.
  await Promise.race([sent, pause(500)]);
  release();
  expect(await sent).toMatchObject([{ error: 'forbidden' }]);
  expect(await send(worker)).toMatchObject([{ ok: true }]);
});

describe('two servers at once', () => {
  it('lose no entry of a case and give no number twice', async () => {
    const random = seededRandom(41);
    const pick = (): TestServer => (random() < 0.5 ? a : b);
    const document = aReportedCase(worker);
    await push(a, document);
    const notes = Array.from({ length: 16 }, (_one, nth) =>
      anEntry(worker, 'note', { text: `第${nth}条` }, document.log.at(-1) ?? null),
    );
    const others = Array.from({ length: 12 }, () => aReportedCase(worker));
    await Promise.all([
      ...notes.map((note) => push(pick(), { ...document, log: [...document.log, note] })),
      ...others.map((other) => push(pick(), other)),
    ]);
    const held = (await b.as(clerk)('GET', `/records/${document._id}`)).body as CaseDocument;
    expect(held.log.map(({ id }) => id).sort()).toEqual([...document.log, ...notes].map(({ id }) => id).sort());
    const numbers = await Promise.all(
      others.map(async ({ _id }) => ((await a.as(clerk)('GET', `/records/${_id}`)).body as CaseDocument).number),
    );
    expect(new Set([held.number, ...numbers]).size).toBe(others.length + 1);
  });

  it('keep one chain of audit links whole', async () => {
    const installation = aUlid();
    const key = Buffer.alloc(32, 7);
    await signInAt(a, worker.account, { installation, auditKey: key.toString('base64url') });
    const links = aChain({ installation, key }, worker, 12);
    const send = (server: TestServer, from: number, count: number) =>
      server.as(worker)('POST', '/audit/_bulk_docs', { docs: links.slice(from, from + count) });
    // The same links through both, overlapping, each again until it is taken: as two tabs of one device would.
    for (let from = 0; from < links.length; from += 3) await Promise.all([send(a, from, 4), send(b, from, 3)]);
    const { rows } = (await a.opened.stores.audit.changes(0, 100).then(({ changes: all }) => ({
      rows: all.map(({ document }) => document),
    }))) as { rows: readonly { readonly seq?: unknown; readonly mac?: unknown }[] };
    expect(rows.map(({ seq }) => seq).sort((x, y) => Number(x) - Number(y))).toEqual(links.map(({ seq }) => seq));
    expect(new Set(rows.map(({ mac }) => mac))).toEqual(new Set(links.map(({ mac }) => mac)));
  });
});
