import type { Value } from './fields.ts';
import type { Condition } from './query.ts';

export type Test = (value: Value) => boolean;

const isEmpty = (value: Value): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const ofAny =
  (holds: Test): Test =>
  (value) =>
    Array.isArray(value) ? value.some((one) => holds(one as Value)) : holds(value);

/** Neither end open nor value empty; texts are compared as texts, so that days in ISO form are in order. */
function betweenTest(from: string | number | undefined, to: string | number | undefined): Test {
  const low = from === '' ? undefined : from;
  const high = to === '' ? undefined : to;
  return ofAny((value) => {
    if (typeof value === 'number') {
      return (low === undefined || value >= Number(low)) && (high === undefined || value <= Number(high));
    }
    if (typeof value !== 'string' || value === '') return false;
    return (low === undefined || value >= String(low)) && (high === undefined || value <= String(high));
  });
}

/** What is shown in a list of facets and what a condition names are the same words, whatever the field's type. */
export function testOf(condition: Condition): Test {
  switch (condition.op) {
    case 'in': {
      const values = new Set(condition.values.map(String));
      return ofAny((value) => value !== undefined && value !== null && values.has(String(value)));
    }
    case 'between':
      return betweenTest(condition.from, condition.to);
    case 'contains': {
      const text = condition.text.toLowerCase();
      return ofAny(
        (value) =>
          (typeof value === 'string' || typeof value === 'number') && String(value).toLowerCase().includes(text),
      );
    }
    case 'empty':
      return isEmpty;
    case 'filled':
      return (value) => !isEmpty(value);
  }
}
