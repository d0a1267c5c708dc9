import { describe, expect, it } from 'vitest';
import type { Placed } from '../domain/base-document.ts';
import { ROLES, type Role } from '../domain/roles.ts';
import { personKey } from '../domain/staff.ts';
import { aUser } from '../testing/builders.ts';
import { PLACES, type Place } from '../testing/places.ts';
import { mayWrite } from './rights.ts';

const ALL = Object.keys(PLACES) as Place[];
const at = (type: string, scope: string, audience?: string[]): Placed => ({ _id: `${type}:x`, type, scope, audience });

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

  it.each([
    ['systemAdmin', 'catalog', PLACES['own street'].slice(0, 6)],
    ['systemAdmin', 'area', PLACES['own street'].slice(0, 6)],
    ['gridWorker', 'task', PLACES['own street']],
    ['communityClerk', 'sharedFilter', PLACES['own street']],
    ['communityClerk', 'building', PLACES['next community']],
  ] as const)('lets nobody write for a place that is not his by his own key: %s, %s', (role, type, scope) => {
    const user = aUser(role);
    expect(mayWrite(user, null, at(type, scope, [personKey(user.id)]))).toBe('after');
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

  it('lets those who work the cases of a place share filters at that very place, and nobody else', () => {
    const maySharePlaces = (role: Role): Place[] =>
      ALL.filter((place) => mayWrite(aUser(role), null, at('sharedFilter', PLACES[place])) === 'allowed');
    expect(Object.fromEntries(ROLES.map((role) => [role, maySharePlaces(role)]))).toEqual({
      gridWorker: [],
      communityClerk: ['own community'],
      streetClerk: ['own street'],
      dispatcher: ['own street'],
      department: [],
      supervisor: ['own street'],
      systemAdmin: [],
      securityAdmin: [],
      auditor: [],
    });
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
