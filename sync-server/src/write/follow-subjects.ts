import type { Placed } from '../../../shared/domain/base-document.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import { handoverTypeOf } from '../../../shared/domain/handover.ts';
import { sameJson } from '../../../shared/lib/canonical-json.ts';
import { ALL_HANDOVERS, ofHandovers } from '../index/index-keys.ts';
import type { Database } from '../open-databases.ts';
import type { StoredDocument } from '../store/port.ts';

const PAGE = 100;
/** Somebody decides on it in the same instant, or another server moves it too. */
const MOST_TRIES = 8;

const placeOf = ({ scope, audience }: Pick<Placed, 'scope' | 'audience'>): Pick<Placed, 'scope' | 'audience'> =>
  audience === undefined ? { scope } : { scope, audience };

/** Whether what was handed over of a document may have to follow it: it came, or it lies elsewhere than before. */
export const hasMoved = (before: Placed | null, after: Placed): boolean =>
  handoverTypeOf(typeOfId(after._id)) !== null && (before === null || !sameJson(placeOf(before), placeOf(after)));

/**
 * Hand-overs lie where their subject lies (contract 4), decided ones too. To be called once the subjects are in the index and before their pushers are answered: cut off in
 * between, the push that is repeated comes here again.
 */
export async function followSubjects(database: Database, subjects: readonly StoredDocument[]): Promise<void> {
  if (subjects.length === 0 || (await database.index.page(ALL_HANDOVERS, '', 1)).length === 0) return;
  for (const subject of subjects) {
    for (let tries = 0; (await followOne(database, subject)) === 'again' && tries < MOST_TRIES; tries += 1);
  }
}

async function followOne(database: Database, subject: StoredDocument): Promise<'done' | 'again'> {
  const place = placeOf(subject);
  let outcome: 'done' | 'again' = 'done';
  for (let after = ''; ;) {
    const rows = await database.index.page(ofHandovers(subject._id), after, PAGE);
    const astray = rows.filter(({ document }) => !sameJson(placeOf(document), place));
    const moved = astray.map(({ document: { audience: _before, _attachments: _none, ...rest } }) => ({
      ...rest,
      ...place,
    }));
    const written = moved.length === 0 ? [] : await database.write(moved, { newEdits: true });
    if (written.some(({ ok }) => !ok)) outcome = 'again';
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return outcome;
    ({ after } = last);
  }
}
