import { categoryKeyText, type DuplicateRuleEntry } from '../../domain/catalog.ts';

/** The figures that hold for one category. */
export interface DuplicateRule {
  readonly radiusMetres: number;
  readonly hours: number;
  /** Texts less alike than this (0 to 1) speak of two things, unless a number on the thing itself says otherwise. */
  readonly textThreshold: number;
  /** Whether another door, building, staircase, floor or room is another thing, however near. */
  readonly sameDoor: boolean;
  /** Categories that people take for this one (`categoryKeyText`). */
  readonly alike: readonly string[];
}

/** Where a district has no table: these figures. */
export const USUAL_RULE: DuplicateRule = {
  radiusMetres: 50,
  hours: 24,
  textThreshold: 0.1,
  sameDoor: false,
  alike: [],
};

export interface DuplicateRules {
  readonly ruleOf: (category: string) => DuplicateRule;
  /** The widest of all: what blocking has to reach. */
  readonly widestMetres: number;
  readonly longestHours: number;
}

const asRule = (entry: DuplicateRuleEntry): DuplicateRule => ({
  radiusMetres: entry.radiusMetres,
  hours: entry.hours,
  textThreshold: entry.textThreshold,
  sameDoor: entry.sameDoor ?? false,
  alike: (entry.alike ?? []).map(categoryKeyText),
});

/** `standard/kind/06010` → `standard/kind/06`: the row of a whole class. */
const classOf = (category: string): string => {
  const code = category.slice(category.lastIndexOf('/') + 1);
  return category.slice(0, category.length - code.length) + code.slice(0, 2);
};

/** Reads the rows of `duplicateRules` tables: the category's own row, else its class's (two digits), else the row without a category, else the usual figures. */
export function duplicateRules(entries: readonly DuplicateRuleEntry[]): DuplicateRules {
  const byCategory = new Map<string, DuplicateRule>();
  let general = USUAL_RULE;
  for (const entry of entries) {
    if (entry.category === undefined) general = asRule(entry);
    else byCategory.set(categoryKeyText(entry.category), asRule(entry));
  }
  const all = [general, ...byCategory.values()];
  return {
    ruleOf: (category) => byCategory.get(category) ?? byCategory.get(classOf(category)) ?? general,
    widestMetres: Math.max(...all.map(({ radiusMetres }) => radiusMetres)),
    longestHours: Math.max(...all.map(({ hours }) => hours)),
  };
}
