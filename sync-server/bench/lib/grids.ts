import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aReportedCase, aUlid, STREET } from '../../../shared/testing/builders.ts';

/* A street of 100 grids in 10 communities, with as many people in them as a bench wants. */

export const GRIDS: readonly string[] = Array.from(
  { length: 100 },
  (_, at) => `${STREET}${String(1 + Math.floor(at / 10)).padStart(3, '0')}${String(1 + (at % 10)).padStart(3, '0')}`,
);

export const gridAt = (nth: number): string => GRIDS[nth % GRIDS.length] ?? '';

export const person = (account: string, role: Role, scope: string): User => ({
  id: `staff:${aUlid()}`,
  account,
  displayName: '测试',
  posts: [{ role, scope }],
});

/** `count` workers, spread evenly over the grids. */
export const workersOfGrids = (prefix: string, count: number): readonly User[] =>
  Array.from({ length: count }, (_, nth) =>
    person(`${prefix}${String(nth).padStart(5, '0')}`, 'gridWorker', gridAt(nth)),
  );

/** As its reporter pushes it; into a store it is written with nobody in its audience. */
export const caseIn = (reporter: User, grid: string): CaseDocument => aReportedCase(reporter, { gridCode: grid });
