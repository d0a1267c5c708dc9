import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../shared/domain/roles.ts';
import type { User } from '../../shared/domain/staff.ts';
import { mayOpen } from './may-open.ts';
import type { Route } from './route.ts';

const holding = (role: Role): User => ({
  id: 'staff:01J0000000000000000000000A',
  account: 'somebody',
  displayName: '某人',
  posts: [{ role, scope: '310115005' }],
});
const ROUTES: readonly Route[] = [
  { kind: 'desk' },
  { kind: 'map' },
  { kind: 'cases' },
  { kind: 'case', id: 'case:1' },
  { kind: 'report' },
  { kind: 'sync' },
  { kind: 'settings' },
];
const openTo = (role: Role, canReport: boolean): readonly string[] =>
  ROUTES.filter((route) => mayOpen(holding(role), canReport, route)).map(({ kind }) => kind);

describe('the places that a typed address opens', () => {
  it('are all for who reports, all but the report for who does not', () => {
    expect(openTo('gridWorker', true)).toEqual(ROUTES.map(({ kind }) => kind));
    expect(openTo('dispatcher', false)).toEqual(['desk', 'map', 'cases', 'case', 'sync', 'settings']);
  });

  it('are those of 来件导入 for who takes findings in, not for who only reports', () => {
    const opens = (role: Role): boolean => mayOpen(holding(role), true, { kind: 'import' });
    expect((['streetClerk', 'communityClerk', 'gridWorker', 'dispatcher'] as const).map(opens)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('hold the figures for who answers for an area or hands its cases on', () => {
    const figures: Route = { kind: 'indicators' };
    const roles = ROLES.filter((role) => mayOpen(holding(role), false, figures));
    expect(roles).toEqual(['streetClerk', 'dispatcher', 'supervisor']);
  });

  it('are those without cases for administrators', () => {
    expect(openTo('systemAdmin', false)).toEqual(['map', 'sync', 'settings']);
    expect(openTo('securityAdmin', false)).toEqual(['sync', 'settings']);
    expect(openTo('auditor', false)).toEqual(['sync', 'settings']);
  });
});
