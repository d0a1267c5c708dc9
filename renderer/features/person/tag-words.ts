import type { TagEntry } from '../../../shared/domain/catalog.ts';

const isTag = (value: unknown): value is { readonly code: string; readonly until?: string } =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';

/** The tags of a person as the history tells them: 独居老人（至 2027-03-15）、退役军人. `undefined` for what are no tags. */
export function tagWords(path: string, value: unknown, entries: readonly TagEntry[]): string | undefined {
  if (path !== 'tags' || !Array.isArray(value)) return undefined;
  const words = value.filter(isTag).map(({ code, until }) => {
    const label = entries.find((entry) => entry.code === code)?.label ?? code;
    return until === undefined ? label : `${label}（至 ${until}）`;
  });
  return words.length === 0 ? '无' : words.join('、');
}
