import type { Role } from '../../../../shared/domain/roles.ts';
import type { Post } from '../../../../shared/domain/staff.ts';
import type { DepartmentResource, StreetArea } from '../../../../shared/geo/resources.ts';
import { assert } from '../../../../shared/lib/assert.ts';
import type { Chance } from '../chance.ts';
import { STREET_CODE } from '../profile.ts';
import { hiringOffice, type Person } from './people.ts';

/** Everybody on the demonstration street, by what he does and where. */
export interface Staff {
  readonly everybody: readonly Person[];
  /** By grid code. */
  readonly workers: ReadonlyMap<string, Person>;
  /** By community code. */
  readonly clerks: ReadonlyMap<string, Person>;
  readonly streetClerks: readonly Person[];
  readonly dispatchers: readonly Person[];
  readonly supervisors: readonly Person[];
  /** By department key. */
  readonly departments: ReadonlyMap<string, readonly Person[]>;
  readonly administrators: readonly Person[];
}

const STREET_POSTS = { streetClerk: 4, dispatcher: 3, supervisor: 2 } as const;
const PEOPLE_PER_DEPARTMENT = 2;
const ADMINISTRATORS = ['systemAdmin', 'securityAdmin', 'auditor'] as const satisfies readonly Role[];

/** People who are always there, each at a post of his own, for pictures and tests. */
export const DRAWN = {
  grid: '310115005035001',
  community: '310115005035',
  gridWorker: '戚建平',
  communityClerk: '邬子墨',
  dispatcher: '柏若溪',
} as const;

export function hireStaff(
  areas: readonly StreetArea[],
  departments: readonly DepartmentResource[],
  chance: Chance,
  atMs: number,
): Staff {
  const hire = hiringOffice(chance, atMs);
  const atStreet = (role: Role, count: number, firstName?: string): readonly Person[] =>
    Array.from({ length: count }, (_, index) =>
      hire([{ role, scope: STREET_CODE }], index === 0 ? firstName : undefined),
    );

  // The drawn names first, so that chance cannot give them to anybody else.
  const drawnWorker = hire([{ role: 'gridWorker', scope: DRAWN.grid }], DRAWN.gridWorker);
  const drawnClerk = hire([{ role: 'communityClerk', scope: DRAWN.community }], DRAWN.communityClerk);
  const dispatchers = atStreet('dispatcher', STREET_POSTS.dispatcher, DRAWN.dispatcher);
  const streetClerks = atStreet('streetClerk', STREET_POSTS.streetClerk);
  const supervisors = atStreet('supervisor', STREET_POSTS.supervisor);
  const communities = areas.filter((area) => area.kind === 'community');
  const grids = areas.filter((area) => area.kind === 'grid');
  const clerks = new Map(
    communities.map(({ code }) => [
      code,
      code === DRAWN.community ? drawnClerk : hire([{ role: 'communityClerk', scope: code }]),
    ]),
  );
  const workers = new Map(
    grids.map(({ code }) => [code, code === DRAWN.grid ? drawnWorker : hire([{ role: 'gridWorker', scope: code }])]),
  );
  const departmentPost = (department: string): Post => ({ role: 'department', scope: STREET_CODE, department });
  const inDepartments = new Map(
    departments.map(({ key }): [string, readonly Person[]] => [
      key,
      Array.from({ length: PEOPLE_PER_DEPARTMENT }, () => hire([departmentPost(key)])),
    ]),
  );
  const administrators = ADMINISTRATORS.map((role) => hire([{ role, scope: STREET_CODE }]));
  return {
    everybody: [
      ...streetClerks,
      ...dispatchers,
      ...supervisors,
      ...clerks.values(),
      ...workers.values(),
      ...[...inDepartments.values()].flat(),
      ...administrators,
    ],
    workers,
    clerks,
    streetClerks,
    dispatchers,
    supervisors,
    departments: inDepartments,
    administrators,
  };
}

export function mustFind<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const found = map.get(key);
  assert(found !== undefined, `somebody or something at ${String(key)}`);
  return found;
}
