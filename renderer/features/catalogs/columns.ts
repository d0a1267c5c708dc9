import { categoryKeyText, type CategoryKey } from '../../../shared/domain/catalog.ts';
import { valueAt, type Row } from './rows.ts';

/* What a column of a table means, and short ways to say it. */

export type Terms = readonly (readonly [value: string, label: string])[];

interface ColumnBase {
  readonly path: string;
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: string;
  /** Shown in the list of rows; the form shows all. */
  readonly inList?: boolean;
}
export type Column = ColumnBase &
  (
    | { readonly kind: 'text' | 'long' | 'day' | 'yesNo' | 'category' | 'categories' | 'area' }
    /** One of the departments or templates in force, whose keys begin so. */
    | { readonly kind: 'oneOf'; readonly prefix: 'dept:' | 'tpl-' }
    /** A time of day; with `until` the list shows the whole stretch in one cell. */
    | { readonly kind: 'time'; readonly until?: string }
    /** Several words; `terms` are what some of them are called on the screen. `keepsEmpty`: the field is there without any. `closed`: no others than those with a name and these. */
    | {
        readonly kind: 'words';
        readonly terms?: Terms;
        readonly keepsEmpty?: boolean;
        readonly closed?: readonly string[];
      }
    | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly isWhole?: boolean }
    | { readonly kind: 'choice'; readonly choices: readonly { readonly value: string; readonly label: string }[] }
  );

/** One list of rows within a catalogue. */
export interface Table {
  /** The field it lies in. */
  readonly field: string;
  readonly label: string;
  /** What a row is known by from one version to the next. */
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column[];
  readonly blank: Row;
}

const isCategory = (value: unknown): value is CategoryKey =>
  typeof value === 'object' && value !== null && 'standard' in value && 'kind' in value && 'code' in value;
const textAt = (row: Row, path: string): string => {
  const value = valueAt(row, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
export const by =
  (...paths: readonly string[]) =>
  (row: Row): string =>
    paths
      .map((path) => {
        const value = path === '' ? row : valueAt(row, path);
        return isCategory(value) ? categoryKeyText(value) : textAt(row, path);
      })
      .join(' ');

export const LIMIT_UNITS = [
  ['urgentHour', '紧急工时'],
  ['workHour', '工时'],
  ['urgentDay', '紧急工作日'],
  ['workDay', '工作日'],
] as const;

export const text = (path: string, label: string, more: Partial<ColumnBase> = {}): Column => ({
  kind: 'text',
  path,
  label,
  inList: true,
  ...more,
});
export const needed = (path: string, label: string, more: Partial<ColumnBase> = {}): Column =>
  text(path, label, { required: true, ...more });
export const number = (
  path: string,
  label: string,
  min: number,
  max: number,
  more: Partial<ColumnBase> = {},
): Column => ({
  kind: 'number',
  path,
  label,
  min,
  max,
  inList: true,
  ...more,
});
export const whole = (
  path: string,
  label: string,
  min: number,
  max: number,
  more: Partial<ColumnBase> = {},
): Column => ({
  ...number(path, label, min, max, more),
  kind: 'number',
  min,
  max,
  isWhole: true,
});
export const yesNo = (path: string, label: string, more: Partial<ColumnBase> = {}): Column => ({
  kind: 'yesNo',
  path,
  label,
  inList: true,
  ...more,
});
export const choice = (
  path: string,
  label: string,
  choices: readonly (readonly [string, string])[],
  more: Partial<ColumnBase> = {},
): Column => ({
  kind: 'choice',
  path,
  label,
  required: true,
  inList: true,
  choices: choices.map(([value, word]) => ({ value, label: word })),
  ...more,
});
export const department = (path: string, label: string, more: Partial<ColumnBase> = {}): Column => ({
  kind: 'oneOf',
  prefix: 'dept:',
  path,
  label,
  inList: true,
  ...more,
});
export const template = (path: string, label: string, more: Partial<ColumnBase> = {}): Column => ({
  kind: 'oneOf',
  prefix: 'tpl-',
  path,
  label,
  inList: true,
  ...more,
});
export const area = (path: string, label: string, more: Partial<ColumnBase> = {}): Column => ({
  kind: 'area',
  path,
  label,
  inList: true,
  hint: '9 位街道、12 位社区或 15 位网格编码；空着是全街道。',
  ...more,
});
export const time = (
  path: string,
  label: string,
  more: Partial<ColumnBase> & { readonly until?: string } = {},
): Column => ({
  kind: 'time',
  path,
  label,
  ...more,
});
export const category = (path: string, more: Partial<ColumnBase> = {}): Column => ({
  kind: 'category',
  path,
  label: '类别',
  required: true,
  inList: true,
  hint: '写五位国家码，如 06010。',
  ...more,
});
