import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HandoverDocument } from '../../shared/domain/handover.ts';
import { personKey, type User } from '../../shared/domain/staff.ts';
import type { BulkRow } from '../../shared/sync/wire.ts';
import { aHandover } from '../../shared/testing/a-handover.ts';
import {
  actorOf,
  aFinding,
  anEntry,
  anId,
  aReportedCase,
  aUser,
  aUlid,
  COMMUNITY,
  GRID,
  OTHER_GRID,
  START_MS,
  STREET,
} from '../../shared/testing/builders.ts';
import { aPhotoOf, aThumbOf } from './harness/jpegs.ts';
import { startServer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const worker = aUser('gridWorker');
const colleague = aUser('gridWorker');
const nextDoor = aUser('gridWorker', { scope: OTHER_GRID });
const clerk = aUser('communityClerk');
const clerkNextDoor = aUser('communityClerk', { scope: OTHER_GRID.slice(0, 12) });
const department = aUser('department');
const street = aUser('streetClerk');
const dispatcher = aUser('dispatcher');
const admin = aUser('systemAdmin');
const NEAR_GRID = `${OTHER_GRID.slice(0, 12)}009`;
const at = new Date(START_MS).toISOString();

beforeAll(async () => {
  server = await startServer();
  const everybody = [worker, colleague, nextDoor, clerk, clerkNextDoor, street, department, dispatcher, admin];
  await Promise.all(everybody.map((user) => server.add(user)));
});
afterAll(() => server.stop());

const seed = async (...documents: readonly { readonly _id: string }[]): Promise<void> => {
  await server.opened.server.databases.served.records.write(documents, { newEdits: true });
};
const head = (type: string, scope: string) => ({
  _id: anId(type),
  type,
  scope,
  schema: 1,
  provenance: { createdAt: at, createdBy: 'test', createdDevice: 'test', source: 'test' },
  state: 'effective',
});
const aPerson = (scope: string, changes: object = {}) => ({
  ...head('person', scope),
  ...{ name: '严立诚', sex: '1', idKind: '居民身份证', class: 'resident', life: 'living' },
  ...changes,
});
const push = async (user: User, document: object, database = 'records'): Promise<BulkRow> => {
  const { body } = await server.as(user)('POST', `/${database}/_bulk_docs?returns=docs`, { docs: [document] });
  return (body as BulkRow[])[0] as BulkRow;
};
const served = async (user: User, id: string): Promise<(HandoverDocument & { readonly _rev: string }) | null> => {
  const { status, body } = await server.as(user)('GET', `/records/${id}`);
  return status === 200 ? (body as HandoverDocument & { readonly _rev: string }) : null;
};
const decision = (user: User, state: 'adopted' | 'declined', more: object = {}) => ({
  state,
  decidedBy: actorOf(user),
  decidedAt: at,
  ...more,
});

describe('a hand-over', () => {
  it('lies where its subject lies now, and nothing of the subject changes', async () => {
    const person = aPerson(OTHER_GRID, { workplace: '船厂' });
    await seed(person);
    const brought = aHandover(worker, person._id);
    // Who may see it and when it was taken is not his to say.
    const claimed = { audience: [personKey(worker.id)], takenAt: '2001-01-01T00:00:00.000Z' };
    expect(await push(worker, { ...brought, ...claimed })).toMatchObject({ ok: true });
    const lies = await served(nextDoor, brought._id);
    expect(lies).toMatchObject({ ...brought, scope: OTHER_GRID });
    expect(lies?.takenAt).not.toBe(claimed.takenAt);
    expect(await served(worker, brought._id)).toBeNull();
    expect(await served(nextDoor, person._id)).toMatchObject({
      workplace: '船厂',
      _rev: expect.stringMatching(/^1-/) as string,
    });
  });

  it('is answered alike whether its subject is out of sight, in sight of nobody, or nowhere, and described to nobody who may not see it', async () => {
    const hidden = aPerson(OTHER_GRID);
    await seed(hidden);
    const nowhere = anId('person');
    const tried = [hidden._id, nowhere].flatMap((subject) => [OTHER_GRID, GRID].map((scope) => ({ subject, scope })));
    const answers = await Promise.all(
      tried.map(async ({ subject, scope }) => {
        const brought = aHandover(worker, subject, { scope });
        const row = await push(worker, brought);
        expect(await push(worker, brought)).toEqual(row);
        expect(await served(worker, brought._id)).toBeNull();
        return JSON.stringify(row)
          .replaceAll(brought._id, 'ID')
          .replace(/1-[0-9a-f]{32}/, 'REV');
      }),
    );
    expect(new Set(answers)).toEqual(new Set(['{"id":"ID","ok":true,"rev":"REV"}']));
  });

  it('of a subject that is nowhere lies above its author’s sight of where he knew it, under nobody else’s keys, and goes to its subject when that comes', async () => {
    const subject = anId('person');
    const brought = aHandover(worker, subject, { audience: [personKey(nextDoor.id)] });
    expect(await push(worker, brought)).toMatchObject({ ok: true });
    expect(await served(clerk, brought._id)).toMatchObject({ scope: COMMUNITY });
    expect([await served(colleague, brought._id), await served(nextDoor, brought._id)]).toEqual([null, null]);
    // Out of his sight he may say where it is: it lies there.
    const elsewhere = aHandover(worker, anId('person'), { scope: OTHER_GRID });
    await push(worker, elsewhere);
    expect(await served(nextDoor, elsewhere._id)).toMatchObject({ scope: OTHER_GRID });
    expect(await push(nextDoor, aPerson(OTHER_GRID, { _id: subject }))).toMatchObject({ ok: true });
    expect(await served(nextDoor, brought._id)).toMatchObject({ scope: OTHER_GRID });
    expect(await served(clerk, brought._id)).toBeNull();
  });

  it('goes to where its subject is moved to while it is judged', async () => {
    const subjects = Array.from({ length: 12 }, () => aPerson(GRID));
    const rows = await Promise.all(subjects.map((person) => push(street, person)));
    await Promise.all(
      subjects.map(async (person, at) => {
        const brought = aHandover(worker, person._id);
        const move = push(street, { ...person, scope: OTHER_GRID, _rev: rows[at]?.rev });
        expect(await push(worker, brought)).toMatchObject({ ok: true });
        expect(await move).toMatchObject({ ok: true });
        expect(await served(nextDoor, brought._id)).toMatchObject({ scope: OTHER_GRID });
      }),
    );
  });

  it('moves on with its subject, decided or not, also when the move is said twice; nothing else of it changes', async () => {
    const person = aPerson(OTHER_GRID);
    const found = aReportedCase(clerkNextDoor, { gridCode: OTHER_GRID });
    await seed(person);
    expect(await push(clerkNextDoor, found)).toMatchObject({ ok: true });
    const [open, decided, ofCase] = [
      aHandover(worker, person._id),
      aHandover(worker, person._id),
      aHandover(worker, found._id),
    ];
    for (const one of [open, decided, ofCase]) expect(await push(worker, one)).toMatchObject({ ok: true });
    const there = await served(nextDoor, decided._id);
    expect(await push(nextDoor, { ...there, ...decision(nextDoor, 'adopted') })).toMatchObject({ ok: true });
    const before = await served(nextDoor, open._id);

    const now = await served(clerkNextDoor, person._id);
    const move = { ...now, scope: GRID };
    const row = await push(street, move);
    expect(row).toMatchObject({ ok: true });
    expect(await push(street, { ...move, _rev: row.rev })).toMatchObject({ ok: true });
    const { _rev: _was, scope: _old, ...same } = before ?? {};
    expect(await served(worker, open._id)).toMatchObject({ ...same, scope: GRID });
    expect(await served(worker, decided._id)).toMatchObject({ state: 'adopted', scope: GRID });
    expect([await served(nextDoor, open._id), await served(nextDoor, decided._id)]).toEqual([null, null]);

    const held = await served(clerkNextDoor, found._id);
    const log = (held as unknown as { readonly log: ReturnType<typeof anEntry>[] }).log;
    const correction = anEntry(
      clerkNextDoor,
      'correct',
      { finding: aFinding({ gridCode: NEAR_GRID }) },
      log.at(-1) ?? null,
    );
    expect(await push(clerkNextDoor, { ...held, log: [...log, correction] })).toMatchObject({ ok: true });
    expect(await served(nextDoor, ofCase._id)).toBeNull();
    expect(await served(clerkNextDoor, ofCase._id)).toMatchObject({ scope: NEAR_GRID });
  });

  it('of a care file or a case is as closed as these', async () => {
    const file = {
      ...head('careFile', OTHER_GRID),
      kind: 'mental',
      person: anId('person'),
      personName: '某',
      since: '2026-01-01',
      values: {},
    };
    const found = { ...aReportedCase(nextDoor, { gridCode: OTHER_GRID }), scope: OTHER_GRID, audience: ['dept:roads'] };
    await seed(file, found);
    const [ofFile, ofCase] = [aHandover(clerk, file._id), aHandover(worker, found._id)];
    expect(await push(clerk, ofFile)).toMatchObject({ ok: true });
    expect(await push(worker, ofCase)).toMatchObject({ ok: true });
    expect(await served(nextDoor, ofFile._id)).toBeNull();
    expect(await served(clerkNextDoor, ofFile._id)).toMatchObject({ type: 'careHandover' });
    expect(await served(department, ofCase._id)).toMatchObject({ type: 'caseHandover', audience: ['dept:roads'] });
  });

  it.each<[string, User, (brought: HandoverDocument) => object, string]>([
    ['somebody else’s', colleague, (brought) => brought, 'author'],
    [
      'one signed by another inside',
      worker,
      ({ change, ...brought }) => ({ ...brought, change: { ...change, by: actorOf(colleague) } }),
      'shape',
    ],
    ['one under another id than its edit', worker, (brought) => ({ ...brought, _id: `handover:${aUlid()}` }), 'shape'],
    ['one that decides itself', worker, (brought) => ({ ...brought, ...decision(worker, 'adopted') }), 'shape'],
    [
      'one about a care file under the looser type',
      worker,
      (brought) => ({ ...brought, subject: anId('careFile') }),
      'shape',
    ],
    [
      'one with the edit of a case for a record',
      worker,
      ({ change: _edit, ...brought }) => ({ ...brought, entry: anEntry(worker, 'note') }),
      'shape',
    ],
    ['a deletion', worker, ({ _id }) => ({ _id, _deleted: true }), 'deletion'],
  ])('is not taken: %s', async (_name, user, made, code) => {
    const brought = aHandover(worker, anId('person'));
    expect(await push(user, made(brought))).toMatchObject({ error: 'forbidden', refusal: { code } });
  });

  it('is taken only from who may write such a record', async () => {
    expect(await push(dispatcher, aHandover(dispatcher, anId('person')))).toMatchObject({ refusal: { code: 'type' } });
    expect(await push(worker, aHandover(worker, anId('careFile')))).toMatchObject({ refusal: { code: 'type' } });
    expect(await push(admin, aHandover(admin, anId('building'), { scope: STREET }))).toMatchObject({ ok: true });
  });
});

describe('a decision', () => {
  const handedOver = async () => {
    const person = aPerson(OTHER_GRID);
    await seed(person);
    const brought = aHandover(worker, person._id);
    await push(worker, brought);
    const there = await served(nextDoor, brought._id);
    if (there === null) throw new Error('it is in the tray of the new owner');
    return { brought, there };
  };

  it('is written by who may write there, stands in the history, and is not undone by the same thing sent again', async () => {
    const { brought, there } = await handedOver();
    const row = await push(nextDoor, { ...there, ...decision(nextDoor, 'declined', { reason: '已经搬走' }) });
    expect(row).toMatchObject({ ok: true, document: { state: 'declined', reason: '已经搬走' } });
    expect(await push(worker, brought)).toMatchObject({ ok: true, rev: expect.stringMatching(/^1-/) as string });
    expect(await served(nextDoor, brought._id)).toMatchObject({ state: 'declined' });
    const { text } = await server.as(nextDoor)('GET', '/records/_all_docs?include_docs=true');
    expect(text).toContain(`"subject":"${brought._id}"`);
  });

  it('changes nothing else, and is signed by who makes it', async () => {
    const { there } = await handedOver();
    const decided = { ...there, ...decision(nextDoor, 'adopted') };
    for (const wrong of [
      { title: '别的' },
      { change: { ...there.change, fields: [] } },
      { scope: `${OTHER_GRID.slice(0, 12)}001`, by: actorOf(nextDoor) },
    ])
      expect(await push(nextDoor, { ...decided, ...wrong })).toMatchObject({ error: 'forbidden' });
    expect(await push(nextDoor, { ...there, ...decision(worker, 'adopted') })).toMatchObject({
      refusal: { code: 'author' },
    });
    expect(await push(nextDoor, decided)).toMatchObject({ ok: true });
  });

  it('is nobody’s who may not write there, and he hears what he would hear of one that is nowhere', async () => {
    const { there } = await handedOver();
    const tried = await push(colleague, { ...there, ...decision(colleague, 'adopted') });
    const id = `handover:${aUlid()}`;
    const unknown = await push(colleague, { ...there, _id: id, ...decision(colleague, 'adopted') });
    expect(JSON.stringify(tried).replaceAll(there._id, 'ID')).toBe(JSON.stringify(unknown).replaceAll(id, 'ID'));
  });
});

describe('a photo of a case that left its author’s sight', () => {
  const photoOf = (found: { readonly _id: string }, author = worker) => {
    const photo = aPhotoOf(author, found._id);
    return { photo, thumb: aThumbOf(author, photo), named: [{ id: photo._id, kind: 'near', takenAt: at }] };
  };
  const sees = async (user: User, id: string): Promise<boolean> =>
    (await server.as(user)('GET', `/evidence/${id}`)).status === 200;

  it('is taken once its author has handed over the step that names it, and belongs to who sees the case', async () => {
    const found = { ...aReportedCase(nextDoor, { gridCode: OTHER_GRID }), audience: [] };
    await seed(found);
    const { photo, thumb, named } = photoOf(found);
    expect(await push(worker, photo, 'evidence')).toMatchObject({ refusal: { code: 'subject' } });
    await push(worker, aHandover(worker, found._id, { photos: named }));
    for (const one of [photo, thumb]) {
      expect(await push(worker, one, 'evidence')).toMatchObject({ ok: true });
      expect([await sees(nextDoor, one._id), await sees(worker, one._id)]).toEqual([true, false]);
    }
    const another = photoOf(found, colleague);
    await push(colleague, aHandover(colleague, anId('case'), { photos: another.named }));
    expect(await push(colleague, another.photo, 'evidence')).toMatchObject({ refusal: { code: 'subject' } });
  });

  it('is taken when its step was delivered before the case left', async () => {
    const { photo, named } = photoOf({ _id: anId('case') });
    const step = anEntry(worker, 'note', { text: '补一张', photos: named });
    const found = aReportedCase(nextDoor, { gridCode: OTHER_GRID });
    await seed({ ...found, _id: photo.subject, audience: [], log: [...found.log, step] } as never);
    expect(await push(worker, photo, 'evidence')).toMatchObject({ ok: true });
  });
});
