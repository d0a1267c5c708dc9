import type { PastChange } from '../data/records/api.ts';
import { actWords } from './act-names.ts';
import { maskId, maskPhone } from '../../shared/domain/identifiers/mask.ts';

/** Where a record lies is the business of the act, not of its reader; tags and verification are told by the act's name. */
const SILENT: ReadonlySet<string> = new Set([
  'scope',
  'audience',
  'handover',
  'state',
  'homeRoom',
  'household',
  'provenance',
  'sources',
  'tags',
]);
const NUMBERS = /\d{7,}[\dXx]?/g;

/** Numbers inside words are covered like anywhere else. */
export const withoutNumbers = (words: string): string =>
  words.replace(NUMBERS, (number) => (number.length >= 15 ? maskId(number) : maskPhone(number)));

/** One edit for the timeline: what was done, and from what to what. */
export function wordsOfChange(
  change: PastChange,
  fieldName: (path: string) => string,
  valueWords: (path: string, value: unknown) => string,
): { readonly title: string; readonly lines: readonly string[] } {
  const told = change.fields.filter(({ field }) => !SILENT.has(field.split('.')[0] ?? field));
  const names = [...new Set(told.map(({ field }) => fieldName(field)))];
  const act = actWords(change.act);
  const value = (path: string, given: unknown): string =>
    given === undefined || given === null ? '（空）' : withoutNumbers(valueWords(path, given));
  return {
    title: names.length === 0 ? act : `${act} · ${names.slice(0, 3).join('、')}${names.length > 3 ? ' 等' : ''}`,
    lines: told.slice(0, 3).map(({ field, from, to }) => {
      const step = `${value(field, from)} → ${value(field, to)}`;
      return told.length === 1 ? step : `${fieldName(field)}：${step}`;
    }),
  };
}
