import { lane, type Lane } from './lane.ts';
import { plainLetters, plainText, spellings, type Speller } from './spelling.ts';

/** Texts that many records share, each held and spelled once: an address of a building changes in one place. */
export interface Terms {
  /** The number of a text, held as long as somebody holds it. */
  readonly hold: (text: string) => number;
  readonly release: (term: number) => void;
  readonly han: Lane;
  readonly full: Lane;
  readonly initials: Lane;
  readonly size: () => number;
}

export function terms(speller: Speller): Terms {
  const [han, full, initials] = [lane(), lane(), lane()];
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  const holders: number[] = [];
  const free: number[] = [];
  return {
    hold: (text) => {
      const known = numbers.get(text);
      if (known !== undefined) {
        holders[known] = (holders[known] ?? 0) + 1;
        return known;
      }
      const term = free.pop() ?? texts.length;
      numbers.set(text, term);
      texts[term] = text;
      holders[term] = 1;
      const plain = plainText(text);
      const spelled = spellings(plain, speller, false);
      han.set(term, [plainLetters(plain)]);
      full.set(term, spelled.full);
      initials.set(term, spelled.initials);
      return term;
    },
    release: (term) => {
      const left = (holders[term] ?? 0) - 1;
      holders[term] = left;
      if (left > 0) return;
      numbers.delete(texts[term] ?? '');
      for (const one of [han, full, initials]) one.set(term, []);
      free.push(term);
    },
    han,
    full,
    initials,
    size: () => texts.length,
  };
}
