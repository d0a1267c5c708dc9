import { useMemo } from 'react';
import { classOf, type Grouping } from '../../../shared/cases/indicators/book.ts';
import { isChannel } from '../../../shared/domain/case.ts';
import { categoryKeyText } from '../../../shared/domain/catalog.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { CHANNEL_NAMES } from '../../lib/case-words.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}
export interface GroupNames {
  /** What the value of a group is called. */
  readonly nameOf: (by: Grouping, value: string) => string;
  /** Communities of the scope, and the grids of the one that is chosen. */
  readonly areas: (chosen: string | undefined) => readonly Choice[];
  readonly departments: readonly Choice[];
  readonly classes: readonly Choice[];
}

const NONE = [] as const;

/** The words of areas, departments and classes, and what may be chosen of them. */
export function useGroupNames(): GroupNames {
  const { catalogs, ...workstation } = useWorkstation();
  const areas = useLive(workstation.areas) ?? NONE;
  const departments = useLive(catalogs.departments) ?? NONE;
  const categories = useLive(catalogs.categories) ?? NONE;
  return useMemo(() => {
    const words = areaWords(areas);
    const categoryNames = new Map(categories.map((one) => [categoryKeyText(one), one.name]));
    const classNames = new Map(categories.map((one) => [classOf(categoryKeyText(one)), one.className]));
    const departmentNames = new Map(departments.map(({ key, name }) => [key, name]));
    const nameOf = (by: Grouping, value: string): string => {
      switch (by) {
        case 'community':
        case 'grid':
          return words.fullNameOf(value);
        case 'department':
          return value === '' ? '还没有部门' : (departmentNames.get(value) ?? value);
        case 'class':
          return classNames.get(value) ?? value;
        case 'category':
          return categoryNames.get(value) ?? value;
        case 'channel':
          return isChannel(value) ? CHANNEL_NAMES[value] : value;
      }
    };
    const codes = areas.map(({ code }) => code).sort();
    return {
      nameOf,
      areas: (chosen) =>
        codes
          .filter(
            (code) => code.length === 12 || (code.length === 15 && chosen?.startsWith(code.slice(0, 12)) === true),
          )
          .map((code) => ({ value: code, label: `${code.length === 15 ? '　' : ''}${words.fullNameOf(code)}` })),
      departments: departments.map(({ key, name }) => ({ value: key, label: name })),
      classes: [...classNames].map(([value, label]) => ({ value, label })).sort((a, b) => (a.value < b.value ? -1 : 1)),
    };
  }, [areas, departments, categories]);
}
