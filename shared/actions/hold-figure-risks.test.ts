import { describe, expect, it } from 'vitest';
import type { OccupancyDocument } from '../domain/person.ts';
import type { RoomDocument } from '../domain/room.ts';
import type { RiskTable } from '../risk/risk-level.ts';
import { roomRisk } from '../risk/room-risk.ts';
import { anId, GRID } from '../testing/builders.ts';
import type { AnyRecord, ChangeSet } from './change-set.ts';
import { holdFigureRisks, roomsTouched } from './hold-figure-risks.ts';

const AT = '2026-11-20T01:00:00.000Z';
const table: RiskTable = {
  entries: [
    {
      code: 'areaTooSmall',
      label: '人均租住面积低于 6 平方米',
      level: 'red',
      applies: 'rental',
      figure: { field: 'areaPerTenantM2', below: 6 },
    },
    {
      code: 'groupRental',
      label: '群租',
      level: 'orange',
      applies: 'rental',
      figure: { field: 'use', oneOf: ['groupRental'] },
    },
    { code: 'wiring', label: '私拉电线', level: 'yellow', applies: 'rental' },
  ],
  visits: [],
};
let keys = 0;
const context = {
  nowIso: AT,
  newKey: () => `key-${String((keys += 1))}`,
  by: { id: 'staff:x', name: '戚建平', key: '', device: '', post: { role: 'gridWorker', scope: GRID } },
} as const;
const head = {
  scope: GRID,
  schema: 1,
  provenance: { createdAt: AT, createdBy: 'x', createdDevice: 'x', source: '走访' },
  state: 'effective',
} as const;
const aRoom = (changes: Partial<RoomDocument> = {}): RoomDocument => ({
  ...head,
  _id: anId('room'),
  type: 'room',
  building: anId('building'),
  unit: '1单元',
  floor: 5,
  number: '502',
  use: 'rent',
  areaM2: 20,
  ...changes,
});
const aTenant = (room: RoomDocument, changes: Partial<OccupancyDocument> = {}): OccupancyDocument => ({
  ...head,
  _id: anId('occupancy'),
  type: 'occupancy',
  person: anId('person'),
  personName: '某某',
  room: room._id,
  role: 'tenant',
  counted: true,
  since: '2026-01-01',
  ...changes,
});
const asRecord = (record: object): AnyRecord => record as AnyRecord;
const anAct = (...edits: readonly (readonly [object | null, object])[]): ChangeSet => ({
  act: 'endStay',
  title: '搬离',
  source: '走访',
  edits: edits.map(([before, after]) => ({
    before: before === null ? null : asRecord(before),
    after: asRecord(after),
  })),
  consequences: [],
});
const roomAfter = (changes: ChangeSet, room: RoomDocument): RoomDocument =>
  (changes.edits.find(({ after }) => after._id === room._id)?.after ?? room) as unknown as RoomDocument;
const levelOf = (room: RoomDocument, tenants: number): string => roomRisk(room, { tenants }, table).level;

describe('a risk that comes from figures', () => {
  it('stays when a tenant leaves, until somebody has looked', () => {
    const room = aRoom();
    const stays = [1, 2, 3, 4].map(() => aTenant(room));
    const [leaving, ...rest] = stays;
    if (leaving === undefined) throw new Error('there is somebody to leave');
    expect(levelOf(room, 4)).toBe('red');
    const act = anAct([leaving, { ...leaving, until: '2026-11-20' }]);
    const held = holdFigureRisks(act, [{ room, stays }], table, context);
    expect(levelOf(roomAfter(held, room), rest.length)).toBe('red');
    expect(held.consequences.join()).toContain('复查后');
  });

  it('begins with the act that brings it about', () => {
    const room = aRoom();
    const stays = [1, 2, 3].map(() => aTenant(room));
    const held = holdFigureRisks(anAct([null, aTenant(room)]), [{ room, stays }], table, context);
    expect(roomAfter(held, room).hazards?.map(({ code }) => code)).toEqual(['areaTooSmall']);
    expect(held.edits).toHaveLength(2);
  });

  it('does not vanish with the use', () => {
    const room = aRoom({ use: 'groupRental' });
    const held = holdFigureRisks(anAct([room, { ...room, use: 'self' }]), [{ room, stays: [] }], table, context);
    expect(held.edits).toHaveLength(1);
    expect(levelOf(roomAfter(held, room), 0)).toBe('orange');
  });

  it('is written down once', () => {
    const room = aRoom({ use: 'groupRental' });
    const first = holdFigureRisks(anAct([room, { ...room, note: 'a' }]), [{ room, stays: [] }], table, context);
    const noted = roomAfter(first, room);
    const second = holdFigureRisks(
      anAct([noted, { ...noted, note: 'b' }]),
      [{ room: noted, stays: [] }],
      table,
      context,
    );
    expect(roomAfter(second, room).hazards).toHaveLength(1);
    expect(second.consequences).toEqual([]);
  });

  it('goes by the re-inspection, and leaves acts that touch no figure alone', () => {
    const hazard = { id: 'h', code: 'areaTooSmall', foundAt: AT, foundBy: 'x', source: 'x' };
    const room = aRoom({ hazards: [hazard] });
    const act = anAct([room, { ...room, hazards: [{ ...hazard, cleared: { at: AT, by: 'x' } }] }]);
    const held = holdFigureRisks(act, [{ room, stays: [aTenant(room)] }], table, context);
    expect(held).toBe(act);
    expect(levelOf(roomAfter(held, room), 1)).toBe('green');
  });

  it('asks only for the rooms an act touches', () => {
    const [room, other] = [aRoom(), aRoom()];
    const stay = aTenant(room);
    expect(roomsTouched(anAct([stay, { ...stay, room: other._id }], [null, aRoom()]))).toEqual([room._id, other._id]);
  });
});
