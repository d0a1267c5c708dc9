import type { ActionContext, ActionResult, AnyRecord } from '../../../shared/actions/change-set.ts';
import type { HistoryType } from '../../../shared/domain/change.ts';
import { personKey } from '../../../shared/domain/staff.ts';
import { assert } from '../../../shared/lib/assert.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { anId, aUlid, GRID } from '../../../shared/testing/builders.ts';
import type { Workstation } from '../../../renderer/data/api.ts';
import { once } from '../../../renderer/data/live.ts';
import type { RecordOf } from '../../../shared/domain/record-of.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import type { PastChange } from '../../../renderer/data/records/api.ts';
import { postOf } from './people-at-work.ts';

/** Residents and rooms as they lie in a new street, and what people do to them as the pages do it. */
const head = (type: HistoryType, scope: string) => ({
  _id: anId(type),
  type,
  scope,
  schema: CURRENT_FORM,
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'seed', createdDevice: 'seed', source: '导入' },
  state: 'effective',
});
export const aPerson = (changes: object = {}, scope = GRID): AnyRecord => ({
  ...head('person', scope),
  name: '严立诚',
  sex: '1',
  idKind: '居民身份证',
  class: 'resident',
  life: 'living',
  ...changes,
});
export const aRoom = (changes: object = {}, scope = GRID): AnyRecord => ({
  ...head('room', scope),
  building: anId('building'),
  unit: '无',
  floor: 5,
  number: '502',
  use: 'self',
  ...changes,
});

export interface Family {
  readonly room: AnyRecord;
  readonly household: AnyRecord;
  readonly people: readonly AnyRecord[];
  readonly stays: readonly AnyRecord[];
}
/** So many people in one room, the first of them head. */
export function aFamily(names: readonly string[], scope = GRID): Family {
  const room = aRoom({}, scope);
  const family = { ...head('household', scope), room: room._id, kind: 'family', number: '0001' };
  const people = names.map((name, nth) =>
    aPerson({ name, homeRoom: room._id, household: family._id, relation: nth === 0 ? '01' : '99' }, scope),
  );
  const stays = people.map((person) => ({
    ...head('occupancy', scope),
    person: person._id,
    personName: String(person['name']),
    room: room._id,
    role: 'own',
    counted: true,
    since: '2020-01-01',
  }));
  return { room, household: { ...family, head: people[0]?._id }, people, stays };
}
export const allOf = ({ room, household, people, stays }: Family): readonly AnyRecord[] => [
  room,
  household,
  ...people,
  ...stays,
];

export function contextOf(workstation: Workstation): ActionContext {
  const { user, terminal, clock } = workstation;
  const by = { id: user.id, name: user.displayName, key: personKey(user.id), device: terminal };
  return {
    today: isoAt(clock.nowMs()).slice(0, 10),
    nowIso: isoAt(clock.nowMs()),
    newId: (type) => `${type}:${aUlid()}`,
    newKey: aUlid,
    by: { ...by, post: postOf(workstation) },
    source: '走访',
    sources: [],
  };
}

/** Commits an act that must be possible. */
export async function carriedOut(workstation: Workstation, act: ActionResult): Promise<string> {
  assert(act.ok, `the act is possible: ${JSON.stringify(act)}`);
  const outcome = await workstation.records.commit(act.value);
  assert(outcome.ok, `the act is taken: ${JSON.stringify(outcome)}`);
  return outcome.value.batch;
}

/** A record as it is now, once `holds`. */
export async function recordIn<T extends HistoryType>(
  workstation: Workstation,
  type: T,
  id: string,
  holds: (record: RecordOf[T]) => boolean = () => true,
): Promise<RecordOf[T]> {
  const record = await once(workstation.records.one(type, id), (one) => one !== null && holds(one));
  assert(record !== null, 'the record is here');
  return record;
}

/** As it lies in the store this instant: what a page that is open shows. */
export async function nowIn(workstation: Workstation, id: string): Promise<AnyRecord> {
  const [record] = await workstation.records.many('person', [id]);
  assert(record !== undefined, `${id} is here`);
  return record;
}

export async function editIn(workstation: Workstation, id: string, fields: object, title = '编辑'): Promise<string> {
  const before = await nowIn(workstation, id);
  const edits = [{ before, after: { ...before, ...fields } }];
  return carriedOut(workstation, { ok: true, value: { act: 'edit', title, source: '走访', edits, consequences: [] } });
}

/** The history as both sides must have it: everything that has its receipt. */
export const historyIn = (workstation: Workstation, id: string, count: number): Promise<readonly PastChange[]> =>
  once(
    workstation.records.history(id),
    (changes) => changes.length === count && changes.every(({ delivery }) => delivery === 'delivered'),
  );
