import { ROLE_NAMES, type Role } from '../../../shared/domain/roles.ts';
import type { DepartmentResource, StreetArea } from '../../../shared/geo/resources.ts';
import type { DemoAccount } from '../../../shared/sync/wire.ts';
import { assert } from '../../../shared/lib/assert.ts';
import { DEMO_PASSWORD } from './profile.ts';
import type { Person } from './staff/people.ts';
import { DRAWN, mustFind, type Staff } from './staff/staff.ts';

/** Next to the drawn community, so that who sees what can be tried across a border. */
const NEIGHBOUR = { community: '310115005036', grid: '310115005036001' } as const;
const SECOND_GRID = '310115005035002';
const SHOWN_DEPARTMENTS = ['dept:sanitation', 'dept:urban-enforcement', 'dept:property'] as const;

/** The accounts a visitor is offered: every role, two neighbouring grids of one community and one of another. The first is whom the launcher signs in. */
export function shownAccounts(
  staff: Staff,
  areas: readonly StreetArea[],
  departments: readonly DepartmentResource[],
): readonly DemoAccount[] {
  const areaName = (code: string): string => areas.find((area) => area.code === code)?.name ?? code;
  const show = (person: Person | undefined): DemoAccount => {
    assert(person, 'the demonstration has somebody for every role');
    const { role, scope, department } = person.actor.post;
    const where =
      department === undefined
        ? areaName(scope)
        : (departments.find(({ key }) => key === department)?.name ?? department);
    return {
      name: person.user.account,
      password: DEMO_PASSWORD,
      displayName: person.user.displayName,
      role: ROLE_NAMES[role],
      scope: [scope],
      post: `${ROLE_NAMES[role]} · ${where}`,
    };
  };
  const administrator = (role: Role): Person | undefined =>
    staff.administrators.find((person) => person.actor.post.role === role);
  return [
    ...staff.streetClerks.slice(0, 2),
    staff.dispatchers[0],
    staff.supervisors[0],
    mustFind(staff.clerks, DRAWN.community),
    mustFind(staff.workers, DRAWN.grid),
    mustFind(staff.workers, SECOND_GRID),
    mustFind(staff.clerks, NEIGHBOUR.community),
    mustFind(staff.workers, NEIGHBOUR.grid),
    ...SHOWN_DEPARTMENTS.map((key) => mustFind(staff.departments, key)[0]),
    administrator('systemAdmin'),
    administrator('securityAdmin'),
    administrator('auditor'),
  ].map(show);
}
