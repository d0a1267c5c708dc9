import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Placed } from '../domain/base-document.ts';
import { DOCUMENT_TYPES, type DocumentType } from '../domain/document-types.ts';
import { ROLES, type Role } from '../domain/roles.ts';
import { personKey } from '../domain/staff.ts';
import { aUser } from '../testing/builders.ts';
import { planAllows, readPlan } from './read-plan.ts';
import { mayRead, mayWrite } from './rights.ts';

/** Where a document lies, seen from a post at grid 310115005001001 (or the community, street, … that holds it). */
const PLACES = {
  'own grid': '310115005001001',
  'next grid': '310115005001002',
  'own community': '310115005001',
  'next community': '310115005002001',
  'own street': '310115005',
  'next street': '310115007001001',
  'own district': '310115',
  'next district': '310101',
} as const;
type Place = keyof typeof PLACES;
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

describe('who may write what', () => {
  const OPERATIONAL: Role[] = ['gridWorker', 'communityClerk', 'streetClerk', 'dispatcher', 'department', 'supervisor'];

  it.each(ROLES)('%s writes cases only in operation', (role) => {
    const user = aUser(role);
    const place =
      role === 'department' ? at('case', PLACES['own grid'], ['dept:roads']) : at('case', PLACES['own grid']);
    expect(mayWrite(user, null, place)).toBe(OPERATIONAL.includes(role) ? 'allowed' : 'type');
  });

  it('never overwrites what the writer may not see', () => {
    expect(mayWrite(aUser('gridWorker'), at('case', PLACES['next grid']), at('case', PLACES['own grid']))).toBe(
      'before',
    );
  });

  it('never moves anything out of the writer’s sight', () => {
    expect(mayWrite(aUser('gridWorker'), at('case', PLACES['own grid']), at('case', PLACES['next grid']))).toBe(
      'after',
    );
  });

  it('lets a worker report beyond his grid what stays addressed to him', () => {
    const user = aUser('gridWorker');
    expect(mayWrite(user, null, at('case', PLACES['next community'], [personKey(user.id)]))).toBe('allowed');
  });

  it('lets the clerks of the place name its buildings, and nobody those of another place', () => {
    const mayName = (scope: string): Role[] =>
      ROLES.filter((role) => mayWrite(aUser(role), null, at('building', scope)) === 'allowed');
    expect(mayName(PLACES['own grid'])).toEqual(['communityClerk', 'streetClerk', 'systemAdmin']);
    expect(mayName(PLACES['next community'])).toEqual(['streetClerk', 'systemAdmin']);
    expect(mayName(PLACES['next street'])).toEqual([]);
  });

  it('keeps residents to those who keep the ledger, and special files to the community', () => {
    const mayKeep = (type: string): Role[] =>
      ROLES.filter((role) => mayWrite(aUser(role), null, at(type, PLACES['own grid'])) === 'allowed');
    for (const type of ['person', 'household', 'occupancy', 'room', 'enterprise', 'component', 'ledgerEntry'])
      expect(mayKeep(type), type).toEqual(['gridWorker', 'communityClerk', 'streetClerk']);
    expect(mayKeep('careFile')).toEqual(['communityClerk']);
    expect(mayKeep('task')).toEqual(['gridWorker', 'communityClerk', 'streetClerk', 'supervisor']);
    const wider = at('task', PLACES['own community']);
    expect(mayWrite(aUser('gridWorker'), wider, wider)).toBe('before');
    for (const type of ['objection', 'handover'])
      expect(mayKeep(type), type).toEqual(['gridWorker', 'communityClerk', 'streetClerk', 'supervisor']);
    expect(mayKeep('careHandover')).toEqual(['communityClerk']);
    for (const type of ['change', 'careChange']) expect(mayKeep(type), type).toEqual([]);
  });

  it('leaves areas and catalogues to the system administrator', () => {
    for (const type of ['area', 'catalog']) {
      const scope = PLACES['own street'];
      expect(ROLES.filter((role) => mayWrite(aUser(role), null, at(type, scope)) === 'allowed')).toEqual([
        'systemAdmin',
      ]);
    }
  });
});
