import type { Channel, Finding } from '../../domain/case.ts';
import type { LikelySame, LikenessIndex } from '../likeness/likeness-index.ts';
import { sightingOf } from '../likeness/sighting.ts';
import { readRow, type Fault, type ReadRow, type RowReader } from './read-row.ts';
import { isBlankRow, type Cell } from './sheet.ts';
import { takeIn, type Arrival, type Lack } from './take-in.ts';

/** What becomes of a row of a file. Every row has exactly one of these; nothing is dropped. */
export type Fate =
  /** Can be taken in under that id; `likely` are ids of open cases and of rows before it. */
  | {
      readonly kind: 'ready';
      readonly caseId: string;
      readonly finding: Finding;
      readonly likely: readonly LikelySame[];
    }
  | { readonly kind: 'waits'; readonly faults: readonly Fault[] }
  /** That number has been taken in before. */
  | { readonly kind: 'again'; readonly caseId: string }
  /** The same row once more, first seen in that line. */
  | { readonly kind: 'repeated'; readonly firstLine: number };

export interface SortedRow extends ReadRow {
  /** As the sheet numbers its rows, from 1. */
  readonly line: number;
  readonly cells: readonly Cell[];
  readonly fate: Fate;
}

/** What a person said of one row: in place of what the file says. */
export type Amendment = Partial<Pick<Arrival, 'category' | 'point' | 'located' | 'address'>>;

export interface SortingWorld {
  readonly gridOf: (point: NonNullable<Arrival['point']>) => string | undefined;
  readonly known: (channel: Channel, channelNumber: string) => string | undefined;
  /** The id of the case that a number becomes: the same on every terminal. */
  readonly caseIdOf: (channel: Channel, channelNumber: string) => string;
  /** Open cases; findings of the file are put in as they come. */
  readonly index: LikenessIndex;
  /** Why it may not be reported there now, or null. */
  readonly controlled: (finding: Finding) => Fault | null;
  readonly amended: (line: number) => Amendment | undefined;
}

export interface Sorter {
  /** `null` for an empty row. */
  readonly take: (cells: readonly Cell[], line: number) => SortedRow | null;
}

const lackFault = (lack: Lack, { categoryWords, arrival }: ReadRow): Fault => {
  switch (lack) {
    case 'category':
      return {
        about: 'category',
        what: categoryWords === '' ? '没有写类别。' : `类别“${categoryWords.slice(0, 30)}”对不上本街道的目录。`,
        next: '改成目录里的叫法，或在导入时选一次。',
      };
    case 'place':
      return {
        about: 'place',
        what:
          arrival.address === ''
            ? '没有地址，也没有经纬度。'
            : `地址“${arrival.address.slice(0, 30)}”里没有认得出的楼、小区或社区。`,
        next: '写上楼号或小区，或在导入时按楼名定位。',
      };
    case 'outside':
      return { about: 'outside', what: '位置不在你负责的范围里。', next: '退回来件单位，或交给那里的受理员。' };
  }
};

/** Sorts the rows of one file, one after the other: what is the same number twice in it, and what may be one thing, is known by what came before. */
export function sorter(reader: RowReader, world: SortingWorld): Sorter {
  const seen = new Map<string, { readonly line: number; readonly words: string; readonly address: string }>();

  const fateOf = (row: ReadRow, line: number): Fate => {
    const { arrival } = row;
    const key = `${arrival.channel} ${arrival.channelNumber}`;
    const before = arrival.channelNumber === '' ? undefined : seen.get(key);
    if (before !== undefined) {
      if (before.words === arrival.words && before.address === arrival.address)
        return { kind: 'repeated', firstLine: before.line };
      const what = `编号和第 ${String(before.line)} 行相同，内容却不一样。`;
      return { kind: 'waits', faults: [{ about: 'twice', what, next: '看看哪一行的编号写错了，改好再导入。' }] };
    }
    if (arrival.channelNumber !== '') seen.set(key, { line, words: arrival.words, address: arrival.address });
    const taken = takeIn(arrival, {
      gridOf: world.gridOf,
      known: world.known,
      likelySame: (sighting) => world.index.likelySame(sighting),
    });
    if (taken.kind === 'again') return { kind: 'again', caseId: taken.caseId };
    const lacks = taken.kind === 'waits' ? taken.lacks.map((lack) => lackFault(lack, row)) : [];
    // Wrong coordinates are told as such, not as a place that is missing.
    const isPointTold = row.faults.some(({ about }) => about === 'lon');
    const faults = [...row.faults, ...lacks.filter(({ about }) => !(isPointTold && about === 'place'))];
    if (taken.kind !== 'finding' || faults.length > 0) return { kind: 'waits', faults };
    const control = world.controlled(taken.finding);
    if (control !== null) return { kind: 'waits', faults: [control] };
    const caseId = world.caseIdOf(arrival.channel, arrival.channelNumber);
    world.index.add(sightingOf(caseId, taken.finding, Date.parse(arrival.at)));
    return { kind: 'ready', caseId, finding: taken.finding, likely: taken.likely };
  };

  return {
    take: (cells, line) => {
      if (isBlankRow(cells)) return null;
      const read = readRow(cells, reader);
      const amendment = world.amended(line);
      const row: ReadRow = amendment === undefined ? read : { ...read, arrival: { ...read.arrival, ...amendment } };
      return { ...row, line, cells, fate: fateOf(row, line) };
    },
  };
}
