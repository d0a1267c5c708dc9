import { useMemo } from 'react';
import type { ListAnswer, ListAsked } from '../../../shared/stock/query.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { useHeld } from '../../records/use-held.ts';
import { askable, isFilter, ON_THE_CLOCK, type AskedNow, type Counts, type QueueKey, type Queues } from './queues.ts';

const STANDING: ListAsked<'case'> = { query: { kind: 'case' }, from: 0, count: 0, facets: ['queues'] };
const STAGES: ListAsked<'case'> = {
  query: { kind: 'case', where: [{ field: 'queues', op: 'in', values: ['all'] }] },
  from: 0,
  count: 0,
  facets: ['state'],
};
const byValue = ({ facets }: ListAnswer<'case'>, field: string): ReadonlyMap<string, number> =>
  new Map(facets[field]?.map(({ value, count }) => [value, count]));

/** How many cases stand in each queue, exactly, following every change: each number is the total of its queue's own question. `now` by identity: memoise it. */
export function useQueueCounts(queues: Queues, now: AskedNow): Counts {
  const { stock } = useWorkstation();
  const asked = useMemo(() => {
    // The others are counted in two passes for all of them.
    const apart = [...queues.watch.filter(({ key }) => isAsked(key)), ...queues.saved, ...queues.shared];
    const lives = apart.map(({ where }) =>
      stock.list({ query: { kind: 'case', where: askable(where, now) }, from: 0, count: 0 }),
    );
    return { apart, live: combineLive([stock.list(STANDING), stock.list(STAGES), ...lives]) };
  }, [stock, queues, now]);
  const answers = useLive(asked.live);
  const counts = useMemo((): ReadonlyMap<string, number> | undefined => {
    const [standing, stages, ...others] = answers ?? [];
    if (standing === undefined || stages === undefined) return undefined;
    return new Map([
      ...byValue(stages, 'state'),
      ...byValue(standing, 'queues'),
      ...asked.apart.flatMap(({ key }, at) => {
        const total = others[at]?.total;
        return total === undefined ? [] : [[key, total] as const];
      }),
    ]);
  }, [answers, asked]);
  // While the questions of the next minute are on their way, the last numbers stand.
  const last = useHeld(counts !== undefined && asked.apart.every(({ key }) => counts.has(key)) ? counts : undefined);
  return useMemo(
    () => (key) => (isCounted(key) ? counts && (counts.get(key) ?? 0) : (counts?.get(key) ?? last?.get(key))),
    [counts, last],
  );
}

const isAsked = (key: QueueKey): boolean => ON_THE_CLOCK.has(key);
/** Counted by value: what nobody stands in is not told. */
const isCounted = (key: QueueKey): boolean => !isAsked(key) && !isFilter(key);
