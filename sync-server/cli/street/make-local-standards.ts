import type {
  CategoryKeyResource,
  CollectionNoteResource,
  LocalStandards,
  NationalCatalog,
  StandardRowResource,
} from '../../../shared/geo/resources.ts';
import { CITY_LOOK_RULES } from './city-look-rules.ts';
import { COMPONENT_RULES } from './component-rules.ts';
import type { LocalRule, MatterCode } from './local-rule.ts';
import { STANDARD } from './make-national-catalog.ts';
import { STREET_ORDER_RULES } from './street-order-rules.ts';

const keyOf = (code: MatterCode): CategoryKeyResource => ({ standard: STANDARD, kind: 'matter', code });

const idOf = (key: CategoryKeyResource, sequence: number): string =>
  `${key.kind === 'component' ? 'C' : 'M'}${key.code}-${String(sequence)}`;

/** Who answers for a category that has no row of its own, by its first two digits. */
const GENERIC_DEPARTMENTS: Readonly<Record<string, string>> = {
  '01': 'dept:roads',
  '02': 'dept:roads',
  '03': 'dept:sanitation',
  '04': 'dept:greening',
  '05': 'dept:property',
  '06': 'dept:urban-enforcement',
  '07': 'dept:urban-enforcement',
  '08': 'dept:urban-enforcement',
  '09': 'dept:urban-enforcement',
  '10': 'dept:roads',
};

const rowsOf = (rule: LocalRule): readonly StandardRowResource[] =>
  rule.rows.map(([openCondition, closeCondition, limit], i) => ({
    id: idOf(keyOf(rule.category), i + 1),
    category: keyOf(rule.category),
    openCondition,
    closeCondition,
    limit,
    ...(limit.unit === 'urgentHour' || limit.unit === 'urgentDay' ? { urgent: true } : {}),
  }));

const noteOf = (rule: LocalRule): CollectionNoteResource => ({
  category: keyOf(rule.category),
  note: rule.note,
  ...(rule.reportInstead === undefined
    ? {}
    : { reportInstead: rule.reportInstead.map(([when, category]) => ({ when, category: keyOf(category) })) }),
  department: rule.department,
});

/**
 * The street's own standard: rows written for the common categories, and one generic row, said to be generic, for every
 * other one, so that no national category is without a way to be opened and closed.
 */
export const makeLocalStandards = (national: NationalCatalog): LocalStandards => {
  const rules = [...COMPONENT_RULES, ...CITY_LOOK_RULES, ...STREET_ORDER_RULES];
  const ruled = new Set(rules.map((rule) => idOf(keyOf(rule.category), 0)));
  const others = national.entries.filter((entry) => !ruled.has(idOf(entry, 0)));
  const key = ({ standard, kind, code }: CategoryKeyResource): CategoryKeyResource => ({ standard, kind, code });
  return {
    kind: 'standards',
    name: '陆家嘴街道立案处置结案标准（示范）',
    version: 1,
    validFrom: '2026-07-01',
    entries: [
      ...rules.flatMap(rowsOf),
      ...others.map((entry) => ({
        id: idOf(entry, 1),
        category: key(entry),
        openCondition: entry.kind === 'component' ? `${entry.name}缺失、破损或者不能使用` : `发现${entry.name}`,
        closeCondition: '恢复原状，现场整洁',
        limit: { amount: 3, unit: 'workDay' as const },
        generic: true,
      })),
    ],
    notes: [
      ...rules.map(noteOf),
      ...others.map((entry) => ({
        category: key(entry),
        note: '拍清全景和近景各一张，写明位置和数量，同一处算一件。',
        department: GENERIC_DEPARTMENTS[entry.classCode] ?? 'dept:urban-enforcement',
      })),
    ],
  };
};
