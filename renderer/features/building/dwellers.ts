import type { OccupancyDocument, PersonDocument } from '../../../shared/domain/person.ts';

/** Somebody in a room. `person` is `null` where his record is kept elsewhere and this post does not see it. */
export interface Dweller {
  readonly stay: OccupancyDocument;
  readonly person: PersonDocument | null | undefined;
}
export interface Dwellers {
  /** Living here, counted or not: the head first, then by age. */
  readonly present: readonly Dweller[];
  /** 户口在此、人不在. */
  readonly away: readonly Dweller[];
  /** 曾住: newest end first. */
  readonly former: readonly Dweller[];
}

const HEAD: ReadonlySet<string> = new Set(['01', '02']);
const rank = ({ person, stay }: Dweller): string =>
  [HEAD.has(person?.relation ?? '') ? 0 : 1, stay.counted ? 0 : 1, person?.birth ?? '9', stay.personName].join(' ');
const by =
  <T>(key: (value: T) => string, isDown = false) =>
  (a: T, b: T): number =>
    (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (isDown ? -1 : 1);

/** Who lives in a room, who is only registered in it, who has lived in it. Each stay stands in exactly one of the three. */
export function dwellersOf(
  stays: readonly OccupancyDocument[],
  people: ReadonlyMap<string, PersonDocument | null>,
  today: string,
): Dwellers {
  const all = stays
    .filter(({ state }) => state === 'effective')
    .map((stay): Dweller => ({ stay, person: people.get(stay.person) }));
  const isOver = ({ stay }: Dweller): boolean => stay.until !== undefined && stay.until <= today;
  const now = all.filter((each) => !isOver(each));
  const isAway = ({ stay }: Dweller): boolean => stay.role === 'registeredOnly';
  return {
    present: now.filter((each) => !isAway(each)).sort(by(rank)),
    away: now.filter(isAway).sort(by(rank)),
    former: all.filter(isOver).sort(by(({ stay }) => stay.until ?? '', true)),
  };
}

/** 在户 1 人 · 另有 1 人户口在此、人不在 */
export function householdWords({ present, away }: Dwellers): string {
  const counted = present.filter(({ stay }) => stay.counted).length;
  const others = present.length - counted;
  return [
    `住 ${String(present.length)} 人`,
    ...(others > 0 ? [`其中 ${String(others)} 人计入别处`] : []),
    ...(away.length > 0 ? [`另有 ${String(away.length)} 人户口在此、人不在`] : []),
  ].join(' · ');
}
