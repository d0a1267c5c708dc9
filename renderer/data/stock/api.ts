import type { Issue } from '../../../shared/rules/issue.ts';
import type { BuildingFigures } from '../../../shared/stock/figures.ts';
import type { ListedIssue } from '../../../shared/stock/listed-issues.ts';
import type { Points, ToneBy } from '../../../shared/stock/points.ts';
import type { FindAnswer, ListAnswer, ListAsked, ListQuery } from '../../../shared/stock/query.ts';
import type { RowOf, StockKind } from '../../../shared/stock/rows.ts';
import type { Live } from '../values.ts';

export type { BuildingFigures } from '../../../shared/stock/figures.ts';
export type { ListedIssue } from '../../../shared/stock/listed-issues.ts';
export type { Points as StockPoints } from '../../../shared/stock/points.ts';

export interface StockStatus {
  /** Lists and search may be used; further records may still come in. */
  readonly ready: boolean;
  readonly counts: Readonly<Record<StockKind, number>>;
  /** Records still to be read into the stock; 0 when it is whole. */
  readonly behind: number;
  /** Every record that was here at the start has been through the rules once. */
  readonly checked: boolean;
}

/**
 * Lists, search and counts over everything of the scope, off the main thread (`shared/stock`). Answers are exact for what is here at the moment of the answer; `Live`
 * ones follow changes.
 */
export interface StockApi {
  readonly status: Live<StockStatus>;
  /** One window of a list with its counts. Follows changes: give the same object for the same question. */
  readonly list: <K extends StockKind>(asked: ListAsked<K>) => Live<ListAnswer<K>>;
  /** Ids of a whole list in order, for acts on a selection. */
  readonly ids: (query: ListQuery) => Promise<readonly string[]>;
  readonly row: <K extends StockKind>(kind: K, id: string) => Live<RowOf<K> | null>;
  readonly rows: <K extends StockKind>(kind: K, ids: readonly string[]) => Promise<readonly RowOf<K>[]>;
  /** Late answers to earlier questions are for the caller to drop (`typed`). `kinds`: only these. */
  readonly find: (
    typed: string,
    options?: { readonly kinds?: readonly StockKind[]; readonly perGroup?: number },
  ) => Promise<FindAnswer>;
  /** The rooms of a building, floor by floor. */
  readonly building: (id: string) => Live<readonly RowOf<'room'>[]>;
  /** By building: how many rooms, households, people, worst risk, open cases, due visits; what the map colours by. */
  readonly buildings: Live<ReadonlyMap<string, BuildingFigures>>;
  readonly points: (query: ListQuery, toneBy: ToneBy) => Live<Points>;
  /** What the rules found, by rule, worst first. */
  readonly issues: Live<readonly { readonly rule: string; readonly title: string; readonly count: number }[]>;
  readonly issuesOf: (rule: string, from: number, count: number) => Live<readonly ListedIssue[]>;
  readonly issuesAt: (subject: string) => Live<readonly Issue[]>;
}
