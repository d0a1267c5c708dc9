import type { Post } from '../../../shared/domain/staff.ts';
import { COMMUNITY, GRID, OTHER_GRID, STREET } from '../../../shared/testing/builders.ts';

export const OTHER_COMMUNITY = '310115005002';
export const NEXT_GRID = `${COMMUNITY}002`;
export const GRIDS = [GRID, NEXT_GRID, OTHER_GRID] as const;

/** Who works at workstations in these stories. */
export const WORKERS = [
  'worker',
  'neighbour',
  'farWorker',
  'clerk',
  'farClerk',
  'streetClerk',
  'dispatcher',
  'department',
  'supervisor',
] as const;
export type WorkerName = (typeof WORKERS)[number];
/** `registrar`: works at the centre itself, and nobody gives him other posts. */
export type PersonName = WorkerName | 'admin' | 'registrar';

const worker = (scope: string): Post => ({ role: 'gridWorker', scope });
/** What the administrator may make of somebody. */
export const ALL_POSTS: readonly (readonly Post[])[] = [
  [worker(GRID)],
  [worker(NEXT_GRID)],
  [worker(OTHER_GRID)],
  [worker(GRID), worker(NEXT_GRID)],
  [{ role: 'communityClerk', scope: COMMUNITY }],
  [{ role: 'communityClerk', scope: OTHER_COMMUNITY }],
  [{ role: 'streetClerk', scope: STREET }],
  [{ role: 'department', scope: STREET, department: 'dept:roads' }],
  [{ role: 'supervisor', scope: STREET }],
];
