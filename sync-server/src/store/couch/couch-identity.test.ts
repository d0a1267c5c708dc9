import { expect, it } from 'vitest';
import type { CouchHttp } from './couch-http.ts';
import { isPutBack } from './couch-identity.ts';
import type { SequenceLog } from './sequence-log.ts';

/** A database that knows none of the revisions that were counted last of one document, and has this leaf of it. */
function counted(rev: string, leaf: { readonly start: number; readonly ids: readonly string[] }) {
  const http = {
    read: (path: string) =>
      Promise.resolve(
        path === '/_revs_diff'
          ? { status: 200, body: { 'counter:1': { missing: [rev] } } }
          : { status: 200, body: [{ ok: { _id: 'counter:1', _rev: 'x', _revisions: leaf } }] },
      ),
  } as unknown as CouchHttp;
  const log = { newest: () => Promise.resolve([{ id: 'counter:1', rev }]) } as unknown as SequenceLog;
  return isPutBack(http, log);
}

it('tells a database that was put back from one that has gone on so far that it forgot the names of former revisions', async () => {
  expect(await counted('5-e', { start: 3, ids: ['c', 'b', 'a'] })).toBe(true);
  expect(await counted('5-e', { start: 6, ids: ['other', 'other', 'd'] })).toBe(true);
  expect(await counted('5-e', { start: 7, ids: ['g', 'f', 'e'] })).toBe(false);
  expect(await counted('5-e', { start: 8, ids: ['h', 'g', 'f'] })).toBe(false);
});
