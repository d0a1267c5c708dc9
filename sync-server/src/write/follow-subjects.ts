import type { Placed } from '../../../shared/domain/base-document.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import { handoverTypeOf } from '../../../shared/domain/handover.ts';
import { sameJson } from '../../../shared/lib/canonical-json.ts';
import { ALL_HANDOVERS, ofHandovers } from '../index/index-keys.ts';
import type { Database } from '../open-databases.ts';
import { followAllPeople, followLeft, followPeople, type Bringing } from './follow-people.ts';

const PAGE = 100;
/** Somebody decides on it in the same instant, or another server moves it too. */
const MOST_TRIES = 8;

const placeOf = ({ scope, audience }: Pick<Placed, 'scope' | 'audience'>): Pick<Placed, 'scope' | 'audience'> =>
  audience === undefined ? { scope } : { scope, audience };

const handoverOf = (document: Placed): unknown => (document as { readonly handover?: unknown }).handover ?? null;

/** Whether what goes with a document may have to follow it: it came, it lies elsewhere than before, or its new keeper has confirmed that it does. */
export const hasMoved = (before: Placed | null, after: Placed): boolean =>
  handoverTypeOf(typeOfId(after._id)) !== null &&
  (before === null || !sameJson(placeOf(before), placeOf(after)) || !sameJson(handoverOf(before), handoverOf(after)));

/**
 * The care files of people lie where these are (`follow-people.ts`), and hand-overs where their subject lies (contract 4), decided ones too. To be called once the subjects, by
 * their ids, are in the index and before their pushers are answered: cut off in between, the push that is repeated comes here again.
 */
export async function followSubjects(
  database: Database,
  subjects: ReadonlySet<string>,
  bringing?: Bringing,
): Promise<void> {
  if (subjects.size === 0) return;
  const files = await followPeople(database, subjects, bringing);
  await followHandedOver(database, new Set([...subjects, ...files]));
}

/** The care files that were left to who brings them, with what was handed over of them. */
export const followLeftSubjects = async (database: Database, left: Set<string>): Promise<void> =>
  followHandedOver(database, new Set(await followLeft(database, left)));

async function followHandedOver(database: Database, subjects: ReadonlySet<string>): Promise<void> {
  if (subjects.size === 0 || (await database.index.isEmpty(ALL_HANDOVERS))) return;
  for (const subject of subjects) {
    for (let tries = 0; (await followOne(database, subject)) === 'again' && tries < MOST_TRIES; tries += 1);
  }
}

/**
 * All care files, and all that was ever handed over, to where their subjects lie: what came due by itself is not pushed again, so whoever stopped between a case and its hand-overs
 * finds them when he starts.
 */
export async function followAllSubjects(database: Database): Promise<void> {
  await followAllPeople(database);
  for (let after = ''; ;) {
    const rows = await database.index.page(ALL_HANDOVERS, after, PAGE);
    await followHandedOver(database, new Set(rows.map(({ document }) => String(document['subject']))));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    ({ after } = last);
  }
}

/** To where the subject lies by now: another server may have moved it since it was written here, and the hand-over with it. Again, as long as something had to move. */
async function followOne(database: Database, id: string): Promise<'done' | 'again'> {
  let outcome: 'done' | 'again' = 'done';
  for (let after = ''; ;) {
    const rows = await database.index.page(ofHandovers(id), after, PAGE);
    const last = rows.at(-1);
    const subject = last === undefined ? undefined : (await database.index.documents([id])).get(id);
    if (last === undefined || subject === undefined) return outcome;
    const place = placeOf(subject);
    const astray = rows.filter(({ document }) => !sameJson(placeOf(document), place));
    const moved = astray.map(({ document: { audience: _before, _attachments: _none, ...rest } }) => ({
      ...rest,
      ...place,
    }));
    if (moved.length > 0) {
      await database.write(moved, { newEdits: true });
      outcome = 'again';
    }
    if (rows.length < PAGE) return outcome;
    ({ after } = last);
  }
}
