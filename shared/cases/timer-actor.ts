import type { Actor } from '../domain/case.ts';

/** Who writes what comes due by itself. No account has this id: nobody can sign in as it. */
const TIMER_ID = 'staff:00000000000000000000000000';
export const TIMER_DEVICE = 'centre';

export const timerActor = (scope: string): Actor => ({
  id: TIMER_ID,
  name: '中心计时',
  post: { role: 'systemAdmin', scope: scope.slice(0, 6) },
});
export const isByTimer = (by: Actor): boolean => by.id === TIMER_ID;
