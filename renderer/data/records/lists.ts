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

/** Whose items are named by what they say: a number that is typed over another one names a new item, and is the same telephone all the same. */
const TYPED_OVER: ReadonlySet<string> = new Set(['phones']);

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
  /** Theirs that stand instead. */
  readonly instead: readonly Item[];
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
  const over = winner === 'theirs' && TYPED_OVER.has(field) ? typedOver(was, there, ours) : null;
  const lostFrom: Item[] = [...(over?.from ?? [])];
  const lostTo: Item[] = [...(over?.to ?? [])];
  const instead: Item[] = [...(over?.instead ?? [])];
  let kept = false;
  for (const name of new Set([...was.keys(), ...ours.keys()])) {
    const [before, after, now] = [was.get(name), ours.get(name), there.get(name)];
    if (same(before, after) || over?.names.has(name) === true) continue;
    if (winner === 'ours' || same(now, before) || same(now, after)) {
      kept = true;
      if (after === undefined) merged.delete(name);
      else merged.set(name, after);
    } else {
      if (before !== undefined) lostFrom.push(before);
      if (after !== undefined) lostTo.push(after);
      if (now !== undefined) instead.push(now);
    }
  }
  const list = merged.size === 0 && (to === undefined || standing === undefined) ? undefined : [...merged.values()];
  return { list, lostFrom, lostTo, instead, kept };
}

type Items = ReadonlyMap<string, Item>;
const notIn = (items: Items, ...others: readonly Items[]): readonly (readonly [string, Item])[] =>
  [...items].filter(([name]) => others.every((other) => !other.has(name)));

/** Items that both took away, and what each put in their place: two values for one thing. */
function typedOver(was: Items, there: Items, ours: Items) {
  const gone = notIn(was, there, ours);
  const own = notIn(ours, was, there).slice(0, gone.length);
  const theirs = notIn(there, was, ours).slice(0, own.length);
  const count = theirs.length;
  if (count === 0) return null;
  const [from, to] = [gone.slice(0, count), own.slice(0, count)];
  const items = (some: readonly (readonly [string, Item])[]): readonly Item[] => some.map(([, item]) => item);
  const names: ReadonlySet<string> = new Set([...from, ...to].map(([name]) => name));
  return { from: items(from), to: items(to), instead: items(theirs), names };
}

/** A lost change of a list put into force upon what stands there now: our items, in the place of those that were kept instead. `null`: no list of named items. */
export function listWithLost(
  field: string,
  standing: unknown,
  lost: { readonly from?: unknown; readonly to?: unknown; readonly instead?: unknown },
): { readonly list: List } | null {
  const key = KEYS[field];
  if (key === undefined) return null;
  const [there, from, to, instead] = [standing, lost.from, lost.to, lost.instead].map((list) => byKey(list, key));
  if (!there || !from || !to || !instead) return null;
  const next = new Map([...there].filter(([name]) => !from.has(name) && !instead.has(name)));
  for (const [name, item] of to) next.set(name, item);
  return { list: next.size === 0 && standing === undefined ? undefined : [...next.values()] };
}

/** Of a list of named items those that stand in the place of a lost change; anything else is one value. */
export function standingInstead(
  field: string,
  standing: unknown,
  lost: { readonly from?: unknown; readonly to?: unknown; readonly instead?: unknown },
): unknown {
  const key = KEYS[field];
  if (key === undefined) return standing;
  const [there, from, to, instead] = [standing, lost.from, lost.to, lost.instead].map((list) => byKey(list, key));
  if (!there || !from || !to || !instead) return standing;
  const found = [...there].filter(([name]) => from.has(name) || to.has(name) || instead.has(name));
  return found.length === 0 ? undefined : found.map(([, item]) => item);
}
