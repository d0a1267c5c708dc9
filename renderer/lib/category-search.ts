import type { CategoryEntry } from '../../shared/domain/catalog.ts';

export interface CategorySearch {
  /** Best first: initials, whole pinyin, words of the name, code. */
  readonly find: (typed: string) => readonly CategoryEntry[];
}

interface Spelled {
  readonly entry: CategoryEntry;
  readonly initials: string;
  readonly full: string;
}

const MOST = 40;

/** Full width and case do not matter: `ＢＬＪ`, `BLJ` and `blj` are one question. */
const plain = (typed: string): string => typed.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');

/** Whether the letters come in this order, others between them allowed: `blj` in `bllj`. */
function isThreadedThrough(letters: string, asked: string): boolean {
  let from = 0;
  for (const letter of asked) {
    from = letters.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

/** How well an entry answers: smaller is better, undefined does not answer. */
function rankOf({ entry, initials, full }: Spelled, asked: string): number | undefined {
  if (entry.name === asked || initials === asked) return 0;
  if (initials.startsWith(asked)) return 1;
  if (entry.name.startsWith(asked)) return 2;
  if (full.startsWith(asked)) return 3;
  if (entry.name.includes(asked)) return 4;
  if (initials.includes(asked)) return 5;
  if (entry.code.startsWith(asked)) return 6;
  if (asked.length < 3) return undefined;
  if (initials.startsWith(asked.slice(0, 1)) && isThreadedThrough(initials, asked)) return 7;
  return full.includes(asked) ? 8 : undefined;
}

function searchOver(spelled: readonly Spelled[]): CategorySearch {
  return {
    find: (typed) => {
      const asked = plain(typed);
      if (asked === '') return [];
      return spelled
        .flatMap((each) => {
          const rank = rankOf(each, asked);
          return rank === undefined ? [] : [{ rank, entry: each.entry }];
        })
        .sort((a, b) => a.rank - b.rank || a.entry.name.length - b.entry.name.length)
        .slice(0, MOST)
        .map(({ entry }) => entry);
    },
  };
}

/** The dictionary is loaded only when somebody is about to choose a category, never for the first paint. */
export async function categorySearch(entries: readonly CategoryEntry[]): Promise<CategorySearch> {
  const { pinyin } = await import('pinyin-pro');
  return searchOver(
    entries.map((entry) => {
      const syllables = pinyin(entry.name, { toneType: 'none', type: 'array', nonZh: 'removed', v: true });
      return {
        entry,
        initials: syllables.map((syllable) => syllable.slice(0, 1)).join(''),
        full: syllables.join(''),
      };
    }),
  );
}
