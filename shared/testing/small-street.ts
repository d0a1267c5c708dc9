import fc from 'fast-check';
import type { ActionContext, AnyRecord } from '../actions/change-set.ts';
import type { Post } from '../domain/staff.ts';
import { seededRandom } from '../lib/random.ts';
import { ulid } from '../lib/ulid.ts';
import { CURRENT_FORM } from '../migrations/forms.ts';
import { COMMUNITY, GRID, OTHER_GRID, START_MS, STREET } from './builders.ts';

export const TODAY = '2026-11-20';
export const NOW = '2026-11-20T01:00:00.000Z';
const SINCE = '2020-05-01';
export const MADE = {
  createdAt: '2024-01-01T00:00:00.000Z',
  createdBy: 'staff:seed',
  createdDevice: 'seed',
  source: '导入',
} as const;

/** Ids in order, always the same for the same stock. */
export function idsFrom(seed: number): (type: string) => string {
  const chance = seededRandom(seed);
  let count = 0;
  return (type) => {
    count += 1;
    return `${type}:${ulid(START_MS + count, chance)}`;
  };
}

export const actor = (post: Post, changes: Partial<ActionContext> = {}, seed = 99): ActionContext => {
  const id = idsFrom(seed);
  return {
    today: TODAY,
    nowIso: NOW,
    newId: id,
    newKey: () => id('x').slice(2),
    by: { id: id('staff'), name: '邬子墨', key: 'person:01JD00000000000000000000ME', device: 'LJZ-0417', post },
    source: '走访',
    sources: [
      { name: '公安', strength: 90 },
      { name: '走访', strength: 60 },
      { name: '导入', strength: 30 },
    ],
    ...changes,
  };
};
export const CLERK: Post = { role: 'communityClerk', scope: COMMUNITY };
export const STREET_CLERK: Post = { role: 'streetClerk', scope: STREET };

/** One room of the small street: how many live there as a family, whether a lodger from the first family has a second home there, and whether a tenant lives there on his own. */
export interface HomePlan {
  readonly family: number;
  readonly hasTenant: boolean;
  readonly hasLodger: boolean;
  readonly isFar: boolean;
}
const RELATIONS = ['01', '10', '20', '30', '51', '71'] as const;

/** Two buildings in two communities, with rooms, families, tenants on their own and second homes: everything as the rules want it. */
export function smallStreet(plans: readonly HomePlan[], seed = 7): ReadonlyMap<string, AnyRecord> {
  const id = idsFrom(seed);
  const stock = new Map<string, AnyRecord>();
  const put = <R extends object>(type: AnyRecord['type'], fields: R & { readonly scope: string }): AnyRecord & R => {
    const record = { ...fields, _id: id(type), type, schema: CURRENT_FORM, provenance: MADE };
    stock.set(record._id, record);
    return record;
  };
  const shape = {
    type: 'Polygon',
    coordinates: [
      [
        [121.5, 31.2],
        [121.6, 31.2],
        [121.6, 31.3],
        [121.5, 31.2],
      ],
    ],
  };
  const building = (scope: string, label: string) =>
    put('building', {
      scope,
      name: `上港小区 ${label}`,
      label,
      estate: '上港小区',
      footprint: shape,
      centroid: [121.55, 31.25],
    });
  const near = building(GRID, '27幢');
  const far = building(OTHER_GRID, '6幢');
  let first: string | undefined;
  plans.forEach((plan, at) => {
    const house = plan.isFar ? far : near;
    const { scope } = house;
    const people = plan.family + (plan.hasTenant ? 1 : 0);
    const use = people === 0 ? 'vacant' : plan.family === 0 ? 'rent' : plan.hasTenant ? 'selfAndRent' : 'self';
    const number = `${at + 1}01`;
    const room = put('room', {
      scope,
      building: house._id,
      unit: '1单元',
      floor: at + 1,
      number,
      use,
      state: 'effective',
    });
    const stay = (person: AnyRecord, role: string, counted: boolean): void => {
      const personName = String(person['name']);
      put('occupancy', {
        scope,
        person: person._id,
        personName,
        room: room._id,
        role,
        counted,
        since: SINCE,
        state: 'effective',
      });
    };
    const settle = (count: number, role: 'own' | 'tenant'): void => {
      if (count === 0) return;
      const household = id('household');
      const members = Array.from({ length: count }, (_, who) =>
        put('person', {
          scope,
          name: `${role === 'own' ? '严' : '租'}${at}${who}`,
          sex: who % 2 === 0 ? '1' : '2',
          birth: `${1950 + who * 7}-03-04`,
          idKind: '居民身份证',
          class: role === 'own' ? 'resident' : 'floating',
          homeRoom: room._id,
          household,
          relation: RELATIONS[who] ?? '80',
          life: 'living',
          state: 'effective',
        }),
      );
      stock.set(household, {
        _id: household,
        type: 'household',
        schema: CURRENT_FORM,
        provenance: MADE,
        scope,
        room: room._id,
        kind: 'family',
        head: members[0]?._id,
        state: 'effective',
      });
      for (const person of members) stay(person, role, true);
      first ??= members[0]?._id;
    };
    const before = first;
    settle(plan.family, 'own');
    settle(plan.hasTenant ? 1 : 0, 'tenant');
    const lodger = before === undefined ? undefined : stock.get(before);
    if (plan.hasLodger && lodger !== undefined) {
      stay(lodger, 'lodger', false);
      if (use === 'vacant') stock.set(room._id, { ...room, use: 'self' });
    }
  });
  return stock;
}

export const homePlans: fc.Arbitrary<readonly HomePlan[]> = fc.array(
  fc.record({
    family: fc.integer({ min: 0, max: 5 }),
    hasTenant: fc.boolean(),
    hasLodger: fc.boolean(),
    isFar: fc.boolean(),
  }),
  { minLength: 2, maxLength: 5 },
);
