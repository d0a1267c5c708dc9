import { createActor, type ActorScope, type SnapshotFrom } from 'xstate';
import type { CaseEvent } from './machine-setup.ts';
import { caseMachine } from './machine.ts';

export type CaseSnapshot = SnapshotFrom<typeof caseMachine>;

const never = (): void => undefined;
/**
 * What the machine computes within: an actor that is never started, and hands that do nothing, since its actions only write the context. `transition` of xstate
 * makes such a scope, with an actor and its first state, for every single event; without that a fold takes some two thirds of its time (`npm run bench -- fold`).
 */
const still = createActor(caseMachine);
const SCOPE: ActorScope<CaseSnapshot, CaseEvent> = {
  self: still,
  system: still.system,
  id: still.id,
  sessionId: still.sessionId,
  logger: never,
  defer: never,
  emit: never,
  stopChild: never,
  actionExecutor: never,
};

/** The snapshot after an event: the same as xstate's `transition`, which a test holds it to. */
export const stepMachine = (snapshot: CaseSnapshot, event: CaseEvent): CaseSnapshot =>
  caseMachine.transition(snapshot, event, SCOPE);
