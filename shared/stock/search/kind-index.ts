import type { Keys } from './keys.ts';
import { holders, type Holders } from './holders.ts';
import { INSIDE, lane, PREFIX, SUFFIX, WHOLE } from './lane.ts';
import type { PeopleNames } from './people-names.ts';
import { ranked, type Ranked } from './ranked.ts';
import type { SharedTerms } from './shared-terms.ts';
import { NEAR, NONE, spelledLane, type Asked, type Rank, type Take } from './spelled-lane.ts';
import { plainLetters, plainText, type Speller } from './spelling.ts';
import type { Terms } from './terms.ts';
import type { Atom, Token } from './tokens.ts';

/** What was found of one kind: the slots, and for each the sum of ranks. */
export interface Match {
  readonly slots: readonly number[];
  readonly ranks: readonly number[];
}

const TAIL_FROM = 3;
const FRONT_FROM = 4;
const MIDDLE_FROM = 6;
const NEAR_DIGITS = 5;
const NUMBER_WHOLE: Rank = 1;
const NUMBER_TAIL: Rank = 6;
const NUMBER_FRONT: Rank = 8;
const NUMBER_MIDDLE: Rank = 13;
const DOOR_WHOLE: Rank = 5;
const DOOR_FRONT: Rank = 11;
const WORDS: Rank = 14;
/** Of a name that is not the record's own: whoever lives there, whom one asks. */
const ANOTHER_NAME: Rank = 3;
/** Each in its place, not all in one. */
const IN_PARTS: Rank = 1;
/** Fewer than so many left: the next word is looked for in these only. */
const FEW = 4_000;

/** The search of one kind of record: lanes of its keys, by slot. */
export interface KindIndex {
  readonly set: (slot: number, keys: Keys | undefined) => void;
  readonly match: (tokens: readonly Token[], near: boolean) => Match;
  readonly prepare: () => void;
  readonly bytes: () => number;
}

export interface KindIndexParts {
  readonly speller: Speller;
  readonly terms: SharedTerms;
  readonly names: PeopleNames;
  /** The names are those of the records themselves. */
  readonly namesAreOwn: boolean;
  /** The numbers may be all letters. */
  readonly hasCodes: boolean;
}

export function kindIndex({ speller, terms, names, namesAreOwn, hasCodes }: KindIndexParts): KindIndex {
  const titles = spelledLane(speller);
  const [numbers, doors, words] = [lane(), lane(), lane()];
  const [nameHolders, termHolders] = [holders(), holders()];
  const nameBehind = namesAreOwn ? 0 : ANOTHER_NAME;
  let size = 0;

  /** First held, then released: a text that stays is not spelled again. */
  const setHeld = (slot: number, texts: readonly string[], held: Holders, of: PeopleNames | Terms): void => {
    const before: number[] = [];
    held.of(slot, (number) => before.push(number));
    held.set(slot, texts.map(of.hold));
    for (const number of before) of.release(number);
  };
  /** Takes whoever holds something that was found. */
  const askHeld = (held: Holders, found: Ranked | null, only: Asked['only'], behind: Rank, take: Take): void => {
    if (found === null) return;
    if (only === undefined) {
      for (const number of found.slots()) {
        const rank = found.rankOf(number) + behind;
        held.each(number, (slot) => {
          take(slot, rank);
        });
      }
      return;
    }
    for (const slot of only) {
      held.of(slot, (number) => {
        const rank = found.rankOf(number);
        if (rank !== NONE) take(slot, rank + behind);
      });
    }
  };
  const askNumbers = ({ atom, only, near }: Asked, take: Take): void => {
    const { text } = atom;
    if (text.length >= TAIL_FROM) {
      const front = text.length >= FRONT_FROM ? NUMBER_FRONT : NONE;
      const middle = text.length >= MIDDLE_FROM ? NUMBER_MIDDLE : NONE;
      const ranks = { [WHOLE]: NUMBER_WHOLE, [SUFFIX]: NUMBER_TAIL, [PREFIX]: front, [INSIDE]: middle };
      numbers.scan(
        text,
        (slot, place) => {
          take(slot, ranks[place]);
        },
        only,
      );
    }
    doors.scan(
      text,
      (slot, place) => {
        if (place === WHOLE) take(slot, DOOR_WHOLE);
        else if (place === PREFIX && text.length > 1) take(slot, DOOR_FRONT);
      },
      only,
    );
    if (!near || text.length < NEAR_DIGITS) return;
    numbers.near(
      text,
      'end',
      (slot) => {
        take(slot, NUMBER_TAIL + NEAR);
      },
      only,
    );
  };

  /** The whole word's ranks, then those of its parts. */
  const [ofWhole, ofPart] = [ranked(), ranked()];
  const ask = (into: Ranked, asked: Asked): void => {
    into.clear(size);
    const { take } = into;
    const { text, sort } = asked.atom;
    if (sort === 'han' || sort === 'letters') {
      askHeld(nameHolders, names.ranksOf(asked), asked.only, nameBehind, take);
    }
    titles.ask(asked, take);
    if (sort === 'digits' || sort === 'code' || (hasCodes && sort === 'letters' && text.length >= FRONT_FROM)) {
      askNumbers(asked, take);
    }
    askHeld(termHolders, terms.ranksOf(asked), asked.only, 0, take);
    // A short number says little: only beside other words, as in 第 1 处.
    if (sort === 'han' || text.length >= TAIL_FROM || (sort === 'digits' && !asked.alone)) {
      words.scan(
        text,
        (slot) => {
          take(slot, WORDS);
        },
        asked.only,
      );
    }
  };
  /** What is left of `left` (undefined: of all). */
  const met = (found: Ranked, left: readonly number[] | undefined): readonly number[] =>
    left === undefined ? found.slots() : left.filter((slot) => found.rankOf(slot) !== NONE);
  const few = (left: readonly number[] | undefined): Asked['only'] =>
    left !== undefined && left.length < FEW ? left : undefined;

  /** By slot, of those that are left: the ranks of a word's parts, and those of the words. */
  let ofParts = new Int32Array(0);
  let ofWords = new Int32Array(0);
  /** Ranks into `sums`, begun with the first word or part. */
  const add = (sums: Int32Array, slots: readonly number[], found: Ranked, start: number | undefined): void => {
    for (const slot of slots) sums[slot] = (start ?? sums[slot] ?? 0) + found.rankOf(slot);
  };

  /** A typed word as a whole, or each of its parts: what says most first, the others only where that was found. */
  const askToken = ({ whole, parts }: Token, only: Asked['only'], near: boolean, alone: boolean): Ranked => {
    ask(ofWhole, { atom: whole, only, near, alone });
    let left = only;
    for (const [nth, atom] of [...parts].sort((a, b) => weightOf(b) - weightOf(a)).entries()) {
      ask(ofPart, { atom, only: few(left), near, alone: false });
      left = met(ofPart, left);
      add(ofParts, left, ofPart, nth === 0 ? IN_PARTS : undefined);
      if (left.length === 0) break;
    }
    if (parts.length > 0) for (const slot of left ?? []) ofWhole.take(slot, Math.min(NONE - 1, ofParts[slot] ?? NONE));
    return ofWhole;
  };

  return {
    set: (slot, keys) => {
      size = Math.max(size, slot + 1);
      setHeld(slot, keys?.terms ?? [], termHolders, terms.terms);
      setHeld(slot, keys?.names ?? [], nameHolders, names);
      titles.set(slot, keys?.titles ?? [], false);
      numbers.set(slot, keys?.numbers.map((one) => plainLetters(plainText(one))) ?? []);
      doors.set(slot, keys?.doors.map((one) => plainLetters(plainText(one))) ?? []);
      words.set(slot, keys === undefined || keys.text === '' ? [] : [plainLetters(plainText(keys.text))]);
    },
    match: (tokens, near) => {
      if (ofWords.length < size) [ofParts, ofWords] = [new Int32Array(size * 2), new Int32Array(size * 2)];
      let left: readonly number[] | undefined;
      for (const [nth, token] of [...tokens].sort((a, b) => weightOf(b.whole) - weightOf(a.whole)).entries()) {
        const found = askToken(token, few(left), near, tokens.length === 1);
        left = met(found, left);
        add(ofWords, left, found, nth === 0 ? 0 : undefined);
        if (left.length === 0) break;
      }
      const slots = left ?? [];
      return { slots, ranks: slots.map((slot) => ofWords[slot] ?? 0) };
    },
    prepare: () => {
      for (const one of [titles, numbers, words]) one.prepare();
    },
    bytes: () => [titles, numbers, doors, words, nameHolders, termHolders].reduce((sum, { bytes }) => sum + bytes(), 0),
  };
}

/** How much a word narrows: figures more than letters, long ones more than short ones. */
const weightOf = ({ sort, text }: Atom): number => text.length * (sort === 'letters' ? 1 : 2);
