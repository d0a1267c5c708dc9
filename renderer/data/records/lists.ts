import { canonicalJson } from '../../../shared/lib/canonical-json.ts';

type Item = Readonly<Record<string, unknown>>;
export type List = readonly Item[] | undefined;

/** Lists whose items have a name of their own are merged item by item; of all others the list is one value. */
const KEYS: Readonly<Record<string, string>> = {
  tags: 'code',
  phones: 'number',
  hazards: 'id',
  results: 'id',
  licences: 'id',
};

export const same = (a: unknown, b: unknown): boolean =>
  (a === undefined) === (b === undefined) && canonicalJson(a) === canonicalJson(b);

function byKey(value: unknown, key: string): ReadonlyMap<string, Item> | null {
  if (value === undefined) return new Map();
  if (!Array.isArray(value)) return null;
  const items = new Map<string, Item>();
  for (const item of value as readonly Item[]) {
    const name: unknown = (item as Item | null)?.[key];
    if (typeof name !== 'string' || items.has(name)) return null;
    items.set(name, item);
  }
  return items;
}

export interface MergedList {
  readonly list: List;
  /** Items of ours that gave way, as they were and as we had them; empty lists when none did. */
  readonly lostFrom: readonly Item[];
  readonly lostTo: readonly Item[];
  /** Whether anything of ours stands in the merged list that gave no way. */
  readonly kept: boolean;
}

/**
 * Our change of a list (`from` → `to`) upon a list that somebody changed meanwhile (`standing`), item by item: where both changed the same item, theirs stands.
 * `null` where the list has no named items, or names one twice. `winner`: whose item stands where both changed it.
 */
export function mergeLists(
  field: string,
  from: unknown,
  standing: unknown,
  to: unknown,
  winner: 'theirs' | 'ours' = 'theirs',
): MergedList | null {
  const key = KEYS[field];
  if (key === undefined) return null;
  const [was, there, ours] = [byKey(from, key), byKey(standing, key), byKey(to, key)];
  if (was === null || there === null || ours === null) return null;
  const merged = new Map(there);
  const lostFrom: Item[] = [];
  const lostTo: Item[] = [];
  let kept = false;
  for (const name of new Set([...was.keys(), ...ours.keys()])) {
    const [before, after, now] = [was.get(name), ours.get(name), there.get(name)];
    if (same(before, after)) continue;
    if (winner === 'ours' || same(now, before) || same(now, after)) {
      kept = true;
      if (after === undefined) merged.delete(name);
      else merged.set(name, after);
    } else {
      if (before !== undefined) lostFrom.push(before);
      if (after !== undefined) lostTo.push(after);
    }
  }
  const list = merged.size === 0 && (to === undefined || standing === undefined) ? undefined : [...merged.values()];
  return { list, lostFrom, lostTo, kept };
}
