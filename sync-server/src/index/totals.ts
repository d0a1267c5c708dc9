import type { ReadRange } from '../../../shared/access/read-plan.ts';
import type { CoveringIndex } from './covering-index.ts';
import { keysOf } from './index-keys.ts';

const idOf = (key: string): string => key.slice(key.lastIndexOf('!') + 1);

/** Everything of one type that lies in its ranges, each document once. Stretches by scope have nothing in common; those by audience may lie in them too. */
async function countOf(index: CoveringIndex, ranges: readonly ReadRange[]): Promise<number> {
  const addressed = new Set<string>();
  for (const range of ranges.filter(({ kind }) => kind === 'addressed')) {
    for await (const key of index.keys(keysOf(range))) addressed.add(idOf(key));
  }
  let count = 0;
  for (const range of ranges.filter(({ kind }) => kind !== 'addressed')) {
    for await (const key of index.keys(keysOf(range))) {
      count += 1;
      if (addressed.size > 0) addressed.delete(idOf(key));
    }
  }
  return count + addressed.size;
}

/**
 * How many documents of each type a read plan shows. Only keys are read. A plan may name a place more than once only by its audience (`readPlan` leaves out
 * what lies under something wider).
 */
export async function totalsOf(
  index: CoveringIndex,
  plan: readonly ReadRange[],
): Promise<Readonly<Record<string, number>>> {
  const totals: Record<string, number> = {};
  for (const type of new Set(plan.map((range) => range.type))) {
    const count = await countOf(
      index,
      plan.filter((range) => range.type === type),
    );
    if (count > 0) totals[type] = count;
  }
  return totals;
}
