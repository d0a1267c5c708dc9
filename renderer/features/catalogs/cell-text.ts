import type { CategoryKey } from '../../../shared/domain/catalog.ts';
import type { Column } from './columns.ts';
import { valueAt, withValue, type Row } from './rows.ts';

/** What a code means (a category, an area, a department, a template), as the catalogues in force and the map have it. */
export type CategoryNames = ReadonlyMap<string, string>;

export const NATIONAL = { standard: 'GB/T 47678.5', kind: 'matter' } as const;

const codeOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'code' in value ? String(value.code) : '';

/** A cell as it stands in its field. */
export function fieldText(column: Column, row: Row): string {
  const value = valueAt(row, column.path);
  switch (column.kind) {
    case 'category':
      return codeOf(value);
    case 'categories':
      return Array.isArray(value) ? value.map(codeOf).join('、') : '';
    case 'words':
      return Array.isArray(value)
        ? value.map((word) => column.terms?.find(([known]) => known === word)?.[1] ?? String(word)).join('、')
        : '';
    default:
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  }
}

/** A cell for reading: words for codes. */
export function cellText(column: Column, row: Row, names: CategoryNames): string {
  const value = valueAt(row, column.path);
  switch (column.kind) {
    case 'choice':
      return column.choices.find((one) => one.value === value)?.label ?? fieldText(column, row);
    case 'yesNo':
      return value === true ? '是' : '';
    case 'category': {
      const code = codeOf(value);
      return code === '' ? '' : `${code} ${names.get(code) ?? ''}`.trim();
    }
    case 'time': {
      const until = column.until === undefined ? undefined : valueAt(row, column.until);
      return typeof until === 'string' ? `${fieldText(column, row)}–${until}` : fieldText(column, row);
    }
    case 'area':
    case 'oneOf': {
      const code = fieldText(column, row);
      return names.get(code) ?? code;
    }
    case 'categories':
      return Array.isArray(value)
        ? value.map((one) => `${codeOf(one)} ${names.get(codeOf(one)) ?? ''}`.trim()).join('、')
        : '';
    default:
      return fieldText(column, row);
  }
}

const parts = (typed: string): readonly string[] =>
  typed
    .split(/[、，,;；\s]+/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
const half = (typed: string): string => typed.normalize('NFKC').trim();

/** The row with what was typed into a field. What cannot be read as the column's kind stays as text, and the check says so. */
export function withTyped(column: Column, row: Row, typed: string): Row {
  const before = valueAt(row, column.path);
  const keyFor = (code: string): CategoryKey => ({
    ...NATIONAL,
    ...(typeof before === 'object' && before !== null && !Array.isArray(before) ? (before as CategoryKey) : {}),
    code,
  });
  const plain = half(typed);
  switch (column.kind) {
    case 'number': {
      const value = Number(plain);
      return withValue(row, column.path, plain === '' ? undefined : Number.isFinite(value) ? value : typed);
    }
    case 'yesNo':
      return withValue(row, column.path, typed === 'true' ? true : undefined);
    case 'category':
      return withValue(row, column.path, plain === '' ? undefined : keyFor(plain));
    case 'categories': {
      const codes = parts(half(typed));
      return withValue(row, column.path, codes.length === 0 ? undefined : codes.map((code) => ({ ...NATIONAL, code })));
    }
    case 'words': {
      const words = parts(typed).map((word) => column.terms?.find(([, label]) => label === word)?.[0] ?? word);
      return withValue(row, column.path, words.length === 0 && column.keepsEmpty !== true ? undefined : words);
    }
    case 'day':
      return withValue(row, column.path, plain);
    case 'time':
    case 'area':
    case 'oneOf':
      return withValue(row, column.path, plain === '' && column.required !== true ? undefined : plain);
    case 'choice':
    case 'text':
    case 'long':
      return withValue(row, column.path, typed === '' && column.required !== true ? undefined : typed);
  }
}
