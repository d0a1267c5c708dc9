import { afterEach, beforeEach, expect, it } from 'vitest';
import { planAllows, readPlan } from '../../shared/access/read-plan.ts';
import { typesOf } from '../../shared/domain/document-types.ts';
import { personKey, type User } from '../../shared/domain/staff.ts';
import { seededRandom } from '../../shared/lib/random.ts';
import { anId, aUser } from '../../shared/testing/builders.ts';
import type { StoredDocument } from '../src/store/port.ts';
import { aKeeper, type Keeper } from './harness/keeper.ts';
import { startServer, type TestServer } from './harness/start-server.ts';

const GRIDS = ['310115005001001', '310115005001002', '310115005002001'];
const COMMUNITIES = ['310115005001', '310115005002'];
const STEPS = 90;

let a: TestServer;
let b: TestServer;
beforeEach(async () => {
  a = await startServer();
  b = await startServer({ beside: a });
});
afterEach(async () => {
  await b.stop();
  await a.stop();
});

/** What a document said, and from which step on and until which. */
interface Version {
  readonly document: StoredDocument;
  readonly from: number;
  until: number;
}

interface Reader {
  user: User;
  keeper: Keeper;
  /** The step at which what it has now began to be collected. */
  since: number;
}

const planOf = (user: User) => readPlan(user, typesOf('records'));

/**
 * A world of a few people and documents in which everything moves: documents to other places and audiences, people to other posts, feeds cut at any row and taken
 * to another server, whose index is built anew now and then. However it goes, who keeps a copy by the contract ends with exactly what his rights show.
 */
it.each([1, 2, 3])('leaves everybody with what his rights show, and told of nothing else (%i)', async (seed) => {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const someServer = (): TestServer => (random() < 0.5 ? a : b);
  let step = 0;

  const postsOf = (): User['posts'] =>
    random() < 0.6
      ? [{ role: 'gridWorker', scope: pick(GRIDS) }]
      : [{ role: 'communityClerk', scope: pick(COMMUNITIES) }];
  const versions = new Map<string, Version[]>();
  const readers: Reader[] = [];

  const everSince = (id: string, since: number): readonly StoredDocument[] =>
    (versions.get(id) ?? []).filter(({ until }) => until >= since).map(({ document }) => document);

  for (let nth = 0; nth < 4; nth += 1) {
    const user = { ...aUser('gridWorker'), posts: postsOf() };
    await a.add(user);
    const reader: Reader = { user, since: 0, keeper: undefined as unknown as Keeper };
    reader.keeper = aKeeper(a, user, 'records', ({ results, resetBegins }) => {
      if (resetBegins === true) reader.since = step;
      const plan = planOf(reader.user);
      for (const row of results) {
        const shown = everSince(row.id, 0).find(({ _rev }) => _rev === row.changes[0]?.rev);
        // A row says only what his posts show; a removal row names only what they showed since he began to collect.
        if (row.removed !== true)
          expect(shown !== undefined && planAllows(plan, shown), `${step}: ${row.id}`).toBe(true);
        else
          expect(
            everSince(row.id, reader.since).some((one) => planAllows(plan, one)),
            `${step}: ${row.id}`,
          ).toBe(true);
      }
    });
    readers.push(reader);
  }

  const ids = Array.from({ length: 10 }, () => anId('person'));
  const write = async (): Promise<void> => {
    const id = pick(ids);
    const server = someServer();
    const { records } = server.opened.server.databases.served;
    const stored = (await records.store.current([id])).get(id);
    const audience = readers.filter(() => random() < 0.15).map(({ user }) => personKey(user.id));
    const isDeleted = stored !== undefined && stored._deleted !== true && random() < 0.15;
    const content = {
      _id: id,
      type: 'person',
      scope: isDeleted ? stored.scope : pick(GRIDS),
      audience: isDeleted ? stored.audience : audience,
      ...(isDeleted ? { _deleted: true } : {}),
    };
    const [row] = await records.write([stored === undefined ? content : { ...content, _rev: stored._rev }], {
      newEdits: true,
    });
    if (row?.ok !== true) throw new Error('not written');
    const told = versions.get(id) ?? [];
    const last = told.at(-1);
    if (last !== undefined) last.until = step;
    const document = { ...content, _rev: row.rev } as unknown as StoredDocument;
    versions.set(id, [...told, { document, from: step, until: Number.POSITIVE_INFINITY }]);
  };

  const repost = async (reader: Reader): Promise<void> => {
    const posts = postsOf();
    const elsewhere = new Promise<void>((resolve) => {
      b.opened.server.accounts.onChange((account) => {
        if (account === reader.user.account) resolve();
      });
    });
    reader.user = { ...reader.user, posts };
    await a.add(reader.user);
    await elsewhere;
  };

  for (step = 1; step <= STEPS; step += 1) {
    const dice = random();
    if (dice < 0.55) await write();
    else if (dice < 0.93) await pick(readers).keeper.page(1 + Math.floor(random() * 3), someServer());
    else if (dice < 0.97) await repost(pick(readers));
    else {
      await b.stop();
      b = await startServer({ beside: a });
    }
  }

  for (const { keeper, user } of readers) {
    await keeper.catchUp(1 + Math.floor(random() * 4), someServer());
    const plan = planOf(user);
    const shown = [...versions.values()].flatMap((told) => {
      const document = told.at(-1)?.document;
      return document !== undefined && document._deleted !== true && planAllows(plan, document) ? [document] : [];
    });
    expect([...keeper.held].sort()).toEqual(shown.map(({ _id, _rev }) => [_id, _rev]).sort());
  }
});
