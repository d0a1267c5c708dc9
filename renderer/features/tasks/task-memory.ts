import type { DueKey } from './task-views.ts';

/** What was asked of the targets, and which of them was in hand. */
export interface RememberedTasks {
  readonly task: string | undefined;
  readonly target: string | undefined;
  readonly due: DueKey;
  readonly shows: 'open' | 'done' | 'all';
  readonly typed: string;
}

/** In memory, with the session: what is typed may be somebody's name. */
const memories = new WeakMap<object, RememberedTasks>();

export function rememberTasks(session: object, tasks: RememberedTasks): void {
  memories.set(session, tasks);
}

/** As it was left, for who comes back to the very target that was in hand; whoever asks for another one asks anew. */
export function rememberedTasks(
  session: object,
  task: string | undefined,
  target: string | undefined,
): RememberedTasks | undefined {
  const before = memories.get(session);
  return target !== undefined && before?.target === target && before.task === task ? before : undefined;
}
