import type { Condition } from '../../../shared/stock/query.ts';
import type { ListKind } from './list-kinds.ts';
import { fieldOf } from './fields.ts';
import { RISK_WORDS, type StockWords } from './stock-words.ts';

type Value = string | number | boolean;

/** Whether two sets of conditions ask the same, in whatever order. */
export function sameWhere(a: readonly Condition[], b: readonly Condition[]): boolean {
  const texts = (where: readonly Condition[]): string =>
    where
      .map((condition) =>
        JSON.stringify(condition.op === 'in' ? { ...condition, values: [...condition.values].sort() } : condition),
      )
      .sort()
      .join('\n');
  return texts(a) === texts(b);
}

/** The values that the `in` condition of a field lets through; empty: there is none. */
export function chosenValues(where: readonly Condition[], field: string): readonly Value[] {
  const found = where.find((condition) => condition.field === field && condition.op === 'in');
  return found?.op === 'in' ? found.values : [];
}

/** Adds or takes away one value of a field; the condition goes with its last value. */
export function withValue(
  where: readonly Condition[],
  field: string,
  value: Value,
  isOn: boolean,
): readonly Condition[] {
  const before = chosenValues(where, field);
  const values = isOn ? [...before.filter((each) => each !== value), value] : before.filter((each) => each !== value);
  const at = where.findIndex((condition) => condition.field === field && condition.op === 'in');
  const next: readonly Condition[] = values.length === 0 ? [] : [{ field, op: 'in', values }];
  if (at < 0) return [...where, ...next];
  return [...where.slice(0, at), ...next, ...where.slice(at + 1)];
}

/** Sets the one range of a field, or takes it away. */
export function withRange(
  where: readonly Condition[],
  field: string,
  range: { readonly from?: string | number; readonly to?: string | number } | undefined,
): readonly Condition[] {
  const others = where.filter((condition) => !(condition.field === field && condition.op === 'between'));
  return range === undefined ? others : [...others, { field, op: 'between', ...range }];
}

const yesNoWords = (values: readonly Value[]): string =>
  values.map((value) => (value === true ? '是' : '否')).join('、');

function valueWords(list: ListKind, field: string, value: Value, words: StockWords): string {
  const known = fieldOf(list, field);
  if (field === 'community') return words.areas.nameOf(String(value));
  if (field === 'placeKind') return words.placeKind(String(value));
  if (field === 'risk') return RISK_WORDS[value as keyof typeof RISK_WORDS];
  if (known?.sort === 'choice') {
    return known.choices(words).find((choice) => choice.value === value)?.label ?? String(value);
  }
  return value === '' ? '空' : String(value);
}

const UNITS: Readonly<Record<string, string>> = { age: '岁', unmetDays: '天', areaM2: '平方米', floor: '层' };

function rangeWords(field: string, label: string, from: Value | undefined, to: Value | undefined): string {
  const unit = UNITS[field] === undefined ? '' : ` ${UNITS[field]}`;
  const has = (end: Value | undefined): end is Value => end !== undefined && end !== '';
  const head = field === 'age' ? '' : `${label} `;
  if (has(from) && has(to)) {
    return from === to ? `${head}${String(from)}${unit}` : `${head}${String(from)} 至 ${String(to)}${unit}`;
  }
  if (has(from)) return `${head}${String(from)}${unit}${field === 'age' ? '以上' : ' 起'}`;
  return `${head}${String(to)}${unit}${field === 'age' ? '以下' : ' 止'}`;
}

/** A condition as its chip says it: 标签：独居老人, 60 岁以上. */
export function conditionWords(list: ListKind, condition: Condition, words: StockWords): string {
  const field = fieldOf(list, condition.field);
  const label = field?.label ?? condition.field;
  switch (condition.op) {
    case 'in': {
      if (field?.sort === 'yesNo') {
        return condition.values.length === 1 && condition.values[0] === true
          ? label
          : `${label}：${yesNoWords(condition.values)}`;
      }
      return `${label}：${condition.values.map((value) => valueWords(list, condition.field, value, words)).join('、')}`;
    }
    case 'between':
      return condition.field === 'dueIn'
        ? dueInWords(condition.from, condition.to)
        : rangeWords(condition.field, label, condition.from, condition.to);
    case 'contains':
      return `${label}含“${condition.text}”`;
    case 'empty':
      return `${label}为空`;
    case 'filled':
      return `${label}已填`;
  }
}

function dueInWords(from: Value | undefined, to: Value | undefined): string {
  if (from === undefined && to === -1) return '已超期';
  if (from === undefined && to === 0) return '今天到期或已超期';
  if (to === undefined) return `${String(from)} 天后到期`;
  return from === undefined ? `${String(to)} 天内到期或已超期` : `${String(from)} 至 ${String(to)} 天内到期`;
}

/** Whether a condition may lie in the open on the disk: it says nothing of anybody. */
export function isHarmless(list: ListKind, condition: Condition): boolean {
  if (condition.op === 'empty' || condition.op === 'filled') return true;
  return fieldOf(list, condition.field)?.isIdentifying !== true;
}

/** The conditions for the audit: in words, with what would name somebody left out. */
export function auditWords(
  list: ListKind,
  where: readonly Condition[],
  text: string,
  total: number,
  words: StockWords,
): string {
  const parts = where.map((condition) =>
    isHarmless(list, condition)
      ? conditionWords(list, condition, words)
      : `${fieldOf(list, condition.field)?.label ?? condition.field}（内容不记）`,
  );
  const found = `共 ${String(total)} ${list.unit}`;
  const all = [...parts, ...(text.trim() === '' ? [] : ['按文字筛选（内容不记）'])];
  const said = all.length === 0 ? '全部' : all.join('；');
  const LONGEST = 200 - found.length - 2;
  return `${said.length > LONGEST ? `${said.slice(0, LONGEST - 1)}…` : said}；${found}`;
}
