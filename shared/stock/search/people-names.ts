import { ranked, type Ranked } from './ranked.ts';
import { spelledLane, type Asked } from './spelled-lane.ts';
import type { Speller } from './spelling.ts';

/**
 * The names of people, each held and looked up once, however many bear it and wherever it stands: a head's name is that of his record, of his room, of his firm.
 */
export interface PeopleNames {
  readonly hold: (name: string) => number;
  readonly release: (name: number) => void;
  /** By name; `null` where nothing was found. */
  readonly ranksOf: (asked: Asked) => Ranked | null;
  /** Forgets the answers of a search. */
  readonly forget: () => void;
  readonly prepare: () => void;
  readonly bytes: () => number;
}

export function peopleNames(speller: Speller): PeopleNames {
  const lane = spelledLane(speller);
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  const holders: number[] = [];
  const free: number[] = [];
  const answers = new Map<string, Ranked | null>();
  return {
    hold: (name) => {
      const number = numbers.get(name) ?? free.pop() ?? texts.length;
      if (numbers.has(name)) {
        holders[number] = (holders[number] ?? 0) + 1;
        return number;
      }
      numbers.set(name, number);
      texts[number] = name;
      holders[number] = 1;
      lane.set(number, [name], true);
      return number;
    },
    release: (number) => {
      const left = (holders[number] ?? 0) - 1;
      holders[number] = left;
      if (left > 0) return;
      numbers.delete(texts[number] ?? '');
      lane.set(number, [], true);
      free.push(number);
    },
    ranksOf: (asked) => {
      const key = `${asked.near ? '~' : ''}${asked.alone ? '' : '+'}${asked.atom.text}`;
      const known = answers.get(key);
      if (known !== undefined) return known;
      const best = ranked();
      best.clear(texts.length);
      lane.ask({ ...asked, only: undefined }, best.take);
      const answer = best.slots().length === 0 ? null : best;
      answers.set(key, answer);
      return answer;
    },
    forget: () => {
      answers.clear();
    },
    prepare: lane.prepare,
    bytes: lane.bytes,
  };
}
