import { expect, it } from 'vitest';
import { aReportedCase, aUser } from '../../../shared/testing/builders.ts';
import { cell } from '../live.ts';
import type { Change } from '../rooms/rooms.ts';
import { mending, type MendingParts } from './mending.ts';
import { Refused, Unreachable } from './server-link.ts';

const user = aUser('gridWorker');
const [first, second] = [aReportedCase(user), aReportedCase(user)];

/** Boxes without a seal, a collection that is a map, a centre that answers by `serve`. */
function aDesk(serve: (id: string) => Promise<object>) {
  const boxes = new Map<string, unknown>();
  const here = new Map<string, object>();
  const parts = {
    collections: {
      cases: { storageInstance: { findDocumentsById: ([id = '']) => Promise.resolve([here.get(id)].filter(Boolean)) } },
    },
    rooms: {
      read: async (room: string, id: string) => {
        const value = boxes.get(`${room}/${id}`);
        await new Promise((resolve) => setTimeout(resolve, 2));
        return value;
      },
      readAll: () => Promise.resolve(new Map()),
      write: (changes: readonly Change[]) => {
        for (const change of changes) if ('value' in change) boxes.set(`${change.room}/${change.id}`, change.value);
        return Promise.resolve();
      },
    },
    ledger: { rows: cell(new Map()) },
    link: {
      send: async (path: string) => {
        const document = await serve(decodeURIComponent(path.slice('/records/'.length)));
        return { json: () => Promise.resolve(document) };
      },
    },
    call: () => undefined,
  } as unknown as MendingParts;
  const toFetch = (): readonly string[] => Object.keys(boxes.get('memory/to-fetch') ?? {});
  /** What stood on the list when the ruin was taken away. */
  const listedThen: (readonly string[])[] = [];
  const takeAway = () => {
    listedThen.push(toFetch());
    return Promise.resolve();
  };
  const internals = Promise.resolve({ dexieTable: { delete: takeAway } });
  const broken = (id: string) => ({ collection: 'cases', id, internals }) as never;
  return { parts, here, toFetch, broken, listedThen };
}
const { signal } = new AbortController();

it('keeps on its list what it has fetched until it is found here, and what it could not fetch', async () => {
  let isAway = true;
  const { parts, here, toFetch, broken } = aDesk(() =>
    isAway ? Promise.reject(new Unreachable('away')) : Promise.resolve({ ...first, _rev: '1-a' }),
  );
  const mend = mending(() => undefined);
  mend.start(parts);
  mend.report(broken(first._id));
  await mend.idle();
  const given: string[] = [];
  const refetch = () => mend.refetch((_collection, { _id }) => given.push(_id), signal);
  await expect(refetch()).rejects.toThrow(Unreachable);
  isAway = false;
  // Killed before it was written, or passed over by a replication that had not begun: it is given once more, and missing until it is here.
  expect(await refetch()).toBe(false);
  expect([given, toFetch(), mend.isBroken(first._id)]).toEqual([[first._id], [first._id], true]);
  expect(await refetch()).toBe(false);
  here.set(first._id, { ...first, _meta: { lwt: 1 } });
  expect(await refetch()).toBe(true);
  expect([given, toFetch(), mend.isBroken(first._id)]).toEqual([[first._id, first._id], [], false]);
});

it('mends once more what is damaged once more before it is here again', async () => {
  const { parts, broken, listedThen } = aDesk(() => Promise.resolve(first));
  const mend = mending(() => undefined);
  mend.start(parts);
  for (const _ of ['once', 'once more']) {
    mend.report(broken(first._id));
    mend.report(broken(first._id));
    await mend.idle();
  }
  expect(listedThen).toHaveLength(2);
});

it('puts on its list what it takes away before it does: killed in between, the next start fetches it', async () => {
  const { parts, broken, listedThen } = aDesk(() => Promise.resolve(first));
  const mend = mending(() => undefined);
  mend.start(parts);
  mend.report(broken(first._id));
  await mend.idle();
  expect(listedThen).toEqual([[first._id]]);
});

it('does not forget what is found damaged while another is taken off the list', async () => {
  const gone = new Refused(404, { error: 'not_found', reason: 'missing' }, '/records');
  const { parts, toFetch, broken } = aDesk(() => Promise.reject(gone));
  const mend = mending(() => undefined);
  mend.start(parts);
  mend.report(broken(first._id));
  await mend.idle();
  // The centre shows it no more: off the list, just while the other is put on it.
  const fetching = mend.refetch(() => undefined, signal);
  mend.report(broken(second._id));
  await Promise.all([fetching, mend.idle()]);
  expect(toFetch()).toEqual([second._id]);
});
