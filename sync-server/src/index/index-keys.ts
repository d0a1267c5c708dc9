import type { ReadRange } from '../../../shared/access/read-plan.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { isHandover } from '../../../shared/domain/handover.ts';
import { unreachable } from '../../../shared/lib/assert.ts';
import type { StoredDocument } from '../store/port.ts';

/** What evidence may be about, so far. */
export const SUBJECT_TYPE = 'case';

/** Comes after everything that a key holds: codes, types and ids are ASCII. */
const END = '\uffff';

/** A stretch of keys: `gt` exclusive where a walk goes on after a key, else everything from `prefix` on. */
export interface KeyRange {
  readonly prefix: string;
  readonly end: string;
}

/** When a case last got an entry. */
function lastStampOf({ log }: StoredDocument): string {
  const last = (log as CaseDocument['log'] | undefined)?.at(-1);
  return last?.stamp?.at ?? '';
}

/** Where a placed document stands: by type and scope, by type and each key of its audience, a hand-over by its subject and the photos it names, a care file by its person, a case by when something in it comes due, and when it was merged by when that was. */
export function placeKeys(document: StoredDocument): readonly string[] {
  const audience = document.audience ?? [];
  const photos = document.type === 'caseHandover' ? ((document['photos'] ?? []) as readonly { id: string }[]) : [];
  return [
    `s!${document.type}!${document.scope}!${document._id}`,
    ...new Set(audience.map((key) => `a!${document.type}!${key}!${document._id}`)),
    ...new Set(photos.map(({ id }) => `p!${id}!${document._id}`)),
    ...(typeof document['wakeAt'] === 'string' ? [`w!${document['wakeAt']}!${document._id}`] : []),
    ...(typeof document['mergedInto'] === 'string' ? [`g!${lastStampOf(document)}!${document._id}`] : []),
    ...(document.type === 'careFile' ? [`c!${String(document['person'])}!${document._id}`] : []),
    ...(isHandover(document.type) ? [`h!${String(document['subject'])}!${document._id}`] : []),
  ];
}

/** Where evidence stands: by its subject, whose current access decides, and by its author. */
export function evidenceKeys(document: StoredDocument): readonly string[] {
  return [`j!${String(document['subject'])}!${document._id}`, `o!${String(document['author'])}!${document._id}`];
}

export const ofSubject = (subject: string): KeyRange => between(`j!${subject}!`);
/** The hand-overs about a subject. */
export const ofHandovers = (subject: string): KeyRange => between(`h!${subject}!`);
/** The hand-overs that name a photo. */
export const ofPhoto = (photo: string): KeyRange => between(`p!${photo}!`);
/** Everything of one type, wherever it lies. */
export const ofType = (type: string): KeyRange => between(`s!${type}!`);
/** Cases in which something has come due by an instant (ISO 8601 UTC, milliseconds). */
export const dueBy = (instant: string): KeyRange => ({ prefix: 'w!', end: `w!${instant}!${END}` });
/** Merged cases, the latest last: the key goes on with the instant (ISO 8601 UTC) of the last entry. */
export const MERGED: KeyRange = { prefix: 'g!', end: `g!${END}` };
export const ofAuthor = (author: string): KeyRange => between(`o!${author}!`);
export const ALL_HANDOVERS: KeyRange = { prefix: 'h!', end: `h!${END}` };
/** The care files of a person. */
export const ofCareFiles = (person: string): KeyRange => between(`c!${person}!`);
export const ALL_CARE_FILES: KeyRange = { prefix: 'c!', end: `c!${END}` };
const between = (prefix: string): KeyRange => ({ prefix, end: prefix + END });

/** The stretch of the index that a range of a read plan is. */
export function keysOf(range: ReadRange): KeyRange {
  switch (range.kind) {
    case 'under':
      return between(`s!${range.type}!${range.prefix}`);
    case 'at':
      return between(`s!${range.type}!${range.scope}!`);
    case 'addressed':
      return between(`a!${range.type}!${range.key}!`);
    default:
      return unreachable(range, 'keysOf');
  }
}

/** The stretches in which a key lies, of all that ranges of read plans can be, by their prefixes: a range holds the key just when its prefix is among them. */
export function stretchesWith(key: string): readonly string[] {
  const [kind, type = '', place = ''] = key.split('!', 3);
  const head = `${kind ?? ''}!${type}!`;
  if (kind === 'a') return [`${head}${place}!`];
  if (kind !== 's') return [];
  return [
    ...Array.from({ length: place.length + 1 }, (_, digits) => head + place.slice(0, digits)),
    `${head}${place}!`,
  ];
}

/** Whether a key lies in the stretch that a range is. */
export const holdsKey = (range: ReadRange, key: string): boolean => key.startsWith(keysOf(range).prefix);
