import { transition } from 'xstate';
import { describe, expect, it } from 'vitest';
import { CASE_STATES } from '../domain/case.ts';
import { entryOn, logOf, WAY_TO } from '../testing/lifecycle.ts';
import { ACT_NAMES } from './acts.ts';
import { foldLog } from './fold.ts';
import type { CaseEvent } from './machine-setup.ts';
import { caseMachine } from './machine.ts';
import { stepMachine } from './step-machine.ts';

describe('one step of the case machine', () => {
  it('is what xstate’s own transition gives, of every act in every state', () => {
    for (const state of CASE_STATES) {
      const log = logOf(WAY_TO[state]);
      const { context, path, rules } = foldLog(log);
      const snapshot = caseMachine.resolveState({ value: state, context });
      for (const act of ACT_NAMES) {
        const entry = entryOn(log, act);
        const event = { type: act, isPermitted: true, entry, at: entry.at, path, rules } as CaseEvent;
        const [expected] = transition(caseMachine, snapshot, event);
        const { value, context: after, status } = stepMachine(snapshot, event);
        expect({ value, after, status }).toEqual({
          value: expected.value,
          after: expected.context,
          status: expected.status,
        });
      }
    }
  });
});
