import type { Hit } from '../query.ts';
import type { RowOf, StockKind } from '../rows.ts';
import { charsOf, isHan, plainLetters, plainText, waysOf, type Speller } from './spelling.ts';
import type { Atom, Token } from './tokens.ts';

type Mark = Hit['marks'][number];

/** The shown texts of a row in which a match can be shown. */
function textsOf(row: RowOf<StockKind>): readonly (readonly [string, string])[] {
  switch (row.kind) {
    case 'person':
      return [
        ['name', row.name],
        ['idNumber', row.idNumber],
        ...row.phones.map((one) => ['phone', one] as const),
        ['address', row.address],
      ];
    case 'room':
      return [
        ['address', row.address],
        ['headName', row.headName],
        ['owner', row.owner],
      ];
    case 'enterprise':
      return [
        ['name', row.name],
        ['contact', row.contact],
        ['uscc', row.uscc],
        ...row.phones.map((one) => ['phone', one] as const),
        ['address', row.address],
      ];
    case 'component':
      return [
        ['name', row.name],
        ['code', row.code],
        ['category', row.category],
        ['address', row.address],
      ];
    case 'ledgerEntry':
      return [
        ['name', row.name],
        ['address', row.address],
      ];
    case 'case':
      return [
        ['number', row.number],
        ['name', row.name],
        ['description', row.description],
        ['address', row.address],
      ];
    case 'target':
      return [
        ['name', row.name],
        ['address', row.address],
        ['taskTitle', row.taskTitle],
      ];
  }
}

/** Sound by sound: which characters the letters are those of. */
function spelledStretch(text: string, letters: string, speller: Speller): readonly [number, number] | undefined {
  const chars = charsOf(text);
  for (const way of waysOf(text, speller, chars.length < 5)) {
    for (let first = 0; first < way.length; first += 1) {
      if (
        way
          .slice(first)
          .map((sound) => sound.slice(0, 1))
          .join('')
          .startsWith(letters)
      )
        return [first, first + letters.length];
      let said = '';
      for (let next = first; next < way.length && said.length < letters.length; next += 1) {
        said += way[next] ?? '';
        if (said.startsWith(letters)) return [first, next + 1];
        // 姓 whole and the rest by initials.
        const rest = letters.slice(said.length);
        if (
          next === first &&
          letters.startsWith(said) &&
          way
            .slice(first + 1)
            .map((sound) => sound.slice(0, 1))
            .join('')
            .startsWith(rest)
        ) {
          return [first, first + 1 + rest.length];
        }
      }
    }
  }
  return undefined;
}

/** Where `wanted` lies in a shown text, blanks between not counted. */
function plainStretch(text: string, wanted: string, fromBehind: boolean): readonly [number, number] | undefined {
  const plain: string[] = [];
  const at: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    for (const char of plainText(text.charAt(index))) {
      plain.push(plainLetters(char));
      at.push(index);
    }
  }
  const joined = plain.join('');
  const start = fromBehind ? joined.lastIndexOf(wanted) : joined.indexOf(wanted);
  if (start < 0) return undefined;
  return [at[start] ?? 0, (at[start + wanted.length - 1] ?? 0) + 1];
}

const NUMBERS: ReadonlySet<string> = new Set(['idNumber', 'phone', 'uscc', 'code', 'number']);

function markOf(row: RowOf<StockKind>, atom: Atom, speller: Speller): Mark | undefined {
  for (const [name, text] of textsOf(row)) {
    if (text === '') continue;
    const plain = plainStretch(text, atom.text, NUMBERS.has(name));
    const isShown = plain !== undefined && (atom.sort !== 'digits' || atom.text.length > 2 || !NUMBERS.has(name));
    const stretch = isShown
      ? plain
      : atom.sort === 'letters' && isHan(text)
        ? spelledStretch(text, atom.text, speller)
        : undefined;
    if (stretch !== undefined) return { text: name, from: stretch[0], to: stretch[1] };
  }
  return undefined;
}

/** What to show of why this was found. A near match may have nothing to show. */
export const marksOf = (row: RowOf<StockKind>, tokens: readonly Token[], speller: Speller): readonly Mark[] =>
  tokens.flatMap(({ whole, parts }) => {
    const mark = markOf(row, whole, speller);
    return mark !== undefined ? [mark] : parts.flatMap((part) => markOf(row, part, speller) ?? []);
  });
