import { categoryKeyText, type CategoryKey, type CodeMapEntry } from '../../domain/catalog.ts';
import { codeMap, type Direction, type NamedCategory, type Translation } from './code-map.ts';

/** One category in use, and how many cases bear it. */
export interface UsedCategory extends NamedCategory {
  readonly cases: number;
}

export interface PreviewRow {
  readonly from: UsedCategory;
  readonly translation: Translation;
  /** For the person who decides: 会改为 06010 暴露垃圾，不再分得出“严重的暴露垃圾”。 */
  readonly words: string;
}

/** Cases, by what would become of their category. The five sum to `cases`. */
export interface Preview {
  readonly rows: readonly PreviewRow[];
  readonly cases: number;
  readonly exact: number;
  readonly lossy: number;
  readonly choice: number;
  readonly none: number;
  readonly missing: number;
}

const nameOf = ({ code, name }: NamedCategory): string => `${code} ${name}`;

function wordsOf(from: UsedCategory, translation: Translation): string {
  switch (translation.kind) {
    case 'one': {
      const { to, losses } = translation;
      const change = `会改为 ${nameOf(to)}`;
      if (losses.length === 0) return `${change}。`;
      const said = [
        ...(losses.includes('detail') ? [`不再分得出“${from.name}”`] : []),
        ...(losses.includes('meaning') ? [`“${from.name}”比它宽，不全是这一类`] : []),
        ...(losses.includes('wayBack') && !losses.includes('detail') ? ['换回来不会回到这一类'] : []),
      ];
      return `${change}，${said.join('；')}。`;
    }
    case 'choice':
      return `对应不止一类，要逐件选：${translation.among.map(nameOf).join('、')}。`;
    case 'none':
      return '对照表写明没有对应，不改。';
    case 'missing':
      return '对照表里没有这一类，不改。先补一行。';
  }
}

/** Worst first: what needs a person, then what loses, then the rest; among equals the most used. */
const RANK: Readonly<Record<Translation['kind'], number>> = { missing: 0, choice: 1, none: 2, one: 3 };
const rankOf = ({ translation }: PreviewRow): number =>
  RANK[translation.kind] + (translation.kind === 'one' && translation.losses.length === 0 ? 1 : 0);

/** What translating these categories would do, before anything is changed. */
export function previewCodeMap(
  entries: readonly CodeMapEntry[],
  used: readonly UsedCategory[],
  direction: Direction,
): Preview {
  const map = codeMap(entries);
  const rows = used
    .map((from): PreviewRow => {
      const translation = map.translate(from, direction);
      return { from, translation, words: wordsOf(from, translation) };
    })
    .sort((a, b) => rankOf(a) - rankOf(b) || b.from.cases - a.from.cases || (a.from.code < b.from.code ? -1 : 1));
  const count = (is: (row: PreviewRow) => boolean): number =>
    rows.filter(is).reduce((sum, { from }) => sum + from.cases, 0);
  const isExact = ({ translation }: PreviewRow): boolean =>
    translation.kind === 'one' && translation.losses.length === 0;
  return {
    rows,
    cases: count(() => true),
    exact: count(isExact),
    lossy: count((row) => row.translation.kind === 'one' && !isExact(row)),
    choice: count(({ translation }) => translation.kind === 'choice'),
    none: count(({ translation }) => translation.kind === 'none'),
    missing: count(({ translation }) => translation.kind === 'missing'),
  };
}

export type MapFault =
  /** The row names a code that the catalogue has not got. */
  | { readonly kind: 'unknown'; readonly row: number; readonly side: 'local' | 'national' }
  /** Code and name do not go together in the catalogue: codes move between editions, names say which was meant. */
  | { readonly kind: 'name'; readonly row: number; readonly side: 'local' | 'national'; readonly name: string }
  | { readonly kind: 'twice'; readonly row: number; readonly first: number }
  /** One category both with a correspondence and with none. */
  | { readonly kind: 'noneAndSome'; readonly row: number }
  /** A relation without a national side, or the other way round. */
  | { readonly kind: 'halfRow'; readonly row: number };

export interface Catalogues {
  /** Left out where the district has not loaded its old code set as a catalogue. */
  readonly local?: readonly NamedCategory[];
  readonly national: readonly NamedCategory[];
}

/** What is wrong in a table of correspondences, row by row (counted from 0), by name and code. */
export function checkCodeMap(entries: readonly CodeMapEntry[], catalogues: Catalogues): readonly MapFault[] {
  const faults: MapFault[] = [];
  const byKey = (list: readonly NamedCategory[] | undefined) =>
    list === undefined ? undefined : new Map(list.map((one) => [categoryKeyText(one), one.name]));
  const known = { local: byKey(catalogues.local), national: byKey(catalogues.national) };
  const seen = new Map<string, number>();
  const some = new Set(
    entries.filter((entry) => entry.national !== undefined).map(({ local }) => categoryKeyText(local)),
  );
  for (const [row, entry] of entries.entries()) {
    for (const side of ['local', 'national'] as const) {
      const category: (CategoryKey & { readonly name: string }) | undefined = entry[side];
      const names = known[side];
      if (category === undefined || names === undefined) continue;
      const name = names.get(categoryKeyText(category));
      if (name === undefined) faults.push({ kind: 'unknown', row, side });
      else if (name !== category.name) faults.push({ kind: 'name', row, side, name });
    }
    if ((entry.national === undefined) !== (entry.relation === 'none')) faults.push({ kind: 'halfRow', row });
    if (entry.relation === 'none' && some.has(categoryKeyText(entry.local))) faults.push({ kind: 'noneAndSome', row });
    const key = `${categoryKeyText(entry.local)} ${entry.national === undefined ? '' : categoryKeyText(entry.national)}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, row);
    else faults.push({ kind: 'twice', row, first });
  }
  return faults;
}
