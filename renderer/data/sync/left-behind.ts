import { z } from 'zod';
import type { CollectionName } from '../../../shared/domain/document-types.ts';
import { tombstone } from '../collections/local-form.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import type { LocalDocument } from '../collections/schemas.ts';
import { readSince, type ReadTo } from '../collections/store-access.ts';
import type { Pulled } from './feed.ts';
import type { ServerLink } from './server-link.ts';

const PAGE = 500;

const shownRows = z.looseObject({
  rows: z.array(
    z.looseObject({ key: z.string(), value: z.looseObject({ deleted: z.boolean().optional() }).optional() }),
  ),
});

export interface LeftBehindParts {
  readonly collections: LocalCollections;
  readonly link: ServerLink;
  readonly signal: AbortSignal;
}

type Kept = LocalDocument & { readonly unsent?: number };
const isSettled = (document: Kept | null): document is Kept => document !== null && (document.unsent ?? 0) === 0;

/** Whether anything is here that came from the server. */
export async function holdsSome(collections: LocalCollections): Promise<boolean> {
  for (const collection of Object.values(collections)) {
    const { changes } = await readSince<Kept>(collection, undefined, PAGE);
    if ([...changes.values()].some(isSettled)) return true;
  }
  return false;
}

/**
 * What is here and did not come with a walk that replaces it (contract 2 and 3 of `shared/sync`), as what tells RxDB that it goes. Unsent edits stay until they have their answer. The server
 * is asked about the rest once more, page by page: what was taken from us while the walk ended has not come yet, and is ours all the same.
 */
export async function leftBehind(
  { collections, link, signal }: LeftBehindParts,
  came: ReadonlySet<string>,
): Promise<ReadonlyMap<CollectionName, readonly Pulled[]>> {
  const stillShown = async (keys: readonly string[]): Promise<ReadonlySet<string>> => {
    const { rows } = await link.ask(shownRows, '/records/_all_docs', { method: 'POST', json: { keys }, signal });
    return new Set(rows.flatMap(({ key, value }) => (value === undefined || value.deleted === true ? [] : [key])));
  };
  const left = new Map<CollectionName, readonly Pulled[]>();
  for (const name of Object.keys(collections) as CollectionName[]) {
    const going: Pulled[] = [];
    for (let from: ReadTo | undefined; ;) {
      const { changes, to } = await readSince<Kept>(collections[name], from, PAGE);
      const missing = [...changes.values()].filter(isSettled).filter(({ _id }) => !came.has(_id));
      if (missing.length > 0) {
        const shown = await stillShown(missing.map(({ _id }) => _id));
        for (const document of missing) if (!shown.has(document._id)) going.push(tombstone(document));
      }
      if (changes.size < PAGE) break;
      from = to;
    }
    if (going.length > 0) left.set(name, going);
  }
  return left;
}
