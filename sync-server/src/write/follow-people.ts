import { mayWrite, mayWriteType } from '../../../shared/access/rights.ts';
import type { Placed } from '../../../shared/domain/base-document.ts';
import type { CareFileDocument } from '../../../shared/domain/care-file.ts';
import { isUnder, levelOf } from '../../../shared/domain/codes.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { personKey, type StaffDocument, type User } from '../../../shared/domain/staff.ts';
import { sameJson } from '../../../shared/lib/canonical-json.ts';
import { ALL_CARE_FILES, ofCareFiles } from '../index/index-keys.ts';
import type { Database } from '../open-databases.ts';
import type { AccompaniedDocument } from '../store/port.ts';
import { linesOfMoved } from './lines-of-moved.ts';

const PAGE = 100;
/** Their keeper writes in one of them in the same instant, or another server moves it too. */
const MOST_TRIES = 8;

/** Whoever moves a person and keeps his care files brings these himself, each in a push of its own. */
export interface Bringing {
  readonly pusher: User;
  /** People whose care files were left to who brings them: looked at again after a while (`case-timers.ts`), for he may not have had them all. */
  readonly left: Set<string>;
}

type Place = Pick<Placed, 'scope' | 'audience'>;
const placeOf = (scope: string, audience: readonly string[]): Place =>
  audience.length === 0 ? { scope } : { scope, audience: [...audience] };

/** Those whom a key of an audience names, by key. A department is nobody. */
type Staff = ReadonlyMap<string, User>;

/**
 * Care files go where their person is (`shared/actions/stay-parts.ts`), whoever moved him: most who do may not write them, and had them never on their terminals. Gives the ids of
 * all that these people have, moved or not. To be called as `followSubjects` is.
 */
export async function followPeople(
  database: Database,
  ids: ReadonlySet<string>,
  bringing?: Bringing,
): Promise<readonly string[]> {
  const people = [...ids].filter((id) => typeOfId(id) === 'person');
  if (people.length === 0 || (await database.index.isEmpty(ALL_CARE_FILES))) return [];
  const files = new Set<string>();
  for (const person of people) {
    let tries = 0;
    for (; (await followOne(database, person, files, bringing)) === 'again' && tries < MOST_TRIES;) tries += 1;
  }
  return [...files];
}

/** All care files, to where their people are: of what lagged behind when a server stopped nothing is pushed again. */
export async function followAllPeople(database: Database): Promise<void> {
  for (let after = ''; ;) {
    const rows = await database.index.page(ALL_CARE_FILES, after, PAGE);
    await followPeople(database, new Set(rows.map(({ document }) => String(document['person']))));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    ({ after } = last);
  }
}

/** Once more those whose files were left to who brings them. */
export async function followLeft(database: Database, left: Set<string>): Promise<readonly string[]> {
  const people = new Set(left);
  left.clear();
  try {
    // Whoever was noted has been written; what the index does not have yet would be passed over.
    await database.catchUp();
    return await followPeople(database, people);
  } catch (error) {
    for (const id of people) left.add(id);
    throw error;
  }
}

/** Again, as long as something had to move. */
async function followOne(
  { index, store, catchUp }: Database,
  id: string,
  files: Set<string>,
  bringing: Bringing | undefined,
): Promise<'done' | 'again'> {
  let outcome: 'done' | 'again' = 'done';
  for (let after = ''; ;) {
    const rows = await index.page(ofCareFiles(id), after, PAGE);
    const last = rows.at(-1);
    const person = last === undefined ? undefined : (await index.documents([id])).get(id);
    if (last === undefined || person === undefined) return outcome;
    const of = person as unknown as PersonDocument;
    const staff = await staffOf({ index }, [
      ...(of.handover === undefined ? [] : [of.handover.by]),
      ...rows.flatMap(({ document }) => document.audience ?? []),
    ]);
    const mover = bringing?.pusher ?? (of.handover && staff.get(of.handover.by));
    const moved = rows.flatMap(({ document }): AccompaniedDocument[] => {
      files.add(document._id);
      const { audience, _attachments: _none, ...rest } = document;
      const place = placeWith(document as unknown as CareFileDocument, of, staff);
      if (sameJson(placeOf(document.scope, audience ?? []), place)) return [];
      if (bringing !== undefined && mayWrite(bringing.pusher, document, document) === 'allowed') {
        bringing.left.add(id);
        return [];
      }
      const beside = linesOfMoved(document as unknown as CareFileDocument & { _rev: string }, place, of, mover);
      return [{ document: { ...rest, ...place }, beside }];
    });
    if (moved.length > 0) {
      await store.writeWith(moved);
      await catchUp();
      outcome = 'again';
    }
    if (rows.length < PAGE) return outcome;
    ({ after } = last);
  }
}

/**
 * The place that the act itself gives the files of whoever keeps them, so that a terminal that brings one late has nothing against it: where the person is, seen by the keepers there
 * and, until these confirm, by who moved him if the file was his to keep. Whom else the former keepers had care stays behind. Nobody is let in who did not see it before.
 */
function placeWith(file: CareFileDocument, { scope, handover }: PersonDocument, staff: Staff): Place {
  const by = handover?.by;
  if (!isKeptWith(file.scope, scope)) {
    const mover = by === undefined ? undefined : staff.get(by);
    const stays = by !== undefined && mover !== undefined && mayWrite(mover, file, file) === 'allowed';
    return placeOf(scope, stays ? [by] : []);
  }
  const audience = file.audience ?? [];
  return placeOf(
    file.scope,
    audience.filter((key) => key === by || !isReleased(file, staff.get(key))),
  );
}

/** Whether a file lies with who keeps the person: at his place, or for his whole community. */
const isKeptWith = (file: string, person: string): boolean =>
  file === person || (levelOf(file) === 'community' && isUnder(person, file));

/** Who keeps care files elsewhere sees this one only for as long as he hands its person over. Those who care for him are named by his keepers and keep none. */
const isReleased = ({ _id, type, scope }: CareFileDocument, who: User | undefined): boolean => {
  const place = { _id, type, scope };
  return who !== undefined && mayWriteType(who, type) && mayWrite(who, place, place) !== 'allowed';
};

async function staffOf({ index }: Pick<Database, 'index'>, keys: readonly string[]): Promise<Staff> {
  const ids = new Set(
    keys.flatMap((key) => (key.startsWith('person:') ? [`staff:${key.slice('person:'.length)}`] : [])),
  );
  const found = (await index.documents([...ids])) as unknown as ReadonlyMap<string, StaffDocument>;
  return new Map(
    [...found.values()].map(({ _id: id, account, displayName, posts }) => [
      personKey(id),
      { id, account, displayName, posts },
    ]),
  );
}
