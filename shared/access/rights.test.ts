import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Placed } from '../domain/base-document.ts';
import { DOCUMENT_TYPES, type DocumentType } from '../domain/document-types.ts';
import { ROLES, type Role } from '../domain/roles.ts';
import { personKey } from '../domain/staff.ts';
import { aUser } from '../testing/builders.ts';
import { PLACES, type Place } from '../testing/places.ts';
import { planAllows, readPlan } from './read-plan.ts';
import { mayRead } from './rights.ts';

const ALL = Object.keys(PLACES) as Place[];
const IN_STREET: Place[] = ['own grid', 'next grid', 'own community', 'next community', 'own street'];
const WALL_MAP: Place[] = [...IN_STREET, 'own district'];
const ABOVE: Place[] = ['own street', 'own district'];
const GRID: Place[] = ['own grid'];
/** What the community, the street and the district hold for all below. */
const OVER_GRID: Place[] = ['own community', 'own street', 'own district'];
const COMMUNITY: Place[] = ['own grid', 'next grid', 'own community'];
const NOWHERE: Place[] = [];

/** Written by hand from DESIGN §1 and §3, not from the code: the places where each role sees each type when nothing is addressed to him. */
const EXPECTED: Readonly<Record<Role, Readonly<Record<DocumentType, Place[]>>>> = {
  gridWorker: {
    area: WALL_MAP,
    building: WALL_MAP,
    catalog: ABOVE,
    staff: NOWHERE,
    case: GRID,
    photo: GRID,
    thumb: GRID,
    task: [...GRID, ...OVER_GRID],
    target: GRID,
    room: GRID,
    person: GRID,
    household: GRID,
    occupancy: GRID,
    enterprise: GRID,
    component: GRID,
    ledgerEntry: GRID,
    objection: GRID,
    sharedFilter: [...GRID, ...OVER_GRID],
    change: GRID,
    careFile: NOWHERE,
    careChange: NOWHERE,
    handover: GRID,
    careHandover: NOWHERE,
    caseHandover: GRID,
    patrol: NOWHERE,
    audit: NOWHERE,
  },
  communityClerk: {
    area: WALL_MAP,
    building: WALL_MAP,
    catalog: ABOVE,
    staff: COMMUNITY,
    case: COMMUNITY,
    photo: COMMUNITY,
    thumb: COMMUNITY,
    task: [...COMMUNITY, ...ABOVE],
    target: COMMUNITY,
    room: COMMUNITY,
    person: COMMUNITY,
    household: COMMUNITY,
    occupancy: COMMUNITY,
    enterprise: COMMUNITY,
    component: COMMUNITY,
    ledgerEntry: COMMUNITY,
    objection: COMMUNITY,
    sharedFilter: OVER_GRID,
    change: COMMUNITY,
    careFile: COMMUNITY,
    careChange: COMMUNITY,
    handover: COMMUNITY,
    careHandover: COMMUNITY,
    caseHandover: COMMUNITY,
    patrol: COMMUNITY,
    audit: NOWHERE,
  },
  streetClerk: {
    area: WALL_MAP,
    building: WALL_MAP,
    catalog: ABOVE,
    staff: IN_STREET,
    case: IN_STREET,
    photo: IN_STREET,
    thumb: IN_STREET,
    task: WALL_MAP,
    target: IN_STREET,
    room: IN_STREET,
    person: IN_STREET,
    household: IN_STREET,
    occupancy: IN_STREET,
    enterprise: IN_STREET,
    component: IN_STREET,
    ledgerEntry: IN_STREET,
    objection: IN_STREET,
    sharedFilter: ABOVE,
    change: IN_STREET,
    careFile: NOWHERE,
    careChange: NOWHERE,
    handover: IN_STREET,
    careHandover: NOWHERE,
    caseHandover: IN_STREET,
    patrol: NOWHERE,
    audit: NOWHERE,
  },
  dispatcher: {
    area: WALL_MAP,
    building: WALL_MAP,
    catalog: ABOVE,
    staff: IN_STREET,
    case: IN_STREET,
    photo: IN_STREET,
    thumb: IN_STREET,
    task: NOWHERE,
    target: NOWHERE,
    room: NOWHERE,
    person: NOWHERE,
    household: NOWHERE,
    occupancy: NOWHERE,
    enterprise: IN_STREET,
    component: IN_STREET,
    ledgerEntry: IN_STREET,
    objection: NOWHERE,
    sharedFilter: ABOVE,
    change: NOWHERE,
    careFile: NOWHERE,
    careChange: NOWHERE,
    handover: NOWHERE,
    careHandover: NOWHERE,
    caseHandover: IN_STREET,
    patrol: NOWHERE,
    audit: NOWHERE,
  },
  supervisor: {
    area: WALL_MAP,
    building: WALL_MAP,
    catalog: ABOVE,
    staff: IN_STREET,
    case: IN_STREET,
    photo: IN_STREET,
    thumb: IN_STREET,
    task: WALL_MAP,
    target: IN_STREET,
    room: IN_STREET,
    person: IN_STREET,
    household: IN_STREET,
    occupancy: IN_STREET,
    enterprise: IN_STREET,
    component: IN_STREET,
    ledgerEntry: IN_STREET,
    objection: IN_STREET,
    sharedFilter: ABOVE,
    change: IN_STREET,
    careFile: NOWHERE,
    careChange: NOWHERE,
    handover: IN_STREET,
    careHandover: NOWHERE,
    caseHandover: IN_STREET,
    patrol: IN_STREET,
    audit: NOWHERE,
  },
  department: {
    area: WALL_MAP,
    building: WALL_MAP,
    catalog: ABOVE,
    staff: NOWHERE,
    case: NOWHERE,
    photo: NOWHERE,
    thumb: NOWHERE,
    task: NOWHERE,
    target: NOWHERE,
    room: NOWHERE,
    person: NOWHERE,
    household: NOWHERE,
    occupancy: NOWHERE,
    enterprise: NOWHERE,
    component: NOWHERE,
    ledgerEntry: NOWHERE,
    objection: NOWHERE,
    sharedFilter: NOWHERE,
    change: NOWHERE,
    careFile: NOWHERE,
    careChange: NOWHERE,
    handover: NOWHERE,
    careHandover: NOWHERE,
    caseHandover: NOWHERE,
    patrol: NOWHERE,
    audit: NOWHERE,
  },
  systemAdmin: {
    area: WALL_MAP,
    building: WALL_MAP,
    catalog: ABOVE,
    staff: IN_STREET,
    case: NOWHERE,
    photo: NOWHERE,
    thumb: NOWHERE,
    task: NOWHERE,
    target: NOWHERE,
    room: NOWHERE,
    person: NOWHERE,
    household: NOWHERE,
    occupancy: NOWHERE,
    enterprise: NOWHERE,
    component: NOWHERE,
    ledgerEntry: NOWHERE,
    objection: NOWHERE,
    sharedFilter: NOWHERE,
    change: NOWHERE,
    careFile: NOWHERE,
    careChange: NOWHERE,
    handover: NOWHERE,
    careHandover: NOWHERE,
    caseHandover: NOWHERE,
    patrol: NOWHERE,
    audit: NOWHERE,
  },
  securityAdmin: {
    area: WALL_MAP,
    building: NOWHERE,
    catalog: ABOVE,
    staff: IN_STREET,
    case: NOWHERE,
    photo: NOWHERE,
    thumb: NOWHERE,
    task: NOWHERE,
    target: NOWHERE,
    room: NOWHERE,
    person: NOWHERE,
    household: NOWHERE,
    occupancy: NOWHERE,
    enterprise: NOWHERE,
    component: NOWHERE,
    ledgerEntry: NOWHERE,
    objection: NOWHERE,
    sharedFilter: NOWHERE,
    change: NOWHERE,
    careFile: NOWHERE,
    careChange: NOWHERE,
    handover: NOWHERE,
    careHandover: NOWHERE,
    caseHandover: NOWHERE,
    patrol: NOWHERE,
    audit: NOWHERE,
  },
  auditor: {
    area: WALL_MAP,
    building: NOWHERE,
    catalog: ABOVE,
    staff: IN_STREET,
    case: NOWHERE,
    photo: NOWHERE,
    thumb: NOWHERE,
    task: NOWHERE,
    target: NOWHERE,
    room: NOWHERE,
    person: NOWHERE,
    household: NOWHERE,
    occupancy: NOWHERE,
    enterprise: NOWHERE,
    component: NOWHERE,
    ledgerEntry: NOWHERE,
    objection: NOWHERE,
    sharedFilter: NOWHERE,
    change: NOWHERE,
    careFile: NOWHERE,
    careChange: NOWHERE,
    handover: NOWHERE,
    careHandover: NOWHERE,
    caseHandover: NOWHERE,
    patrol: NOWHERE,
    audit: IN_STREET,
  },
};
const RECORDS: DocumentType[] = [
  'task',
  'target',
  'room',
  'person',
  'household',
  'occupancy',
  'enterprise',
  'component',
  'ledgerEntry',
  'objection',
  'change',
  'handover',
];
/** Types that a role sees wherever they lie once they are addressed to the person or to his department. */
const ADDRESSABLE: Readonly<Record<Role, DocumentType[]>> = {
  gridWorker: ['staff', 'case', 'caseHandover', 'photo', 'thumb', ...RECORDS, 'careFile', 'patrol'],
  communityClerk: [
    'staff',
    'case',
    'caseHandover',
    'photo',
    'thumb',
    ...RECORDS,
    'careFile',
    'careChange',
    'careHandover',
    'patrol',
  ],
  streetClerk: ['staff', 'case', 'caseHandover', 'photo', 'thumb', ...RECORDS],
  dispatcher: ['staff', 'case', 'caseHandover', 'photo', 'thumb', 'enterprise', 'component', 'ledgerEntry'],
  supervisor: ['staff', 'case', 'caseHandover', 'photo', 'thumb', ...RECORDS, 'patrol'],
  department: ['staff', 'case', 'caseHandover', 'photo', 'thumb'],
  systemAdmin: ['staff'],
  securityAdmin: ['staff'],
  auditor: ['staff', 'audit'],
};
const TYPES = Object.keys(DOCUMENT_TYPES) as DocumentType[];
const at = (type: string, scope: string, audience?: string[]): Placed => ({ _id: `${type}:x`, type, scope, audience });

describe('who may read what', () => {
  const rows = ROLES.flatMap((role) => TYPES.map((type) => ({ role, type })));

  it.each(rows)('$role sees $type only where the table says', ({ role, type }) => {
    const user = aUser(role);
    expect(ALL.filter((place) => mayRead(user, at(type, PLACES[place])))).toEqual(
      ALL.filter((place) => EXPECTED[role][type].includes(place)),
    );
  });

  it.each(rows)('$role and a $type of another district addressed to him', ({ role, type }) => {
    const user = aUser(role);
    const mine = at(type, PLACES['next district'], [personKey(user.id)]);
    const others = at(type, PLACES['next district'], [personKey(aUser(role).id)]);
    expect([mayRead(user, mine), mayRead(user, others)]).toEqual([ADDRESSABLE[role].includes(type), false]);
  });

  it.each(rows)('$role and a $type addressed to a department', ({ role, type }) => {
    const user = aUser(role);
    const theirs = at(type, PLACES['next district'], ['dept:roads']);
    const anothers = at(type, PLACES['next district'], ['dept:green']);
    const expected = role === 'department' && ['case', 'caseHandover', 'photo', 'thumb', 'staff'].includes(type);
    expect([mayRead(user, theirs), mayRead(user, anothers)]).toEqual([expected, false]);
  });

  it('shows nobody a type it does not know', () => {
    for (const role of ROLES) expect(mayRead(aUser(role), at('dossier', PLACES['own grid']))).toBe(false);
  });

  it('adds up over several posts', () => {
    const user = { ...aUser('gridWorker'), posts: [...aUser('gridWorker').posts, ...aUser('department').posts] };
    expect([
      mayRead(user, at('case', PLACES['own grid'])),
      mayRead(user, at('case', PLACES['next street'], ['dept:roads'])),
    ]).toEqual([true, true]);
  });

  it('plans exactly what it allows, for any document', () => {
    const scope = fc.constantFrom(...Object.values(PLACES), '31011500500100', '', '3');
    const audience = fc.array(fc.constantFrom('dept:roads', 'dept:green', 'person:X'), { maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...ROLES), fc.constantFrom(...TYPES), scope, audience, (role, type, place, keys) => {
        const user = aUser(role);
        const document = at(type, place, keys);
        expect(planAllows(readPlan(user, TYPES), document)).toBe(mayRead(user, document));
      }),
    );
  });
});
