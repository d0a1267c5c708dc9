import { INSIDE, lane, PREFIX, SUFFIX, WHOLE, type Lane, type Place } from './lane.ts';
import { lettersOf, plainLetters, plainText, spellings, waysOf, type Speller } from './spelling.ts';
import type { Atom } from './tokens.ts';

/** Smaller is better; NONE: not at all. */
export const NONE = 255;
export type Rank = number;
/** What differs by one character stands behind everything that does not. */
export const NEAR = 100;

/** Ranks by place of the match: whole, beginning, end, inside. */
type Ranks = Readonly<Record<Place, Rank>>;
const ranks = (whole: Rank, prefix: Rank, suffix: Rank, inside: Rank): Ranks => ({
  [WHOLE]: whole,
  [PREFIX]: prefix,
  [SUFFIX]: suffix,
  [INSIDE]: inside,
});
const BY_HAN = ranks(0, 2, 8, 8);
const BY_SOUND = ranks(1, 3, 11, 12);
const BY_INITIALS = ranks(4, 5, 10, 10);

/** So long must letters be to be looked for in the middle of a text: shorter ones are everywhere. */
const SOUND_INSIDE = 4;
const INITIALS_INSIDE = 2;
const NEAR_FROM = 3;
/** Initials are few: one that differs says something only when there are four, or other words beside them. */
const NEAR_INITIALS = 4;

export interface Asked {
  readonly atom: Atom;
  readonly only: readonly number[] | undefined;
  readonly near: boolean;
  /** Whether this is all that was typed. */
  readonly alone: boolean;
}
export type Take = (slot: number, rank: Rank) => void;

/** Texts found by their characters, their sounds and their initials. */
export interface SpelledLane {
  readonly set: (slot: number, texts: readonly string[], areNames: boolean) => void;
  readonly ask: (asked: Asked, take: Take) => void;
  readonly prepare: () => void;
  readonly bytes: () => number;
}

export function spelledLane(speller: Speller): SpelledLane {
  const [han, full, initials] = [lane(), lane(), lane()];

  const nearBy = (
    where: Lane,
    text: string,
    part: 'whole' | 'beginning',
    rank: Rank,
    only: Asked['only'],
    take: Take,
  ): void => {
    where.near(
      text,
      part,
      (slot) => {
        take(slot, rank + NEAR);
      },
      only,
    );
  };
  const askHan = ({ atom, only, near }: Asked, take: Take): void => {
    han.scan(
      atom.text,
      (slot, place) => {
        take(slot, BY_HAN[place]);
      },
      only,
    );
    if (!near || atom.sort !== 'han') return;
    // Another character of the same sound is what one gets wrong first.
    const [way = []] = waysOf(atom.text, speller, true);
    full.scan(
      lettersOf(way),
      (slot, place) => {
        if (place === WHOLE || (place === PREFIX && atom.text.length > 1)) take(slot, BY_HAN[place] + NEAR);
      },
      only,
    );
    if (atom.text.length >= NEAR_FROM)
      nearBy(han, atom.text, atom.text.length > NEAR_FROM ? 'beginning' : 'whole', 6, only, take);
  };
  const askLetters = ({ atom, only, near, alone }: Asked, take: Take): void => {
    const { text } = atom;
    const isLong = text.length > 1;
    initials.scan(
      text,
      (slot, place) => {
        if (place === WHOLE || place === PREFIX || text.length >= INITIALS_INSIDE) take(slot, BY_INITIALS[place]);
      },
      only,
    );
    if (isLong) {
      full.scan(
        text,
        (slot, place) => {
          if (place === WHOLE || place === PREFIX || text.length >= SOUND_INSIDE) take(slot, BY_SOUND[place]);
        },
        only,
      );
      han.scan(
        text,
        (slot, place) => {
          take(slot, BY_HAN[place]);
        },
        only,
      );
    }
    if (!near || text.length < NEAR_FROM) return;
    nearBy(full, text, text.length > 5 ? 'beginning' : 'whole', 6, only, take);
    if (text.length >= NEAR_INITIALS || !alone) nearBy(initials, text, 'whole', 9, only, take);
  };

  return {
    set: (slot, texts, areNames) => {
      const spelled = texts.map((text) => spellings(plainText(text), speller, areNames));
      han.set(
        slot,
        texts.map((text) => plainLetters(plainText(text))),
      );
      full.set(
        slot,
        spelled.flatMap((one) => one.full),
      );
      initials.set(
        slot,
        spelled.flatMap((one) => one.initials),
      );
    },
    ask: (asked, take) => {
      if (asked.atom.sort === 'letters') askLetters(asked, take);
      else askHan(asked, take);
    },
    prepare: () => {
      for (const one of [han, full, initials]) one.prepare();
    },
    bytes: () => han.bytes() + full.bytes() + initials.bytes(),
  };
}
