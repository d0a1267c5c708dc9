import { categoryKeyText, type CatalogOf, type CategoryKey } from '../../domain/catalog.ts';
import { MOST_PARTS, type PartChosen } from '../acts/joint.ts';
import type { Proposal } from './dispatch-rules.ts';

/** 一件事: a prepared joint handling, its parts as the act takes them, who leads first. */
export interface Template {
  readonly key: string;
  readonly name: string;
  /** `categoryKeyText` of what it is offered for. */
  readonly categories: readonly string[];
  readonly parts: readonly PartChosen[];
}

/** Whether the parts could be sent: two or more, one of them in the lead and obligatory, no department twice. */
const isWhole = ({ parts }: Template): boolean =>
  parts.length >= 2 &&
  parts.length <= MOST_PARTS &&
  parts.filter(({ isLead, isRequired }) => isLead && isRequired).length === 1 &&
  parts.filter(({ isLead }) => isLead).length === 1 &&
  new Set(parts.map(({ key }) => key)).size === parts.length;

/** The templates of some tables that could be sent as they stand; of two with one key that of the later table. */
export function templatesOf(
  tables: readonly Pick<CatalogOf<'templates'>, 'entries' | 'parts'>[],
  names: ReadonlyMap<string, string>,
): readonly Template[] {
  const byKey = new Map<string, Template>();
  for (const { entries, parts } of tables) {
    for (const { key, name, categories = [] } of entries) {
      const own = parts
        .filter(({ template }) => template === key)
        .map(({ department, isLead = false, isOptional = false, what, limit }): PartChosen => ({
          key: department,
          name: names.get(department) ?? department,
          isLead,
          isRequired: !isOptional,
          ...(what === undefined ? {} : { what }),
          ...(limit === undefined ? {} : { limit }),
        }))
        .sort((a, b) => Number(b.isLead) - Number(a.isLead));
      byKey.set(key, { key, name, categories: categories.map(categoryKeyText), parts: own });
    }
  }
  return [...byKey.values()].filter(isWhole);
}

/** The templates that fit a case, that of the dispatch rules first, then those of its category. */
export function templatesFor(
  templates: readonly Template[],
  category: CategoryKey,
  proposal: Proposal | null,
): readonly Template[] {
  const named = proposal?.grade === 'template' ? proposal.template : undefined;
  const own = categoryKeyText(category);
  return templates
    .filter(({ key, categories }) => key === named || categories.includes(own))
    .sort((a, b) => Number(b.key === named) - Number(a.key === named));
}
