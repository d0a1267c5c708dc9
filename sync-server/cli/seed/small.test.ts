import { beforeAll, describe, expect, it } from 'vitest';
import { componentSchema, type ComponentDocument } from '../../../shared/domain/component.ts';
import { enterpriseSchema, type EnterpriseDocument } from '../../../shared/domain/enterprise.ts';
import type { OccupancyDocument, PersonDocument } from '../../../shared/domain/person.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';
import type { SeedDocument } from '../../src/store/seed-port.ts';
import { demonstration, type Demonstration } from './demonstration.ts';
import { SEED_SIZES } from './profile.ts';
import { findResources, readResources } from './resources.ts';
import { DRAWN } from './staff/staff.ts';

const NOW_MS = Date.parse('2026-11-20T04:00:00Z');

let street: Demonstration;
let stock: readonly SeedDocument[];
beforeAll(() => {
  street = demonstration(readResources(findResources()), { seed: 1, nowMs: NOW_MS, size: SEED_SIZES.small });
  stock = [...street.stock()].flat();
}, 60_000);

interface OfType {
  readonly person: PersonDocument;
  readonly occupancy: OccupancyDocument;
  readonly room: RoomDocument;
  readonly enterprise: EnterpriseDocument;
  readonly component: ComponentDocument;
}
const all = <K extends keyof OfType>(type: K): readonly OfType[K][] =>
  stock.filter((each) => each.type === type) as unknown as readonly OfType[K][];

describe('the small street, for specs', () => {
  it('has as many of everything as it says', () => {
    const counts = [all('person').length, all('enterprise').length, all('component').length, street.caseCount];
    // The model people come on top.
    expect(counts[0]).toBeGreaterThanOrEqual(SEED_SIZES.small.people);
    expect(counts[0]).toBeLessThan(SEED_SIZES.small.people * 1.1);
    expect(counts.slice(1)).toEqual([
      SEED_SIZES.small.enterprises,
      SEED_SIZES.small.components,
      SEED_SIZES.small.cases,
    ]);
    for (const each of all('enterprise')) expect(enterpriseSchema.safeParse(each).error?.issues ?? []).toEqual([]);
    for (const each of all('component')) expect(componentSchema.safeParse(each).error?.issues ?? []).toEqual([]);
  });

  it('has the model people and houses in it, and a second grid to move to', () => {
    const names = new Set(all('person').map(({ name }) => name));
    for (const name of ['严立诚', '严文博', '沈佩兰', '严思齐', '柳玉珍', '万梓晨'])
      expect(names, name).toContain(name);
    const people = (room: RoomDocument | undefined): number =>
      all('occupancy').filter(
        ({ counted, until, room: where }) => counted && until === undefined && where === room?._id,
      ).length;
    const house = (name: string): readonly RoomDocument[] => {
      const id = street.buildings.find((building) => building.name === name)?._id;
      return all('room').filter(({ building }) => building === id);
    };
    const second = house('上港小区 9幢').filter(({ unit }) => unit === '1单元');
    const at = (number: string): RoomDocument | undefined => second.find((room) => room.number === number);
    expect(people(at('101'))).toBe(4);
    expect(people(at('102'))).toBe(3);
    expect(at('102')?.use).toBe('rent');
    const shop = all('enterprise').find(({ name }) => name === '上港便利店（示范）');
    expect(shop?.licences?.some(({ until }) => until === '2026-12-02')).toBe(true);
    const drawn = house('上港小区 27幢');
    expect(drawn.length).toBe(72);
    expect(drawn.some(({ use }) => use === 'vacant')).toBe(true);
    expect(drawn[0]?.scope).toBe(DRAWN.grid);
    expect(second[0]?.scope).not.toBe(DRAWN.grid);
  });
});
