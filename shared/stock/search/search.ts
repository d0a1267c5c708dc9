import type { TextMatch } from '../list.ts';
import type { FindAnswer, Hit } from '../query.ts';
import type { RowTable } from '../row-table.ts';
import type { RowOf, StockKind } from '../rows.ts';
import { STOCK_KINDS, type Stock } from '../stock.ts';
import { kindIndex, type KindIndex, type Match } from './kind-index.ts';
import { haveSameKeys, keysOf, type KeySource } from './keys.ts';
import { marksOf } from './marks.ts';
import { peopleNames } from './people-names.ts';
import { sharedTerms } from './shared-terms.ts';
import type { Speller } from './spelling.ts';
import { NEAR } from './spelled-lane.ts';
import { terms as emptyTerms } from './terms.ts';
import { tokensOf, type Token } from './tokens.ts';

/** The groups of a search in the order in which they are shown. Targets are found through their task. */
const GROUPS = [
  'person',
  'room',
  'enterprise',
  'component',
  'ledgerEntry',
  'case',
] as const satisfies readonly StockKind[];
const PER_GROUP = 6;
/** So few exact hits that the word may be mistyped. */
const FEW_HITS = 3;
/** A number of so many digits that stands somewhere was hardly mistyped either: 1120-00019, as lists print it. */
const SURE_DIGITS = 9;
/** A whole name or number: what was typed is what was meant. */
const MET = 1;
/** A person who died or left is found, behind those who are here. */
const GONE = 16;

const isSure = ({ whole }: Token): boolean => whole.sort === 'digits' && whole.text.length >= SURE_DIGITS;

export interface FindOptions {
  readonly kinds?: readonly StockKind[] | undefined;
  readonly perGroup?: number | undefined;
}

export interface Search {
  /** Keeps one record's keys as its row says. */
  readonly set: (
    kind: StockKind,
    slot: number,
    row: RowOf<StockKind> | undefined,
    before: RowOf<StockKind> | undefined,
  ) => void;
  readonly find: (typed: string, options?: FindOptions) => FindAnswer;
  readonly match: (kind: StockKind, text: string) => TextMatch;
  /** Small pieces of work that make the first question as fast as the next. */
  readonly prepare: readonly (() => void)[];
  readonly bytes: () => number;
}

export function createSearch(stock: Stock, speller: Speller, source: KeySource, nowMs: () => number): Search {
  const shared = sharedTerms(emptyTerms(speller), speller);
  const names = peopleNames(speller);
  const indexes = Object.fromEntries(
    STOCK_KINDS.map((kind) => [
      kind,
      kindIndex({
        speller,
        terms: shared,
        names,
        namesAreOwn: kind === 'person' || kind === 'target',
        hasCodes: kind === 'enterprise',
      }),
    ]),
  ) as Readonly<Record<StockKind, KindIndex>>;

  const behind = (row: RowOf<StockKind>): number => (row.kind === 'person' && row.life !== 'living' ? GONE : 0);
  /**
   * The best few, best first. Among equals the shorter name stands first where a name was typed, which says nothing of numbers; then the one taken down last: of
   * all who share a tail one looks for whoever was just added, and he must not lie behind the end of the group.
   */
  const best = (
    table: RowTable,
    match: Match,
    wanted: number,
    byLength: boolean,
  ): readonly { readonly row: RowOf<StockKind>; readonly rank: number }[] => {
    const top: { row: RowOf<StockKind>; rank: number }[] = [];
    const isBefore = (row: RowOf<StockKind>, rank: number, other: { row: RowOf<StockKind>; rank: number }): boolean => {
      if (rank !== other.rank) return rank < other.rank;
      if (byLength && row.name.length !== other.row.name.length) return row.name.length < other.row.name.length;
      return row.id > other.row.id;
    };
    for (const [nth, slot] of match.slots.entries()) {
      const last = top.at(-1);
      const atBest = match.ranks[nth] ?? 0;
      // Most are told from the last of the best without looking at their rows.
      if (top.length === wanted && last !== undefined && atBest > last.rank) continue;
      const row = table.rows[slot];
      if (row === undefined) continue;
      const rank = atBest + behind(row);
      if (top.length === wanted && last !== undefined && !isBefore(row, rank, last)) continue;
      let at = top.length;
      while (at > 0) {
        const before = top[at - 1];
        if (before === undefined || !isBefore(row, rank, before)) break;
        at -= 1;
      }
      top.splice(at, 0, { row, rank });
      if (top.length > wanted) top.pop();
    }
    return top;
  };

  const matchAll = (tokens: readonly Token[], kinds: readonly StockKind[]): ReadonlyMap<StockKind, Match> => {
    const ask = (near: boolean): Map<StockKind, Match> =>
      new Map(kinds.map((kind) => [kind, indexes[kind].match(tokens, near)]));
    const exact = ask(false);
    let total = 0;
    let isMet = false;
    for (const { slots, ranks } of exact.values()) {
      total += slots.length;
      if (total <= FEW_HITS) isMet ||= ranks.some((rank) => rank <= tokens.length * MET);
    }
    // Several words that meet somewhere were hardly mistyped.
    isMet ||= total > 0 && (tokens.length > 1 || tokens.some(isSure));
    const found = total > FEW_HITS || isMet ? exact : ask(true);
    shared.forget();
    names.forget();
    return found;
  };

  return {
    set: (kind, slot, row, before) => {
      if (row !== undefined && before !== undefined && haveSameKeys(row, before)) return;
      indexes[kind].set(slot, row && keysOf(row, source));
    },
    find: (typed, { kinds = GROUPS, perGroup = PER_GROUP } = {}) => {
      const startedAt = nowMs();
      const tokens = tokensOf(typed);
      if (tokens.length === 0) return { typed, total: 0, groups: [], tookMs: 0 };
      let total = 0;
      const byLength = tokens.some(({ whole }) => whole.sort === 'han' || whole.sort === 'letters');
      const groups = [...matchAll(tokens, kinds)].flatMap(([kind, match]) => {
        if (match.slots.length === 0) return [];
        total += match.slots.length;
        const hits = best(stock.tables[kind] as RowTable, match, perGroup, byLength).map(({ row, rank }): Hit => ({
          kind,
          id: row.id,
          row,
          marks: marksOf(row, tokens, speller),
          rank,
          isNear: rank - behind(row) >= NEAR,
        }));
        return [{ kind, total: match.slots.length, hits }];
      });
      return { typed, total, groups, tookMs: nowMs() - startedAt };
    },
    match: (kind, text) => {
      const tokens = tokensOf(text);
      const found = matchAll(tokens, [kind]).get(kind);
      const rankOf = new Map(found?.slots.map((slot, nth) => [slot, found.ranks[nth] ?? 0]));
      const best = [...rankOf].sort(([a, rankA], [b, rankB]) => rankA - rankB || a - b).map(([slot]) => slot);
      return { has: (slot) => rankOf.has(slot), best };
    },
    prepare: [names.prepare, shared.prepare, ...GROUPS.map((kind) => indexes[kind].prepare)],
    bytes: () => STOCK_KINDS.reduce((sum, kind) => sum + indexes[kind].bytes(), names.bytes()),
  };
}
