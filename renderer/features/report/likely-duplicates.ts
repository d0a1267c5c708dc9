import type { DuplicateRules } from '../../../shared/cases/likeness/duplicate-rules.ts';
import type { Likeness } from '../../../shared/cases/likeness/judge-pair.ts';
import { likenessIndex, type LikenessIndex } from '../../../shared/cases/likeness/likeness-index.ts';
import type { Sighting } from '../../../shared/cases/likeness/sighting.ts';
import { categoryKeyText } from '../../../shared/domain/catalog.ts';
import type { CaseRow, Draft } from '../../data/api.ts';

export interface LikelyDuplicate {
  readonly row: CaseRow;
  readonly likeness: Likeness;
}

type FindingSoFar = Pick<Draft, 'category' | 'place' | 'description'>;

export interface DuplicateFinder {
  /** Open cases that may be the thing of the draft, likeliest first. Nothing while it has no category or place. */
  readonly find: (
    draft: FindingSoFar,
    open: readonly CaseRow[],
    rules: DuplicateRules,
    nowMs: number,
  ) => readonly LikelyDuplicate[];
}

const sightingOf = (row: CaseRow): Sighting => ({
  id: row.id,
  category: row.category,
  categoryName: row.categoryName,
  point: row.point,
  atMs: Date.parse(row.reportedAt),
  address: row.address,
  words: row.description,
});

/** Not the id of any case. */
const DRAFT = '';

/**
 * Keeps an index over the open cases beside the form. A list in which a few rows changed costs a few rows: what did not change is the same object and is not looked at again.
 */
export function duplicateFinder(): DuplicateFinder {
  let index: LikenessIndex | undefined;
  let rulesOfIndex: DuplicateRules | undefined;
  let seen: readonly CaseRow[] = [];
  let rows = new Map<string, CaseRow>();

  const follow = (open: readonly CaseRow[], rules: DuplicateRules): LikenessIndex => {
    if (index === undefined || rules !== rulesOfIndex) {
      index = likenessIndex(rules);
      rulesOfIndex = rules;
      seen = [];
      rows = new Map();
    }
    if (open === seen) return index;
    // What was merged is worked on elsewhere.
    const now = new Map(open.filter(({ state }) => state !== 'merged').map((row) => [row.id, row]));
    for (const [id, row] of now) if (rows.get(id) !== row) index.add(sightingOf(row));
    for (const id of rows.keys()) if (!now.has(id)) index.remove(id);
    rows = now;
    seen = open;
    return index;
  };

  return {
    find: ({ category, place, description }, open, rules, nowMs) => {
      if (category === undefined || place === undefined) return [];
      const offered = follow(open, rules).likelySame({
        id: DRAFT,
        category: categoryKeyText(category),
        categoryName: category.name,
        point: place.point,
        atMs: nowMs,
        address: place.address,
        words: description,
      });
      return offered.flatMap(({ id, likeness }) => {
        const row = rows.get(id);
        return row === undefined ? [] : [{ row, likeness }];
      });
    },
  };
}
