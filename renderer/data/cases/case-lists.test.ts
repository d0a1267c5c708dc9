import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NATIONAL_ONLY } from '../../../shared/cases/rulebook.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { aCase, aFinding, anEntry, anId, aUser } from '../../../shared/testing/builders.ts';
import { asLocalCase, type LocalCase } from '../collections/local-form.ts';
import { openLocalDatabase, type LocalDatabase } from '../collections/open-database.ts';
import { changeOne } from '../collections/store-access.ts';
import { cell, once, type KnownCell } from '../live.ts';
import { newKeyFile } from '../seal/key-file.ts';
import { caseConflictHandler } from '../sync/conflict.ts';
import type { TrayItem } from '../sync/tray.ts';
import { caseLists, type CaseLists } from './case-lists.ts';

const NOW = Date.parse('2026-11-20T02:00:00.000Z');
const clerk = aUser('communityClerk');
let counter = 0;
let database: LocalDatabase;
let lists: CaseLists;
let tray: KnownCell<ReadonlyMap<string, TrayItem>>;

beforeEach(async () => {
  const { sealer } = await newKeyFile('geheim', { memoryKiB: 64, passes: 1, lanes: 1 }, null);
  database = await openLocalDatabase({
    name: `lists-${String((counter += 1))}`,
    sealer,
    onBroken: () => undefined,
    multiInstance: false,
    only: ['cases'],
    conflictHandlerOf: () => caseConflictHandler(() => false, NATIONAL_ONLY),
  });
  tray = cell<ReadonlyMap<string, TrayItem>>(new Map());
});
afterEach(async () => {
  lists.close();
  await database.close();
});

/** A case last changed so many hours ago; rejected, if it is to be finished. */
function aged(hours: number, isFinished = false): CaseDocument {
  const at = new Date(NOW - hours * 3_600_000).toISOString();
  const report = anEntry(clerk, 'report', { finding: aFinding() }, null, { at });
  return aCase(isFinished ? [report, anEntry(clerk, 'reject', { reason: '重复' }, report, { at })] : [report], {
    _id: anId('case'),
  });
}
const put = async (document: CaseDocument): Promise<string> => {
  await changeOne<LocalCase>(database.collections.cases, document._id, () => asLocalCase(document), 'test');
  return document._id;
};
const start = (): void => {
  lists = caseLists(database.collections.cases, tray);
};
const openIds = async (length: number): Promise<readonly string[]> =>
  (await once(lists.open, (rows) => rows.length === length)).map(({ id }) => id);

describe('the list of open cases', () => {
  it('holds every open case and no other, newest change first', async () => {
    const [old, fresh] = [await put(aged(5)), await put(aged(1))];
    await put(aged(2, true));
    start();
    expect(await openIds(2)).toEqual([fresh, old]);
  });

  it('follows changes one by one: a new case, one that moves up, one that ends', async () => {
    const [first, second] = [aged(5), aged(4)];
    await put(first);
    await put(second);
    start();
    await openIds(2);
    const third = await put(aged(3));
    expect(await openIds(3)).toEqual([third, second._id, first._id]);
    await put({ ...first, changedAt: new Date(NOW).toISOString() });
    expect((await once(lists.open, (rows) => rows[0]?.id === first._id)).map(({ id }) => id)).toEqual([
      first._id,
      third,
      second._id,
    ]);
    await put({ ...second, state: 'void' });
    expect(await openIds(2)).toEqual([first._id, third]);
  });

  it('misses nothing that changes while it is being read', async () => {
    await Promise.all(Array.from({ length: 50 }, () => put(aged(9))));
    start();
    const late = await put(aged(1));
    expect(await openIds(51)).toContain(late);
  });

  it('marks a case while one of its writes lies in the 退回箱', async () => {
    const id = await put(aged(1));
    start();
    await openIds(1);
    tray.set(new Map([['entry', { subject: id } as TrayItem]]));
    expect(lists.open.get()?.[0]?.refused).toBe(true);
    tray.set(new Map());
    expect(lists.open.get()?.[0]?.refused).toBe(false);
  });
});

describe('the time of a case', () => {
  it('is read from the log of one that was written before the centre knew clocks', async () => {
    const { dueAt, warnAt, dueClock, dueSpan, ...old } = aged(1);
    await put(aged(2));
    await put(old);
    start();
    const rows = await once(lists.open, (all) => all.length === 2);
    expect(rows.map(({ due }) => [due.dueClock, Date.parse(due.dueAt ?? '') - NOW])).toEqual([
      ['accept', -45 * 60_000],
      ['accept', -105 * 60_000],
    ]);
  });
});

describe('one case', () => {
  it('is null where there is none, and follows what happens to it', async () => {
    start();
    const document = aged(1);
    expect(await once(lists.one(document._id), () => true)).toBeNull();
    await put(document);
    expect((await once(lists.one(document._id), (one) => one !== null))?._id).toBe(document._id);
  });

  it('is never shown as it was before something was written that nobody listened to', async () => {
    const before = aged(5);
    await put(before);
    start();
    const one = (): ReturnType<CaseLists['one']> => lists.one(before._id);
    expect((await once(one(), (found) => found !== null))?.state).toBe('reported');
    // Left and come back to: at once what was there.
    expect(one().get()).toMatchObject({ state: 'reported' });
    await put({ ...before, state: 'pendingOpen' });
    expect(one().get()).toBeUndefined();
    expect((await once(one(), () => true))?.state).toBe('pendingOpen');
    // Who got hold of it before and listens only now hears the same.
    const held = one();
    await put({ ...before, state: 'pendingDispatch' });
    const leave = held.subscribe(() => undefined);
    await expect.poll(() => held.get()?.state).toBe('pendingDispatch');
    await put({ ...before, state: 'pendingSign' });
    await expect.poll(() => held.get()?.state).toBe('pendingSign');
    leave();
  });

  it('follows what is written while somebody listens', async () => {
    const before = aged(5);
    start();
    const seen: (string | undefined)[] = [];
    const one = lists.one(before._id);
    const leave = one.subscribe(() => seen.push(one.get()?.state));
    await expect.poll(() => one.get()).toBeNull();
    await put(before);
    await put({ ...before, state: 'pendingOpen' });
    await expect.poll(() => seen).toEqual([undefined, 'reported', 'pendingOpen']);
    leave();
  });
});
