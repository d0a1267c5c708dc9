import { INSIDE, PREFIX, SUFFIX, WHOLE } from './lane.ts';
import { lettersOf, waysOf, type Speller } from './spelling.ts';
import { ranked, type Ranked } from './ranked.ts';
import { NEAR, type Asked } from './spelled-lane.ts';
import type { Terms } from './terms.ts';

/** The terms with what one search found among them: asked by every kind, looked up once. */
export interface SharedTerms {
  readonly terms: Terms;
  /** By term; `null` where nothing was found. */
  readonly ranksOf: (asked: Asked) => Ranked | null;
  /** Forgets the answers of a search. */
  readonly forget: () => void;
  readonly prepare: () => void;
}

const HAN_RANKS = { [WHOLE]: 7, [PREFIX]: 8, [SUFFIX]: 9, [INSIDE]: 9 } as const;
const SOUND_RANKS = { [WHOLE]: 8, [PREFIX]: 9, [SUFFIX]: 12, [INSIDE]: 12 } as const;
const INITIAL_RANKS = { [WHOLE]: 9, [PREFIX]: 10, [SUFFIX]: 13, [INSIDE]: 13 } as const;
const SOUND_FROM = 3;
const INITIALS_FROM = 2;
const NEAR_HAN = 3;
const NEAR_LETTERS = 5;

const isDigit = (code: number | undefined): boolean => code !== undefined && code >= 48 && code <= 57;

export function sharedTerms(terms: Terms, speller: Speller): SharedTerms {
  const answers = new Map<string, Ranked | null>();

  const look = ({ atom, near }: Asked): Ranked | null => {
    const best = ranked();
    best.clear(terms.size());
    const { take } = best;
    const { text, sort } = atom;
    if (sort === 'letters') {
      if (text.length >= SOUND_FROM) {
        terms.full.scan(text, (term, place) => {
          take(term, SOUND_RANKS[place]);
        });
      }
      if (text.length >= INITIALS_FROM) {
        terms.initials.scan(text, (term, place) => {
          take(term, INITIAL_RANKS[place]);
        });
        terms.han.scan(text, (term, place) => {
          take(term, HAN_RANKS[place]);
        });
      }
      if (near && text.length >= NEAR_LETTERS) {
        terms.full.near(text, 'beginning', (term) => {
          take(term, SOUND_RANKS[PREFIX] + NEAR);
        });
      }
      return best.slots().length > 0 ? best : null;
    }
    // 27 is 27幢, not 127幢: a number is met whole.
    const [startsInNumber, endsInNumber] = [isDigit(text.charCodeAt(0)), isDigit(text.charCodeAt(text.length - 1))];
    terms.han.scan(text, (term, place, at) => {
      const codes = terms.han.codes();
      if (startsInNumber && isDigit(codes[at - 1])) return;
      if (endsInNumber && isDigit(codes[at + text.length])) return;
      take(term, HAN_RANKS[place]);
    });
    if (near && sort === 'han' && text.length >= NEAR_HAN) {
      const [way = []] = waysOf(text, speller, false);
      terms.full.scan(lettersOf(way), (term, place) => {
        take(term, SOUND_RANKS[place] + NEAR);
      });
      terms.han.near(text, 'beginning', (term) => {
        take(term, HAN_RANKS[PREFIX] + NEAR);
      });
    }
    return best.slots().length > 0 ? best : null;
  };

  return {
    terms,
    ranksOf: (asked) => {
      const name = `${asked.near ? '~' : ''}${asked.atom.sort}:${asked.atom.text}`;
      const known = answers.get(name);
      if (known !== undefined) return known;
      const fresh = look(asked);
      answers.set(name, fresh);
      return fresh;
    },
    forget: () => {
      answers.clear();
    },
    prepare: () => {
      for (const one of [terms.han, terms.full, terms.initials]) one.prepare();
    },
  };
}
