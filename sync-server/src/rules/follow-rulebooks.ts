import { createHash } from 'node:crypto';
import type { Rulebooks } from '../../../shared/cases/rulebook.ts';
import { shelfOf, type Shelf } from '../../../shared/cases/shelf.ts';
import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import type { Follower } from '../feed/follower.ts';
import type { CoveringIndex } from '../index/covering-index.ts';
import { ofType } from '../index/index-keys.ts';

const PAGE = 100;

/** Tables that decide when something in an open case is due, or comes due by itself. */
const TIMED: ReadonlySet<CatalogDocument['kind']> = new Set(['caseRules', 'calendar', 'dispatchRules', 'departments']);

export interface PresentRules {
  readonly shelf: Shelf;
  /** The same for the same versions of the same timed tables, on every server. */
  readonly mark: string;
}

export interface FollowedRulebooks {
  /** The rulebooks of everything that has been written before the call and applied to the index. */
  readonly present: () => Promise<PresentRules>;
  readonly close: () => void;
}

async function catalogsIn(index: CoveringIndex): Promise<readonly CatalogDocument[]> {
  const catalogs: CatalogDocument[] = [];
  for (let after = ''; ;) {
    const rows = await index.page(ofType('catalog'), after, PAGE);
    catalogs.push(...rows.map(({ document }) => document as unknown as CatalogDocument));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return catalogs;
    ({ after } = last);
  }
}

/** The rulebooks that the catalogues of an installation make. */
export const rulebooksIn = async (index: CoveringIndex): Promise<Rulebooks> => shelfOf(await catalogsIn(index)).of;

async function presentIn(index: CoveringIndex): Promise<PresentRules> {
  const catalogs = await catalogsIn(index);
  const hash = createHash('sha256');
  const timed = catalogs.filter(({ kind }) => TIMED.has(kind));
  for (const { _id, _rev } of timed.sort((a, b) => (a._id < b._id ? -1 : 1))) hash.update(`${_id} ${String(_rev)}\n`);
  return { shelf: shelfOf(catalogs), mark: hash.digest('hex') };
}

/** Keeps the rulebooks that the catalogues make; read anew only after a catalogue has changed, by whomever. */
export function followRulebooks(
  index: CoveringIndex,
  follower: Pick<Follower, 'head' | 'read' | 'onStep'>,
): FollowedRulebooks {
  let seen = follower.head();
  let made: Promise<PresentRules> | null = null;
  let looking: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    for (;;) {
      const { steps, reached } = await follower.read(seen, 1_000);
      if (steps.some(({ id }) => typeOfId(id) === 'catalog')) made = null;
      if (reached === seen) return;
      seen = reached;
    }
  };
  const stop = follower.onStep(() => {
    // What could not be read is read with the next step, or made anew at the next question.
    looking = looking.then(look).catch(() => {
      made = null;
    });
  });
  return {
    present: async () => {
      await looking;
      made ??= presentIn(index);
      const asked = made;
      try {
        return await asked;
      } catch (error) {
        if (made === asked) made = null;
        throw error;
      }
    },
    close: stop,
  };
}
