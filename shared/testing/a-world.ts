import type { AnyRecord } from '../actions/change-set.ts';
import type { RecordOf } from '../domain/record-of.ts';
import type { TagEntry } from '../domain/catalog.ts';
import type { World } from '../rules/issue.ts';

/** The world that these records are, looked up by scanning: what a test's few records allow. */
export function aWorld(
  records: readonly AnyRecord[],
  { today = '2026-11-20', isDemonstration = false, tags = [] as readonly TagEntry[] } = {},
): World {
  const all = <T extends keyof RecordOf>(type: T): readonly RecordOf[T][] =>
    records.filter((record) => record.type === type && record['state'] !== 'void') as unknown as readonly RecordOf[T][];
  const record = (id: string): AnyRecord | undefined => records.find(({ _id }) => _id === id);
  const open = (): readonly RecordOf['occupancy'][] =>
    all('occupancy').filter(({ until }) => until === undefined || until > today);
  return {
    today,
    isDemonstration,
    tags: new Map(tags.map((tag) => [tag.code, tag])),
    record,
    person: (id) => record(id) as unknown as RecordOf['person'] | undefined,
    personsByIdNumber: (idNumber) =>
      all('person')
        .filter((person) => person.idNumber === idNumber)
        .map(({ _id }) => _id),
    occupanciesOfRoom: (room) => open().filter((stay) => stay.room === room),
    occupanciesOfPerson: (person) => open().filter((stay) => stay.person === person),
    membersOfHousehold: (household) => all('person').filter((person) => person.household === household),
    openObjectionsTo: (subject) =>
      all('objection').filter((objection) => objection.subject === subject && objection.state === 'open'),
  };
}
