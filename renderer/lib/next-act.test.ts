import { describe, expect, it } from 'vitest';
import { knowsAct } from '../../shared/cases/fold.ts';
import type { User } from '../../shared/domain/staff.ts';
import { OPEN_STATES } from '../../shared/cases/queues.ts';
import { nextActOf, postWaitedFor } from '../../shared/cases/whose-turn.ts';
import { asksForMore } from './next-act.ts';

const user = (...posts: User['posts']): User => ({
  id: 'staff:01J00000000000000000000000',
  account: 'someone',
  displayName: '某人',
  posts,
});

describe('what a list says waits for a person', () => {
  it('names an act that the machine knows in every open state', () => {
    for (const state of OPEN_STATES) {
      const act = nextActOf(state);
      // What rests wakes by itself.
      if (state === 'suspended') expect(act).toBeUndefined();
      else expect(act === undefined ? `${state}: none` : knowsAct(state, act)).toBe(true);
    }
  });

  it('is nothing once a case is final', () => {
    expect(nextActOf('closed')).toBeUndefined();
    expect(
      postWaitedFor(user({ role: 'streetClerk', scope: '310115005' }), {
        state: 'closed',
        gridCode: '310115005001001',
        department: undefined,
      }),
    ).toBeUndefined();
  });

  it('goes by place for staff and by department for departments', () => {
    const row = { state: 'pendingSign', gridCode: '310115005001001', department: 'dept:roads' } as const;
    expect(
      postWaitedFor(user({ role: 'department', scope: '310115005', department: 'dept:roads' }), row),
    ).toBeDefined();
    expect(
      postWaitedFor(user({ role: 'department', scope: '310115005', department: 'dept:water' }), row),
    ).toBeUndefined();
    const reported = { ...row, state: 'reported' } as const;
    expect(postWaitedFor(user({ role: 'communityClerk', scope: '310115005001' }), reported)).toBeDefined();
    expect(postWaitedFor(user({ role: 'communityClerk', scope: '310115005002' }), reported)).toBeUndefined();
    expect(postWaitedFor(user({ role: 'gridWorker', scope: '310115005001001' }), reported)).toBeUndefined();
  });

  it('knows which acts ask for more than a click', () => {
    expect(asksForMore('accept')).toBe(false);
    expect(asksForMore('dispatch')).toBe(true);
    // A claim in somebody else's hands is nothing that one could fill in.
    expect([asksForMore('claim'), asksForMore('confirmHandled'), asksForMore('assign')]).toEqual([false, false, true]);
  });
});
