/** Sounds of Han characters, from outside: the table of sounds is large and is loaded where the stock works. */
export interface Speller {
  /** All sounds of one character, the commonest first, as plain small letters; none where it is not Han. */
  readonly readings: (char: string) => readonly string[];
  /** The sounds of a person's name in order, a surname as surnames sound. */
  readonly nameReading: (name: string) => readonly string[];
}

/** A text spelled in one way: sound by sound, what is no Han character as it stands. */
export type Spelled = readonly string[];

/** Names of several sounds multiply; so many ways are kept. */
const MOST_WAYS = 12;
/** Longer texts are spelled one way: nobody types the rare sound of the ninth character. */
const LONG = 6;

/** One form for all: full width, case, and ü, which keyboards write v or u. */
const IS_PLAIN = /^(?:(?!栋|号楼)[a-z0-9\u4e00-\u9fff])*$/;
export const plainText = (text: string): string => (IS_PLAIN.test(text) ? text : plainer(text));
const plainer = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '').replaceAll('号楼', '幢').replaceAll('栋', '幢');
export const plainLetters = (letters: string): string => letters.replaceAll('v', 'u');

/** Rare characters of names lie beyond the first 65,536. */
export const charsOf = (text: string): readonly string[] => Array.from(text);

const HAN = /\p{Script=Han}/u;
export const isHan = (text: string): boolean => HAN.test(text);

/** Every way to say a text, the commonest first. */
export function waysOf(text: string, speller: Speller, isName: boolean): readonly Spelled[] {
  const chars = charsOf(text);
  const first = isName ? speller.nameReading(text) : [];
  const options = chars.map((char, at): readonly string[] => {
    const readings = speller.readings(char).map(plainLetters);
    if (readings.length === 0) return [char];
    const asName = first[at];
    const all = asName === undefined ? readings : [plainLetters(asName), ...readings];
    return chars.length > LONG ? all.slice(0, 1) : [...new Set(all)];
  });
  if (options.every(({ length }) => length === 1)) return [options.map(([only = '']) => only)];
  let ways: Spelled[] = [[]];
  for (const readings of options) {
    const longer = readings.flatMap((reading) => ways.map((way) => [...way, reading]));
    ways = longer.slice(0, MOST_WAYS);
  }
  return ways;
}

/** How a name is usually said. */
export function usualWay(name: string, speller: Speller): Spelled {
  const first = speller.nameReading(name);
  if (first.length > 0) return first;
  return charsOf(name).map((char) => speller.readings(char)[0] ?? char);
}

export const lettersOf = (way: Spelled): string => way.join('');
export const initialsOf = (way: Spelled): string => way.map((sound) => sound.slice(0, 1)).join('');

/** What is typed of a text. */
export interface Spellings {
  readonly full: readonly string[];
  readonly initials: readonly string[];
}

function spelled(text: string, speller: Speller, isName: boolean): Spellings {
  const full = new Set<string>();
  const initials = new Set<string>();
  for (const way of waysOf(text, speller, isName)) {
    full.add(lettersOf(way));
    initials.add(initialsOf(way));
    if (isName && way.length > 1) full.add((way[0] ?? '') + initialsOf(way.slice(1)));
  }
  return { full: [...full], initials: [...initials] };
}

/** A person's name comes back at his room, his stays, his visits. */
const lately = new WeakMap<Speller, Map<string, Spellings>>();
const MOST_KNOWN = 8_192;

/** A name whole, by initials, or the surname whole and the rest by initials; anything else whole or by initials. */
export function spellings(text: string, speller: Speller, isName: boolean): Spellings {
  const known = lately.get(speller) ?? new Map<string, Spellings>();
  lately.set(speller, known);
  const key = isName ? text : ` ${text}`;
  const there = known.get(key);
  if (there !== undefined) return there;
  if (known.size >= MOST_KNOWN) known.clear();
  const fresh = spelled(text, speller, isName);
  known.set(key, fresh);
  return fresh;
}
