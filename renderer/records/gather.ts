import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { mayWriteType } from '../../shared/access/rights.ts';
import type { HistoryType } from '../../shared/domain/change.ts';
import type { Live, Workstation } from '../data/api.ts';
import { once } from '../data/live.ts';
import type { RecordOf } from '../../shared/domain/record-of.ts';

export interface Around {
  readonly people?: readonly string[];
  readonly rooms?: readonly string[];
  readonly households?: readonly string[];
  readonly buildings?: readonly string[];
}

/**
 * The documents an act on them may have to change or count: the people with their households and all members, all their stays, the rooms of those with
 * everybody who stays there, their buildings, and what is about the people and goes along with them. Only what this person may see is here anyway.
 */
export async function gatherAround(
  workstation: Pick<Workstation, 'records' | 'user'>,
  { people = [], rooms = [], households = [], buildings = [] }: Around,
): Promise<readonly AnyRecord[]> {
  const { records, user } = workstation;
  const found = new Map<string, AnyRecord>();
  const keep = <R extends { readonly _id: string }>(list: readonly R[]): readonly R[] => {
    for (const one of list) found.set(one._id, one as unknown as AnyRecord);
    return list;
  };
  const now = <T>(live: Live<readonly T[]>): Promise<readonly T[]> => once(live, () => true);
  const of = async <T extends HistoryType>(
    type: T,
    field: Parameters<typeof records.of>[1],
    ids: Iterable<string>,
  ): Promise<readonly RecordOf[T][]> =>
    keep((await Promise.all([...new Set(ids)].map((id) => now(records.of(type, field, id))))).flat());

  const asked = keep(await records.many('person', [...new Set(people)]));
  const dwelling = await of('occupancy', 'room', rooms);
  const named = keep(await records.many('person', [...new Set(dwelling.map((stay) => stay.person))]));
  const own = [...asked, ...named].flatMap(({ household }) => household ?? []);
  const homes = keep(await records.many('household', [...new Set([...households, ...own])]));
  const members = await of(
    'person',
    'household',
    homes.map(({ _id }) => _id),
  );
  const everybody = [...new Set([...asked, ...named, ...members].map(({ _id }) => _id))];
  const stays = await of('occupancy', 'person', everybody);
  const around = [...new Set([...rooms, ...stays.map(({ room }) => room), ...homes.flatMap(({ room }) => room ?? [])])];
  const there = keep(await records.many('room', around));
  await of('occupancy', 'room', around);
  await of('household', 'room', rooms);
  await of('room', 'building', buildings);
  keep(await records.many('building', [...new Set([...buildings, ...there.map(({ building }) => building)])]));
  // Who may not write special files leaves them alone: the server has them follow their person.
  if (mayWriteType(user, 'careFile')) await of('careFile', 'person', everybody);
  await of('objection', 'subject', everybody);
  await of('target', 'subject', everybody);
  return [...found.values()];
}

/** The documents with a record as it is shown, in the place of what was read of it since: where it has changed by now, the commit says so. */
export const withRecord = (documents: readonly AnyRecord[], record: AnyRecord): readonly AnyRecord[] => [
  ...documents.filter(({ _id }) => _id !== record._id),
  record,
];
