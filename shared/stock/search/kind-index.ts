import type { Keys } from './keys.ts';
import { codesOf, INSIDE, lane, PREFIX, SUFFIX, WHOLE } from './lane.ts';
import { isNear } from './near.ts';
import type { PeopleNames } from './people-names.ts';
import type { SharedTerms } from './shared-terms.ts';
import { NEAR, NONE, spelledLane, type Asked, type Rank, type Take } from './spelled-lane.ts';
import { plainLetters, plainText, type Speller } from './spelling.ts';
import type { Atom, Token } from './tokens.ts';

/** What was found of one kind: the slots, and by slot the sum of ranks. */
export interface Match {
  readonly rankOf: (slot: number) => number;
  readonly slots: readonly number[];
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
const SPARE = 1_024;

/** The search of one kind of record: lanes of its keys, by slot. */
export interface KindIndex {
  readonly set: (slot: number, keys: Keys | undefined) => void;
  readonly match: (tokens: readonly Token[], near: boolean) => Match;
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

const grown = (old: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> => {
  const next = new Int32Array(size);
  next.set(old);
  return next;
};

export function kindIndex({ speller, terms, names, namesAreOwn, hasCodes }: KindIndexParts): KindIndex {
  const titles = spelledLane(speller);
  const [numbers, doors, words] = [lane(), lane(), lane()];
  const termsOf: (readonly number[] | undefined)[] = [];
  /** By slot: which name, plus one; a second one for those who have it. */
  let nameOf = new Int32Array(SPARE);
  let otherNameOf = new Int32Array(SPARE);
  const nameBehind = namesAreOwn ? 0 : ANOTHER_NAME;

  const setNames = (slot: number, [first, second]: readonly string[]): void => {
    if (slot >= nameOf.length) {
      nameOf = grown(nameOf, Math.max(slot + 1, nameOf.length * 2));
      otherNameOf = grown(otherNameOf, nameOf.length);
    }
    const held = [nameOf[slot] ?? 0, otherNameOf[slot] ?? 0];
    // First held, then released: a name that stays is not spelled again.
    nameOf[slot] = first === undefined ? 0 : names.hold(first) + 1;
    otherNameOf[slot] = second === undefined ? 0 : names.hold(second) + 1;
    for (const name of held) if (name > 0) names.release(name - 1);
  };
  const setTerms = (slot: number, texts: readonly string[] | undefined): void => {
    while (termsOf.length <= slot) termsOf.push(undefined);
    const held = termsOf[slot] ?? [];
    termsOf[slot] = texts?.map(terms.terms.hold);
    for (const term of held) terms.terms.release(term);
  };

  /** All slots, or those that are left. */
  const each = (only: Asked['only'], look: (slot: number) => void): void => {
    if (only !== undefined) only.forEach(look);
    else for (let slot = 0; slot < termsOf.length; slot += 1) look(slot);
  };
  const askNames = (asked: Asked, best: Uint8Array): void => {
    const found = names.ranksOf(asked);
    if (found === null) return;
    each(asked.only, (slot) => {
      const [one, other] = [nameOf[slot] ?? 0, otherNameOf[slot] ?? 0];
      const rank = Math.min(
        one === 0 ? NONE : (found[one - 1] ?? NONE),
        other === 0 ? NONE : (found[other - 1] ?? NONE),
      );
      if (rank !== NONE && rank + nameBehind < (best[slot] ?? 0)) best[slot] = rank + nameBehind;
    });
  };
  const askTerms = (asked: Asked, best: Uint8Array): void => {
    const found = terms.ranksOf(asked);
    if (found === null) return;
    each(asked.only, (slot) => {
      const own = termsOf[slot];
      if (own === undefined) return;
      for (let at = 0; at < own.length; at += 1) {
        const rank = found[own[at] ?? 0] ?? NONE;
        if (rank < (best[slot] ?? 0)) best[slot] = rank;
      }
    });
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
    const typed = codesOf(text);
    const codes = numbers.codes();
    numbers.fields((slot, from, to) => {
      if (isNear(codes, from, to, typed, 'end')) take(slot, NUMBER_TAIL + NEAR);
    }, only);
  };

  /** Used again from question to question: the whole word's ranks, then those of its parts. */
  const scratch: Uint8Array[] = [];
  const blank = (nth: number): Uint8Array => {
    const known = scratch[nth];
    if (known !== undefined && known.length >= termsOf.length) return known.fill(NONE);
    const fresh = new Uint8Array(termsOf.length + SPARE).fill(NONE);
    scratch[nth] = fresh;
    return fresh;
  };
  const ask = (nth: number, asked: Asked): Uint8Array => {
    const { text, sort } = asked.atom;
    const best = blank(nth);
    const take: Take = (slot, rank) => {
      if (rank < (best[slot] ?? 0)) best[slot] = rank;
    };
    if (sort === 'han' || sort === 'letters') askNames(asked, best);
    titles.ask(asked, take);
    if (sort === 'digits' || sort === 'code' || (hasCodes && sort === 'letters' && text.length >= FRONT_FROM)) {
      askNumbers(asked, take);
    }
    askTerms(asked, best);
    if (sort === 'han' || text.length >= TAIL_FROM) {
      words.scan(
        text,
        (slot) => {
          take(slot, WORDS);
        },
        asked.only,
      );
    }
    return best;
  };
  const found = (best: Uint8Array, only: Asked['only']): readonly number[] => {
    const slots: number[] = [];
    each(only, (slot) => {
      if ((best[slot] ?? NONE) !== NONE) slots.push(slot);
    });
    return slots;
  };
  const few = (left: readonly number[] | undefined): Asked['only'] =>
    left !== undefined && left.length < FEW ? left : undefined;

  /** A typed word as a whole, or each of its parts: what says most first, the others only where that was found. */
  const askToken = ({ whole, parts }: Token, only: Asked['only'], near: boolean, alone: boolean): Uint8Array => {
    const best = ask(0, { atom: whole, only, near, alone });
    if (parts.length === 0) return best;
    let left = only;
    const sums = new Map<number, number>();
    for (const atom of [...parts].sort((a, b) => weightOf(b) - weightOf(a))) {
      const one = ask(1, { atom, only: few(left), near, alone: false });
      const still = found(one, left);
      for (const slot of still) sums.set(slot, (sums.get(slot) ?? IN_PARTS) + (one[slot] ?? NONE));
      left = still;
      if (still.length === 0) return best;
    }
    for (const slot of left ?? []) {
      const sum = Math.min(NONE - 1, sums.get(slot) ?? NONE);
      if (sum < (best[slot] ?? 0)) best[slot] = sum;
    }
    return best;
  };

  return {
    set: (slot, keys) => {
      setTerms(slot, keys?.terms);
      setNames(slot, keys?.names ?? []);
      titles.set(slot, keys?.titles ?? [], false);
      numbers.set(slot, keys?.numbers.map((one) => plainLetters(plainText(one))) ?? []);
      doors.set(slot, keys?.doors.map((one) => plainLetters(plainText(one))) ?? []);
      words.set(slot, keys === undefined || keys.text === '' ? [] : [plainLetters(plainText(keys.text))]);
    },
    match: (tokens, near) => {
      const sums = new Uint16Array(termsOf.length);
      let left: readonly number[] | undefined;
      for (const token of [...tokens].sort((a, b) => weightOf(b.whole) - weightOf(a.whole))) {
        const best = askToken(token, few(left), near, tokens.length === 1);
        left = found(best, left);
        for (const slot of left) sums[slot] = (sums[slot] ?? 0) + (best[slot] ?? 0);
        if (left.length === 0) break;
      }
      return { rankOf: (slot) => sums[slot] ?? 0, slots: left ?? [] };
    },
    bytes: () => titles.bytes() + numbers.bytes() + doors.bytes() + words.bytes(),
  };
}

/** How much a word narrows: figures more than letters, long ones more than short ones. */
const weightOf = ({ sort, text }: Atom): number => text.length * (sort === 'letters' ? 1 : 2);
