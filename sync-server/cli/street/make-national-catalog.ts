import type { CategoryResource, NationalCatalog } from '../../../shared/geo/resources.ts';

/** Short name of the national standard, as it stands in every category key. */
export const STANDARD = 'GB/T 47678.5';

const KINDS: Readonly<Record<string, CategoryResource['kind']>> = { 管理部件: 'component', 管理事项: 'matter' };

/**
 * The national list from its table (kind, five digits, big class, name, tab-separated, one head line).
 * The same five digits can be a component and a matter, so a category is known by (standard, kind, code).
 */
export const makeNationalCatalog = (table: string): NationalCatalog => {
  const entries = table
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line): CategoryResource => {
      const [kindName, code, className, name] = line.split('\t').map((cell) => cell.trim());
      const kind = KINDS[kindName ?? ''];
      if (kind === undefined || code === undefined || className === undefined || name === undefined) {
        throw new Error(`makeNationalCatalog: cannot read "${line}"`);
      }
      return { standard: STANDARD, kind, code, name, classCode: code.slice(0, 2), className };
    });
  return {
    kind: 'categories',
    name: 'GB/T 47678.5 管理部件和事项',
    standard: STANDARD,
    version: 1,
    validFrom: '2026-07-01',
    entries,
  };
};
