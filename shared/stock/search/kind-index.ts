import { INSIDE, lane, PREFIX, SUFFIX, WHOLE, codesOf } from './lane.ts';
import type { Keys } from './keys.ts';
import { isNear } from './near.ts';
import { plainLetters, plainText, type Speller } from './spelling.ts';
import { NEAR, NONE, spelledLane, type Asked, type Rank, type Take } from './spelled-lane.ts';
import type { SharedTerms } from './shared-terms.ts';
import type { Atom, Token } from './tokens.ts';

/** What was found of one kind: by slot the sum of ranks, NOT_FOUND elsewhere; and the slots. */
export interface Match {
  readonly rankOf: (slot: number) => number;
  readonly slots: readonly number[];
}
export const NOT_FOUND = 0xffff;

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
/** Fewer than so many left: the next word is looked for in these only. */
const FEW = 4_000;

/** The search of one kind of record: lanes of its keys, by slot. */
export interface KindIndex {
  readonly set: (slot: number, keys: Keys | undefined) => void;
  readonly match: (tokens: readonly Token[], near: boolean) => Match;
  readonly bytes: () => number;
}

export function kindIndex(speller: Speller, shared: SharedTerms, namesAreOwn: boolean): KindIndex {
  const names = spelledLane(speller);
  const titles = spelledLane(speller);
  const [numbers, doors, words] = [lane(false), lane(false), lane(true)];
  const termsOf: (readonly number[] | undefined)[] = [];
  const nameBehind = namesAreOwn ? 0 : ANOTHER_NAME;

  const askNumbers = ({ atom, only, near }: Asked, take: Take): void => {
    const { text } = atom;
    if (text.length >= TAIL_FROM) {
      numbers.scan(
        text,
        (slot, place) => {
          if (place === WHOLE) take(slot, NUMBER_WHOLE);
          else if (place === SUFFIX) take(slot, NUMBER_TAIL);
          else if (place === PREFIX && text.length >= FRONT_FROM) take(slot, NUMBER_FRONT);
          else if (place === INSIDE && text.length >= MIDDLE_FROM) take(slot, NUMBER_MIDDLE);
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
  const askTerms = (asked: Asked, size: number, take: Take): void => {
    const found = shared.ranksOf(asked);
    if (found === null) return;
    const one = (slot: number): void => {
      const own = termsOf[slot];
      if (own === undefined) return;
      let best = NONE;
      for (const term of own) best = Math.min(best, found[term] ?? NONE);
      if (best !== NONE) take(slot, best);
    };
    if (asked.only !== undefined) asked.only.forEach(one);
    else for (let slot = 0; slot < size; slot += 1) one(slot);
  };
  const ask = (atom: Atom, only: Asked['only'], near: boolean, alone: boolean): Uint8Array => {
    const size = termsOf.length;
    const best = new Uint8Array(size).fill(NONE);
    const asked: Asked = { atom, only, near, alone };
    const take: Take = (slot, rank) => {
      if (rank < (best[slot] ?? 0)) best[slot] = rank;
    };
    names.ask(asked, (slot, rank) => {
      take(slot, rank + nameBehind);
    });
    titles.ask(asked, take);
    if (atom.sort !== 'han') askNumbers(asked, take);
    askTerms(asked, size, take);
    if (atom.text.length > 1 || atom.sort === 'han') {
      words.scan(
        atom.text,
        (slot) => {
          take(slot, WORDS);
        },
        only,
      );
    }
    return best;
  };
  /** A typed word as a whole, or each of its parts. */
  const askToken = (token: Token, only: Asked['only'], near: boolean, alone: boolean): Uint8Array => {
    const best = ask(token.whole, only, near, alone);
    if (token.parts.length === 0) return best;
    const parts = token.parts.map((part) => ask(part, only, near, false));
    const slots = only ?? best.keys();
    for (const slot of slots) {
      let sum = 1;
      for (const part of parts) {
        const rank = part[slot] ?? NONE;
        sum = rank === NONE ? NONE : Math.min(NONE, sum + rank);
        if (sum === NONE) break;
      }
      if (sum < (best[slot] ?? 0)) best[slot] = sum;
    }
    return best;
  };

  return {
    set: (slot, keys) => {
      for (const term of termsOf[slot] ?? []) shared.terms.release(term);
      while (termsOf.length <= slot) termsOf.push(undefined);
      termsOf[slot] = keys?.terms.map(shared.terms.hold);
      names.set(slot, keys?.names ?? [], true);
      titles.set(slot, keys?.titles ?? [], false);
      numbers.set(slot, keys?.numbers.map((one) => plainLetters(plainText(one))) ?? []);
      doors.set(slot, keys?.doors.map(plainText) ?? []);
      words.set(slot, keys === undefined || keys.text === '' ? [] : [plainText(keys.text)]);
    },
    match: (tokens, near) => {
      // The longest word says most.
      const ordered = [...tokens].sort((a, b) => b.whole.text.length - a.whole.text.length);
      const sums = new Uint16Array(termsOf.length);
      let left: readonly number[] | undefined;
      for (const token of ordered) {
        const best = askToken(
          token,
          left !== undefined && left.length < FEW ? left : undefined,
          near,
          tokens.length === 1,
        );
        const still: number[] = [];
        const look = (slot: number): void => {
          const rank = best[slot] ?? NONE;
          if (rank === NONE) return;
          sums[slot] = (sums[slot] ?? 0) + rank;
          still.push(slot);
        };
        if (left === undefined) for (let slot = 0; slot < best.length; slot += 1) look(slot);
        else left.forEach(look);
        left = still;
        if (still.length === 0) break;
      }
      return { rankOf: (slot) => sums[slot] ?? NOT_FOUND, slots: left ?? [] };
    },
    bytes: () => names.bytes() + titles.bytes() + numbers.bytes() + doors.bytes() + words.bytes(),
  };
}
