import type { TagEntry } from '../domain/catalog.ts';
import type { OccupancyDocument, PersonDocument, PersonTag } from '../domain/person.ts';
import { plusMonths } from '../lib/calendar-day.ts';
import { dayOf } from './days.ts';
import type { Facts } from './facts.ts';
import { addressOf, dueAt, headOf, metAt, type Projection } from './projection.ts';
import type { PersonStock } from './rows.ts';

const NONE: readonly string[] = [];

/** The day on which a tag ends or must be looked at again, '' when never. */
export function tagDueOn(tag: PersonTag, entry: TagEntry | undefined): string {
  const looked = tag.reviewedAt === undefined ? tag.since : dayOf(tag.reviewedAt);
  const review = entry?.reviewMonths === undefined ? undefined : plusMonths(looked, entry.reviewMonths);
  if (tag.until === undefined) return review ?? '';
  return review === undefined || tag.until < review ? tag.until : review;
}

/** The stay that counts: where the person is at home. */
export const countedStay = (facts: Facts, person: string, today: string): OccupancyDocument | undefined =>
  facts.occupanciesOfPerson(person, today).find(({ counted }) => counted);

export const lifeOf = (person: PersonDocument): PersonStock['life'] =>
  person.life === 'dead' ? 'dead' : person.leftOn === undefined ? 'living' : 'left';

/** Neither lies within the other: 310115005001 is in 310115, 320102 is elsewhere. */
const isElsewhere = (code: string, scope: string): boolean => !scope.startsWith(code) && !code.startsWith(scope);

/** 人户分离: registered in one place, at home in another. A matter of those registered here; 流动人口 are registered elsewhere by their class. */
function isApart(person: PersonDocument, home: string): boolean {
  if (person.class !== 'resident' || lifeOf(person) !== 'living') return false;
  const { registeredRoom, registeredCode } = person.resident ?? {};
  if (registeredRoom !== undefined) return registeredRoom !== home;
  return registeredCode !== undefined && isElsewhere(registeredCode, person.scope);
}

export function projectPerson(projection: Projection, person: PersonDocument): PersonStock {
  const { facts, settings, tags } = projection;
  const stay = countedStay(facts, person._id, settings.today);
  const home = stay?.room ?? person.homeRoom ?? '';
  const room = home === '' ? undefined : facts.get('room', home);
  const due = (person.tags ?? []).map((tag) => ({ code: tag.code, on: tagDueOn(tag, tags.get(tag.code)) }));
  const ends = due.flatMap(({ on }) => (on === '' ? [] : on)).sort();
  const stale = due.flatMap(({ code, on }) => (on !== '' && on < settings.today ? code : []));
  const household = person.household === undefined ? undefined : facts.get('household', person.household);
  return {
    kind: 'person',
    ...headOf(projection, person),
    name: person.name,
    sex: person.sex,
    birth: person.birth ?? '',
    class: person.class,
    idNumber: person.idNumber ?? '',
    phones: person.phones?.map(({ number }) => number) ?? NONE,
    tags: person.tags?.map(({ code }) => code) ?? NONE,
    staleTags: stale.length === 0 ? NONE : stale,
    room: home,
    building: room?.building ?? '',
    address: room === undefined ? '' : addressOf(facts, room),
    role: stay?.role ?? '',
    household: person.household ?? '',
    relation: person.relation ?? '',
    isHead: household?.head === person._id,
    isApart: isApart(person, home),
    life: lifeOf(person),
    dueOn: dueAt(facts, person._id),
    tagDueOn: ends[0] ?? '',
    metOn: metAt(facts, person._id),
    handover: person.handover !== undefined,
  };
}
