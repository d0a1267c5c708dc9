import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ulid } from '../../../shared/lib/ulid.ts';
import { aDocument, anId, fingerprint, putIn, revOf, SCOPE } from './documents-under-test.ts';
import { attachmentsContract } from './store-contract-attachments.ts';
import type { Store, StoreChange, StoredDocument, WriteDocument, WriteRow } from './port.ts';

/** An empty database of a driver's own; `again` is a second handle on the same data. */
export interface StoreUnderTest {
  readonly open: () => Promise<Store>;
  readonly again: () => Promise<Store>;
  /** Handles count for themselves: the same things have other numbers there. */
  readonly countsItself?: true;
  readonly remove: () => Promise<void>;
}

/** A cluster answers from whichever copy is nearest: what is written shows in its counts and in its feed a moment later. */
export const SOON = { timeout: 20_000, interval: 20 };

/** What is read twice alike, a while apart: no copy is behind any more. */
async function settled(read: () => Promise<number>): Promise<number> {
  const before = await read();
  await pause(300);
  return (await read()) === before ? before : settled(read);
}

/** What the server needs of any driver, in one place: a second one is right when this is green. */
export function storeContract(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`the store port over ${name}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeAll(async () => {
      under = await make();
      store = await under.open();
    });
    afterAll(async () => {
      await store.close();
      await under.remove();
    });

    const put = (document: WriteDocument): Promise<string> => putIn(store, document);
    /** Each of two writers came first to a copy of its own: a branch, which no more than one of them may take for its victory. */
    const haveBranched = async (id: string, rows: readonly (readonly WriteRow[])[]): Promise<boolean> => {
      if (!rows.every(([row]) => row?.ok === true)) return false;
      expect(under.countsItself).toBe(true);
      expect(rows.some(([row]) => row?.ok === true && row.isUnsure === true)).toBe(true);
      await expect.poll(async () => (await store.living(id)).length, SOON).toBe(rows.length);
      return true;
    };
    const here = async (): Promise<number> => (await store.info()).head;
    const since = async (after: number): Promise<readonly StoreChange[]> => {
      const { changes } = await store.changes(after, 1_000);
      for (const { document, text } of changes) if (text !== undefined) expect(JSON.parse(text)).toEqual(document);
      return changes;
    };

    describe('changes', () => {
      it('come in order, in pages that join without a gap, up to the head', async () => {
        const start = await here();
        const documents = Array.from({ length: 7 }, (_none, nth) => aDocument({ nth }));
        await store.write(documents, { newEdits: true });
        const found: StoreChange[] = [];
        let after = start;
        for (let pages = 0; pages < 20; pages += 1) {
          const page = await store.changes(after, 3);
          expect(page.changes.length).toBeLessThanOrEqual(3);
          if (page.changes.length === 3) expect(page.last).toBe(page.changes.at(-1)?.seq);
          found.push(...page.changes);
          if (page.changes.length === 0) break;
          after = page.last;
        }
        expect(new Set(found.map(({ document }) => document._id))).toEqual(new Set(documents.map(({ _id }) => _id)));
        expect(found).toHaveLength(7);
        expect(found.map(({ seq }) => seq)).toEqual(found.map(({ seq }) => seq).sort((a, b) => a - b));
        expect(await here()).toBe(after);
        expect(await store.changes(after, 3)).toEqual({ changes: [], last: after });
      });

      it('tell only the newest of each document, at its newest place', async () => {
        const start = await here();
        const one = aDocument({ text: 'first' });
        const first = await put(one);
        const other = aDocument();
        await put(other);
        const second = await put({ ...one, _rev: first, text: 'second' });
        const rows = await since(start);
        // Of two documents none need come first: a cluster tells of each part of itself in turn.
        expect(rows.map(({ document }) => document._id).sort()).toEqual([other._id, one._id].sort());
        expect(rows.find(({ document }) => document._id === one._id)?.document).toMatchObject({
          _rev: second,
          text: 'second',
          type: 'case',
          scope: SCOPE,
        });
      });

      it('tell tombstones with their type and place', async () => {
        const start = await here();
        const one = aDocument({ audience: ['dept:roads'], text: 'gone' });
        const rev = await put(one);
        await put({ _id: one._id, _rev: rev, _deleted: true, type: 'case', scope: SCOPE, audience: ['dept:roads'] });
        const rows = await since(start);
        expect(rows).toHaveLength(1);
        const tombstone = { _id: one._id, _deleted: true, type: 'case', scope: SCOPE, audience: ['dept:roads'] };
        expect(rows[0]?.document).toMatchObject(tombstone);
        expect(rows[0]?.document).not.toHaveProperty('text');
        expect((await store.current([one._id])).get(one._id)).toMatchObject(tombstone);
      });

      it('tell what was written as it will be read, with what went with it and what others wrote between', async () => {
        const other = await under.again();
        const start = await here();
        const one = aDocument({ nested: { deep: [1, null, '二'] }, nothing: undefined });
        const line = aDocument({ _id: anId('change'), type: 'change', subject: one._id });
        const [row] = await store.writeWith([{ document: one, beside: [line] }]);
        const elsewhere = aDocument({ text: 'elsewhere' });
        await other.write([elsewhere], { newEdits: true });
        const tellsAll = async (count: number): Promise<void> => {
          const rows = await since(start);
          const read = await store.current(rows.map(({ document }) => document._id));
          expect(rows.map(({ document }) => document)).toEqual(rows.map(({ document }) => read.get(document._id)));
          expect(rows).toHaveLength(count);
        };
        await tellsAll(3);
        await put({ ...one, _rev: revOf(row), text: 'on top' });
        const branch = `2-${fingerprint('branch')}`;
        const revisions = { start: 2, ids: [fingerprint('branch'), revOf(row).slice(2)] };
        await store.write([{ ...one, _rev: branch, _revisions: revisions }], { newEdits: false });
        await tellsAll(3);
        if (under.countsItself === true) await other.close();
      });

      it('are announced after every write, until one no longer listens', async () => {
        let heard = 0;
        const stop = store.onChange(() => {
          heard += 1;
        });
        const one = aDocument();
        await put(one);
        expect(heard).toBeGreaterThanOrEqual(1);
        expect(await store.write([one], { newEdits: true })).toMatchObject([{ ok: false }]);
        // The feed of a CouchDB may tell of what was written before as well.
        if (under.countsItself !== true) expect(heard).toBe(1);
        stop();
        const before = heard;
        await put(aDocument());
        expect(heard).toBe(before);
      });

      it('count documents without tombstones', async () => {
        const documents = await settled(async () => (await store.info()).documents);
        const one = aDocument();
        const rev = await put(one);
        await put(aDocument());
        await expect.poll(async () => (await store.info()).documents - documents, SOON).toBe(2);
        await put({ _id: one._id, _rev: rev, _deleted: true, type: 'case', scope: SCOPE });
        await expect.poll(async () => (await store.info()).documents - documents, SOON).toBe(1);
      });
    });

    describe('reading', () => {
      it('gives what is in force, and leaves out what is not there', async () => {
        const one = aDocument({ text: '内容', nested: { deep: [1, null, '二'] } });
        const rev = await put(one);
        const found = await store.current([anId(), one._id]);
        expect([...found.entries()]).toEqual([[one._id, { ...one, _rev: rev }]]);
        expect(await store.current([])).toEqual(new Map());
      });

      it('opens by revision, and the newest descendant of one', async () => {
        const one = aDocument({ text: 'first' });
        const first = await put(one);
        const second = await put({ ...one, _rev: first, text: 'second' });
        expect(await store.open(one._id, {})).toMatchObject({ _rev: second, text: 'second' });
        expect(await store.open(one._id, { rev: first, latest: true })).toMatchObject({ _rev: second });
        for (const rev of [`9-${fingerprint('x')}`, `1-${fingerprint('x')}`, 'null', '']) {
          expect(await store.open(one._id, { rev })).toBeNull();
          expect(await store.open(one._id, { rev, latest: true })).toBeNull();
        }
        expect(await store.open(anId(), {})).toBeNull();
        expect(await store.open(one._id, { revisions: true })).toMatchObject({
          _revisions: { start: 2, ids: [second.slice(2), first.slice(2)] },
        });
      });

      it('has nothing under a name of the database’s own, or that leads elsewhere', async () => {
        for (const id of ['_bulk_get', '_security', '_changes', '_design/x', '.', '..', 'half \ud800']) {
          expect([id, await store.open(id, {}), await store.leaves(id)]).toEqual([id, null, []]);
          expect([id, [...(await store.current([id]))]]).toEqual([id, []]);
        }
      });

      it('says no to a deleted document, but opens its tombstone by revision', async () => {
        const one = aDocument();
        const rev = await put(one);
        const gone = await put({ _id: one._id, _rev: rev, _deleted: true, type: 'case', scope: SCOPE });
        expect(await store.open(one._id, {})).toBeNull();
        expect(await store.open(one._id, { rev: gone })).toMatchObject({ _deleted: true, type: 'case' });
      });

      it('says which revisions are missing', async () => {
        const one = aDocument();
        const rev = await put(one);
        const [nobody, next] = [anId(), `2-${fingerprint('next')}`];
        await expect
          .poll(() => store.revsDiff({ [one._id]: [rev, next], [nobody]: [rev] }), SOON)
          .toMatchObject({ [one._id]: { missing: [next] }, [nobody]: { missing: [rev] } });
        await expect.poll(() => store.revsDiff({ [one._id]: [rev] }), SOON).toEqual({});
      });

      it('finds ids and the last document under a prefix', async () => {
        const chain = `audit:${ulid(Date.now(), Math.random)}`;
        const link = (seq: number): WriteDocument =>
          aDocument({ _id: `${chain}:${String(seq).padStart(10, '0')}`, type: 'audit', seq });
        await store.write([link(9), link(10), link(2)], { newEdits: true });
        await put(aDocument({ _id: `${chain}x:0000000099` }));
        const ids = (): Promise<readonly string[]> => store.idsUnder(`${chain}:`);
        const last = (): Promise<StoredDocument | null> => store.lastUnder(`${chain}:`);
        await expect.poll(ids, SOON).toEqual([link(2)._id, link(9)._id, link(10)._id]);
        await expect.poll(last, SOON).toMatchObject({ seq: 10 });
        expect(await store.lastUnder('nothing:')).toBeNull();
        expect(await store.idsUnder('nothing:')).toEqual([]);
        const [{ _rev = '' } = {}] = (await store.current([link(10)._id])).values();
        await put({ _id: link(10)._id, _rev, _deleted: true, type: 'audit', scope: SCOPE });
        await expect.poll(ids, SOON).toEqual([link(2)._id, link(9)._id]);
        await expect.poll(last, SOON).toMatchObject({ seq: 9 });
      });
    });

    describe('writing', () => {
      it('answers one row per document, in order, and a refused one hinders no other', async () => {
        const taken = aDocument();
        await put(taken);
        const [first, last] = [aDocument(), aDocument()];
        const rows = await store.write([first, { ...taken, text: 'again' }, last], { newEdits: true });
        expect(rows).toMatchObject([
          { ok: true, id: first._id },
          { ok: false, id: taken._id, error: 'conflict' },
          { ok: true, id: last._id },
        ]);
        expect((await store.current([taken._id])).get(taken._id)).not.toHaveProperty('text');
        expect(await store.write([], { newEdits: true })).toEqual([]);
      });

      it('lets one of two writers on the same revision win, and tells the other', async () => {
        const one = aDocument();
        const rev = await put(one);
        const rows = await Promise.all(
          ['a', 'b'].map((text) => store.write([{ ...one, _rev: rev, text }], { newEdits: true })),
        );
        if (await haveBranched(one._id, rows)) return;
        expect(rows.map(([row]) => row?.ok).sort()).toEqual([false, true]);
        const text = rows[0]?.[0]?.ok === true ? 'a' : 'b';
        expect((await store.current([one._id])).get(one._id)).toMatchObject({ text });
      });

      it('writes on top of a tombstone, by its revision or by none, and of no older one', async () => {
        const one = aDocument({ text: 'first' });
        for (const named of [true, false]) {
          const rev = await put({ ...one, _id: `${one._id}${String(named)}` });
          const mine = { ...one, _id: `${one._id}${String(named)}` };
          const gone = await put({ ...mine, _rev: rev, _deleted: true });
          expect(await store.write([{ ...mine, _rev: rev }], { newEdits: true })).toMatchObject([
            { error: 'conflict' },
          ]);
          expect(await put({ ...mine, ...(named ? { _rev: gone } : {}), text: 'again' })).toMatch(/^3-/);
          expect((await store.current([mine._id])).get(mine._id)).toMatchObject({ text: 'again' });
        }
      });

      it('takes revisions as they come without new edits, twice like once', async () => {
        const one = aDocument({ text: 'theirs' });
        const ids = ['c', 'b', 'a'].map(fingerprint);
        const theirs: WriteDocument = { ...one, _rev: `3-${ids[0] ?? ''}`, _revisions: { start: 3, ids } };
        expect(await store.write([theirs], { newEdits: false })).toEqual([{ ok: true, id: one._id, rev: theirs._rev }]);
        const after = await here();
        expect(await store.write([theirs], { newEdits: false })).toEqual([{ ok: true, id: one._id, rev: theirs._rev }]);
        expect(await store.current([one._id])).toEqual(new Map([[one._id, { ...one, _rev: theirs._rev }]]));
        expect(await since(after)).toEqual([]);
        const next = await put({ ...one, _rev: theirs._rev ?? '', text: 'ours' });
        expect(next).toMatch(/^4-/);
        expect(await store.leaves(one._id)).toEqual([next]);
      });

      it('keeps both leaves of a conflict, the winner first, everywhere the same', async () => {
        const one = aDocument();
        const rev = await put(one);
        const leaf = (letter: string): WriteDocument => {
          const id = letter.repeat(32);
          return { ...one, text: letter, _rev: `2-${id}`, _revisions: { start: 2, ids: [id, rev.slice(2)] } };
        };
        await store.write([leaf('b'), leaf('a')], { newEdits: false });
        expect(await store.leaves(one._id)).toEqual([leaf('b')._rev, leaf('a')._rev]);
        expect((await store.current([one._id])).get(one._id)).toMatchObject({ text: 'b' });
        expect(await store.open(one._id, { rev: leaf('a')._rev ?? '' })).toMatchObject({ text: 'a' });
        expect(await store.leaves(anId())).toEqual([]);
      });
    });

    describe('what is written beside a document', () => {
      const line = (subject: string, changes: object = {}): WriteDocument => ({
        ...aDocument({ _id: anId('change'), type: 'change' }),
        subject,
        ...changes,
      });
      const areThere = async (...documents: readonly WriteDocument[]): Promise<readonly boolean[]> => {
        const found = await store.current(documents.map(({ _id }) => _id));
        return documents.map(({ _id }) => found.has(_id));
      };

      it('goes with it, where that is refused not at all, and holds up nobody else', async () => {
        const [one, other] = [aDocument(), aDocument()];
        const rev = await put(other);
        const [first, second, third] = [line(one._id), line(one._id), line(other._id)];
        const start = await here();
        const rows = await store.writeWith([
          { document: one, beside: [first, second] },
          { document: { ...other, _rev: `1-${fingerprint('never')}`, text: 'stale' }, beside: [third] },
          { document: { ...aDocument(), text: 'alone' }, beside: [] },
        ]);
        expect(rows.map(({ ok }) => ok)).toEqual([true, false, true]);
        expect(await areThere(one, first, second, third)).toEqual([true, true, true, false]);
        expect((await store.current([other._id])).get(other._id)).toMatchObject({ _rev: rev });
        expect(await since(start)).toHaveLength(4);
        expect(await store.writeWith([])).toEqual([]);
      });

      it('leaves what lies under its id as it is', async () => {
        const one = aDocument();
        const there = line('somebody', { text: 'there' });
        const rev = await put(there);
        const [row] = await store.writeWith([{ document: one, beside: [{ ...there, text: 'again' }] }]);
        expect(row?.ok).toBe(true);
        expect((await store.current([there._id])).get(there._id)).toEqual({ ...there, _rev: rev });
      });

      it('stands beside the one that wins, whichever handle that came by', async () => {
        const other = await under.again();
        for (const handles of [
          [store, store],
          [store, other],
        ] as const) {
          const one = aDocument();
          const rev = await put(one);
          const lines = [line(one._id), line(one._id)];
          const rows = await Promise.all(
            handles.map((handle, nth) =>
              handle.writeWith([{ document: { ...one, _rev: rev, nth }, beside: lines.slice(nth, nth + 1) }]),
            ),
          );
          const won = rows.map(([row]) => row?.ok);
          expect([...won].sort()).toEqual([false, true]);
          expect(await areThere(...lines)).toEqual(won);
        }
        if (under.countsItself === true) await other.close();
      });
    });

    attachmentsContract(() => store);

    describe('local documents', () => {
      it('are put on top of their revision, read and removed, and change nothing else', async () => {
        const start = await here();
        const { local } = store;
        const name = `person/${anId()}`;
        expect(await local.get(name)).toBeNull();
        const first = await local.put(name, { last: 1 });
        expect(first).toEqual(expect.any(String));
        expect(await local.put(name, { last: 2 })).toBeNull();
        const second = await local.put(name, { _rev: first ?? '', last: 2 });
        expect(await local.get(name)).toMatchObject({ last: 2, _rev: second });
        expect(await local.remove(name, first ?? '')).toBe('conflict');
        expect(await local.remove(name, second ?? '')).toBe('removed');
        expect(await local.remove(name, second ?? '')).toBe('missing');
        expect(await since(start)).toEqual([]);
      });
    });

    describe('two handles on one store', () => {
      it('see each other’s writes, and only one of two wins', async () => {
        const other = await under.again();
        const isAlike = under.countsItself !== true;
        expect(other.uuid).toBe(store.uuid);
        expect(other.count === store.count).toBe(isAlike);
        const one = aDocument({ text: 'first' });
        const rev = await put(one);
        expect((await other.current([one._id])).get(one._id)).toMatchObject({ _rev: rev });
        const start = await here();
        const otherStart = (await other.info()).head;
        if (isAlike) expect(otherStart).toBe(start);
        const rows = await Promise.all(
          [store, other].map((handle, nth) =>
            handle.write([{ ...one, _rev: rev, text: `by ${nth}` }], { newEdits: true }),
          ),
        );
        if (await haveBranched(one._id, rows)) {
          await other.close();
          return;
        }
        expect(rows.map(([row]) => row?.ok).sort()).toEqual([false, true]);
        const [theirs, ours] = await Promise.all([other.changes(otherStart, 10), store.changes(start, 10)]);
        expect(theirs.changes.map(({ document }) => document)).toEqual(ours.changes.map(({ document }) => document));
        expect(ours.changes).toHaveLength(1);
        if (isAlike) expect([theirs.last, theirs.changes[0]?.seq]).toEqual([ours.last, ours.changes[0]?.seq]);
        else await other.close();
      });

      it('that count for themselves find in their own count what happened since a mark of the other', async () => {
        const other = await under.again();
        if (store.marks === undefined || other.marks === undefined) {
          expect(other.count).toBe('');
          return;
        }
        const [kept, changed] = [aDocument(), aDocument()];
        const empty = await here();
        const [, rev] = (await store.write([kept, changed], { newEdits: true })).map(revOf);
        await expect.poll(here, SOON).toBe(empty + 2);
        const mark = store.marks.at(empty + 2);
        await expect
          .poll(async () => ({ head: (await other.info()).head, found: await other.marks?.since(mark) }), SOON)
          .toMatchObject({ found: { changed: { ids: new Set() } } });
        const before = (await other.info()).head;
        expect(await other.marks.since(mark)).toMatchObject({ changed: { ids: new Set(), first: before + 1 } });
        await put({ ...changed, _rev: rev ?? '' });
        await expect.poll(async () => (await other.info()).head, SOON).toBe(before + 1);
        const head = before + 1;
        const found = await other.marks.since(mark);
        expect(found?.changed).toEqual({ ids: new Set([changed._id]), first: head });
        expect(found?.floor).toBeLessThan(head);
        const { changes } = await other.changes(head - 1, 10);
        expect(changes.map(({ document }) => document._id)).toEqual([changed._id]);
        expect(await other.marks.since('["no sequence",0]')).toBeNull();
        await other.close();
      });
    });
  });
}
