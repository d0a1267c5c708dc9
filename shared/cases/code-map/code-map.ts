import { categoryKeyText, type CategoryKey, type CodeMapEntry, type CodeRelation } from '../../domain/catalog.ts';

export type NamedCategory = CodeMapEntry['local'];
export type Direction = 'toNational' | 'toLocal';

/** What is lost on the way: the way back would come out elsewhere, or at something wider or narrower. */
export type Loss = 'detail' | 'meaning' | 'wayBack';

export type Translation =
  | { readonly kind: 'one'; readonly to: NamedCategory; readonly losses: readonly Loss[] }
  /** Several correspond: a person chooses. */
  | { readonly kind: 'choice'; readonly among: readonly NamedCategory[] }
  /** Somebody looked and nothing corresponds. */
  | { readonly kind: 'none' }
  /** The table says nothing of it. */
  | { readonly kind: 'missing' };

export interface CodeMap {
  readonly translate: (key: CategoryKey, direction: Direction) => Translation;
}

interface Arrow {
  readonly to: NamedCategory;
  readonly relation: CodeRelation;
}

interface Side {
  readonly arrows: ReadonlyMap<string, readonly Arrow[]>;
  /** Keys of which the table says that nothing corresponds. */
  readonly none: ReadonlySet<string>;
}

/** Seen from the other side, a part is the whole. */
const turned = (relation: CodeRelation): CodeRelation =>
  relation === 'narrower' ? 'wider' : relation === 'wider' ? 'narrower' : relation;

function sideOf(entries: readonly CodeMapEntry[], direction: Direction): Side {
  const arrows = new Map<string, Arrow[]>();
  const none = new Set<string>();
  for (const { local, national, relation } of entries) {
    if (national === undefined) {
      if (direction === 'toNational') none.add(categoryKeyText(local));
      continue;
    }
    const [from, arrow] =
      direction === 'toNational'
        ? [local, { to: national, relation }]
        : [national, { to: local, relation: turned(relation) }];
    const key = categoryKeyText(from);
    arrows.set(key, [...(arrows.get(key) ?? []), arrow]);
  }
  return { arrows, none };
}

/**
 * Among several, the one that means the same is the one: 暴露垃圾 and 严重的暴露垃圾 are both 06010 of the nation, and 06010 is 暴露垃圾 here. Two that mean the same, or none, leave a choice.
 */
function onlyOf(arrows: readonly Arrow[]): Arrow | undefined {
  if (arrows.length === 1) return arrows[0];
  const same = arrows.filter(({ relation }) => relation === 'same');
  return same.length === 1 ? same[0] : undefined;
}

/** Reads the rows of one `codeMap` table, both ways. */
export function codeMap(entries: readonly CodeMapEntry[]): CodeMap {
  const sides = { toNational: sideOf(entries, 'toNational'), toLocal: sideOf(entries, 'toLocal') };
  const comesBack = (from: CategoryKey, to: NamedCategory, direction: Direction): boolean => {
    const back = sides[direction === 'toNational' ? 'toLocal' : 'toNational'];
    const only = onlyOf(back.arrows.get(categoryKeyText(to)) ?? []);
    return only !== undefined && categoryKeyText(only.to) === categoryKeyText(from);
  };
  return {
    translate: (key, direction) => {
      const text = categoryKeyText(key);
      const { arrows, none } = sides[direction];
      const found = arrows.get(text);
      if (found === undefined) return { kind: none.has(text) ? 'none' : 'missing' };
      const only = onlyOf(found);
      if (only === undefined) return { kind: 'choice', among: found.map(({ to }) => to) };
      const { to, relation } = only;
      return {
        kind: 'one',
        to,
        losses: [
          ...(relation === 'narrower' ? (['detail'] as const) : []),
          ...(relation === 'wider' ? (['meaning'] as const) : []),
          ...(comesBack(key, to, direction) ? [] : (['wayBack'] as const)),
        ],
      };
    },
  };
}
