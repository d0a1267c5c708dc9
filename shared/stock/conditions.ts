import type { FieldReader, Value } from './fields.ts';
import type { Condition } from './query.ts';
import type { AnyRow } from './fields.ts';

export type Test = (row: AnyRow) => boolean;

const isEmpty = (value: Value): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Neither end open nor value empty; texts are compared as texts, so that days in ISO form are in order. */
function betweenTest(read: FieldReader, from: string | number | undefined, to: string | number | undefined): Test {
  const low = from === '' ? undefined : from;
  const high = to === '' ? undefined : to;
  const holds = (value: Value): boolean => {
    if (typeof value === 'number') {
      return (low === undefined || value >= Number(low)) && (high === undefined || value <= Number(high));
    }
    if (typeof value !== 'string' || value === '') return false;
    return (low === undefined || value >= String(low)) && (high === undefined || value <= String(high));
  };
  return (row) => {
    const value = read(row);
    return Array.isArray(value) ? value.some((one) => holds(one as Value)) : holds(value);
  };
}

/** What is shown in a list of facets and what a condition names are the same words, whatever the field's type. */
export function testOf(condition: Condition, read: FieldReader): Test {
  switch (condition.op) {
    case 'in': {
      const values: ReadonlySet<unknown> = new Set(condition.values.flatMap((value) => [value, String(value)]));
      const has = (value: unknown): boolean =>
        values.has(value) || (typeof value !== 'string' && values.has(String(value)));
      return (row) => {
        const value = read(row);
        return Array.isArray(value) ? value.some(has) : value !== undefined && value !== null && has(value);
      };
    }
    case 'between':
      return betweenTest(read, condition.from, condition.to);
    case 'contains': {
      const text = condition.text.toLowerCase();
      const has = (value: unknown): boolean =>
        (typeof value === 'string' || typeof value === 'number') && String(value).toLowerCase().includes(text);
      return (row) => {
        const value = read(row);
        return Array.isArray(value) ? value.some(has) : has(value);
      };
    }
    case 'empty':
      return (row) => isEmpty(read(row));
    case 'filled':
      return (row) => !isEmpty(read(row));
  }
}
