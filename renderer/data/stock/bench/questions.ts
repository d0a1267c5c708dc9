import { seededRandom } from '../../../../shared/lib/random.ts';
import { shortCaseNumber } from '../../../../shared/domain/case-number.ts';
import type { RowOf, StockKind } from '../../../../shared/stock/rows.ts';
import { initialsOf, lettersOf, waysOf } from '../../../../shared/stock/search/spelling.ts';
import { pinyinSpeller } from '../spelling.ts';

type Row = RowOf<StockKind>;

/** What people type, of every sort: names, sounds, initials, tails, addresses, codes, mixtures, one letter, slips, and what is nowhere. */
export function questionsAbout(rows: readonly Row[], count: number): readonly string[] {
  const chance = seededRandom(417);
  const speller = pinyinSpeller();
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(chance() * from.length)];
  const of = <K extends StockKind>(kind: K): readonly RowOf<K>[] =>
    rows.filter((row): row is RowOf<K> => row.kind === kind);
  const people = of('person');
  const homes = of('room');
  const places = of('enterprise');
  const things = of('component');
  const cases = of('case');
  const sounds = (name: string): readonly string[] => waysOf(name, speller, true)[0] ?? [];
  const slip = (text: string): string => {
    const at = Math.floor(chance() * text.length);
    return text.slice(0, at) + (/\d/.test(text) ? String(Math.floor(chance() * 10)) : 'x') + text.slice(at + 1);
  };
  const kinds: readonly (() => string | undefined)[] = [
    () => pick(people)?.name,
    () => pick(people)?.name.slice(0, 2),
    () => pick(people)?.name.slice(0, 1),
    () => lettersOf(sounds(pick(people)?.name ?? '')),
    () => lettersOf(sounds(pick(people)?.name ?? '')).slice(0, 4),
    () => initialsOf(sounds(pick(people)?.name ?? '')),
    () => initialsOf(sounds(pick(people)?.name ?? '')).slice(0, 2),
    () => initialsOf(sounds(pick(people)?.name ?? '')).slice(0, 1),
    () => pick(people)?.idNumber.slice(-4),
    () => pick(people)?.idNumber,
    () => pick(people)?.phones[0]?.slice(-4),
    () => pick(people)?.phones[0],
    () => {
      const person = pick(people);
      return person && `${initialsOf(sounds(person.name))} ${person.idNumber.slice(-4)}`;
    },
    () => {
      const person = pick(people);
      return person && `${initialsOf(sounds(person.name))}${person.idNumber.slice(-4)}`;
    },
    () => {
      const home = pick(homes);
      return home && `${home.buildingName} ${home.number}`;
    },
    () => {
      const home = pick(homes);
      return home && home.address.replaceAll(' ', '');
    },
    () => pick(homes)?.buildingName.slice(0, 2),
    () => pick(homes)?.number,
    () => pick(places)?.name.slice(0, 4),
    () => pick(places)?.uscc.slice(-6),
    () => initialsOf(sounds(pick(places)?.name ?? '')).slice(0, 4),
    () => pick(things)?.code,
    () => pick(things)?.name,
    () => {
      const number = pick(cases)?.number ?? '';
      return number === '' ? undefined : shortCaseNumber(number);
    },
    () => pick(cases)?.category.slice(0, 4),
    () => slip(lettersOf(sounds(pick(people)?.name ?? ''))),
    () => slip(pick(people)?.idNumber.slice(-8) ?? ''),
    () => {
      const person = pick(people);
      return person && `${slip(lettersOf(sounds(person.name)))} ${person.idNumber.slice(-4)}`;
    },
    () => '查无此人',
    () => 'qqqqq',
  ];
  const found: string[] = [];
  for (let at = 0; found.length < count; at += 1) {
    const typed = kinds[at % kinds.length]?.();
    if (typed !== undefined && typed !== '') found.push(typed);
  }
  return found;
}
