import { useCallback, useState } from 'react';
import type { Condition } from '../../../shared/stock/query.ts';
import type { Workstation } from '../../data/api.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { keptIn } from '../../lib/kept.ts';
import type { Order, GroupBy } from './list-order.ts';
import type { QueueKey } from './queues.ts';

/** What one queue was asked beside its conditions, and what of it was ticked. */
interface LeftQueue {
  readonly queue: QueueKey;
  readonly text: string;
  readonly selected: ReadonlySet<string>;
}

interface Remembered {
  readonly where: readonly Condition[];
  readonly group: GroupBy;
  readonly view: 'list' | 'map';
  readonly finishedOrder: Order | undefined;
  /** Of a filter that brings an order: the one its reader wanted instead. */
  readonly otherwise: { readonly key: QueueKey; readonly order: Order } | undefined;
}

/** In memory, with the session: a text typed above a list may be somebody's name. `left`: the queue that was in hand last. */
const memoryOf = keptIn((): { page: Remembered; left: LeftQueue | undefined } => ({
  page: { where: [], group: '', view: 'list', finishedOrder: undefined, otherwise: undefined },
  left: undefined,
}));

/** State of the page that is there again when one comes back to it. */
export function useRemembered<K extends keyof Remembered>(
  key: K,
): readonly [Remembered[K], (next: Remembered[K]) => void] {
  const workstation = useWorkstation();
  const [value, setValue] = useState(() => memoryOf(workstation).page[key]);
  const set = useCallback(
    (next: Remembered[K]) => {
      const memory = memoryOf(workstation);
      memory.page = { ...memory.page, [key]: next };
      setValue(next);
    },
    [workstation, key],
  );
  return [value, set];
}

/** Undefined where another queue was in hand meanwhile: each begins unasked. */
export function leftIn(session: Workstation, queue: QueueKey): LeftQueue | undefined {
  const { left } = memoryOf(session);
  return left?.queue === queue ? left : undefined;
}

export function rememberLeft(session: Workstation, left: LeftQueue): void {
  memoryOf(session).left = left;
}

/** A queue opened by its figure is asked anew: what is listed is what was counted. */
export function askAnew(session: Workstation): void {
  const memory = memoryOf(session);
  memory.page = { ...memory.page, where: [] };
  memory.left = undefined;
}
