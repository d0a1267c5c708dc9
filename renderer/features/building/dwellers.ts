import type { OccupancyDocument, PersonDocument } from '../../../shared/domain/person.ts';

/** Somebody of a room. `person` is `null` where his record is kept elsewhere and this post does not see it. */
export interface Dweller {
  /** Of the person. */
  readonly id: string;
  readonly name: string;
  /** Members of a household of the room who live elsewhere need not have one here. */
  readonly stay: OccupancyDocument | undefined;
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
const rank = ({ person, stay, name }: Dweller): string =>
  [HEAD.has(person?.relation ?? '') ? 0 : 1, stay?.counted === true ? 0 : 1, person?.birth ?? '9', name].join(' ');
const byRank = (a: Dweller, b: Dweller): number => (rank(a) < rank(b) ? -1 : 1);
const byEnd = (a: Dweller, b: Dweller): number => ((a.stay?.until ?? '') < (b.stay?.until ?? '') ? 1 : -1);
const isHere = (person: PersonDocument): boolean =>
  person.state !== 'void' && person.life === 'living' && person.leftOn === undefined;

/** Who lives in a room, who only belongs to it on paper, who has lived in it. Each person stands in exactly one of the first two. */
export function dwellersOf(
  stays: readonly OccupancyDocument[],
  people: ReadonlyMap<string, PersonDocument | null>,
  members: readonly PersonDocument[],
  today: string,
): Dwellers {
  const all = stays
    .filter(({ state }) => state === 'effective')
    .map((stay): Dweller => ({ id: stay.person, name: stay.personName, stay, person: people.get(stay.person) }));
  const isOver = ({ stay }: Dweller): boolean => stay?.until !== undefined && stay.until <= today;
  const now = all.filter((each) => !isOver(each) && each.person?.life !== 'dead');
  const present = now.filter(({ stay }) => stay?.role !== 'registeredOnly');
  const present_ = new Set(present.map(({ id }) => id));
  const paper = now.filter(({ id, stay }) => stay?.role === 'registeredOnly' && !present_.has(id));
  const named = new Set(now.map(({ id }) => id));
  const elsewhere = members
    .filter((member) => isHere(member) && !named.has(member._id))
    .map((member): Dweller => ({ id: member._id, name: member.name, stay: undefined, person: member }));
  return {
    present: present.sort(byRank),
    away: [...paper, ...elsewhere].sort(byRank),
    former: all.filter(isOver).sort(byEnd),
  };
}

/** 在户 1 人 · 另有 1 人户口在此、人不在 */
export function householdWords({ present, away }: Dwellers): string {
  const counted = present.filter(({ stay }) => stay?.counted === true).length;
  const others = present.length - counted;
  return [
    `住 ${String(present.length)} 人`,
    ...(others > 0 ? [`其中 ${String(others)} 人计入别处`] : []),
    ...(away.length > 0 ? [`另有 ${String(away.length)} 人户口在此、人不在`] : []),
  ].join(' · ');
}
