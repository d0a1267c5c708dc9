import { buildingAddress } from '../address/room-address.ts';
import { figuresOf, roomsOf, type BuildingFigures } from './figures.ts';
import { issueBoard, type IssueBoard } from './issue-board.ts';
import { listedIssues, type ListedIssue } from './listed-issues.ts';
import { listsOf, type Lists } from './list.ts';
import { pointsOf, type Points, type ToneBy } from './points.ts';
import type { StockSettings } from './projection.ts';
import type { ListQuery } from './query.ts';
import type { RowTable } from './row-table.ts';
import type { RowOf, StockKind } from './rows.ts';
import { createSearch, type Search } from './search/search.ts';
import { plainText, usualWay, type Speller } from './search/spelling.ts';
import type { Fact, Incoming } from './slim.ts';
import { createStock, STOCK_KINDS, type Stock } from './stock.ts';

/** The stock with everything that may be asked of it. Knows no worker and no disk. */
export interface Engine {
  readonly stock: Stock;
  readonly lists: Lists;
  readonly find: Search['find'];
  /** Makes the search ready, a piece at a time; a question that comes before it is answered all the same. */
  readonly prepareSearch: Search['prepare'];
  /** Documents as they are now; `null` where one went. */
  readonly apply: (changes: Iterable<readonly [string, Incoming | null]>) => void;
  /** Takes in what was saved; `filled` makes the rows. */
  readonly fill: (facts: Iterable<Fact>) => void;
  readonly filled: () => void;
  readonly setSettings: (settings: StockSettings) => void;
  readonly row: (kind: StockKind, id: string) => RowOf<StockKind> | null;
  readonly building: (id: string) => readonly RowOf<'room'>[];
  readonly buildings: () => ReadonlyMap<string, BuildingFigures>;
  readonly points: (query: ListQuery, toneBy: ToneBy) => Points;
  readonly counts: () => Readonly<Record<StockKind, number>>;
  /** Runs the rules over what changed until it is done or `until` has passed. */
  readonly check: (until?: () => boolean) => void;
  readonly isChecked: () => boolean;
  readonly issues: IssueBoard['byRule'];
  readonly issuesOf: (rule: string, from: number, count: number) => readonly ListedIssue[];
  readonly issuesAt: IssueBoard['at'];
  readonly issuesVersion: () => number;
  readonly searchBytes: () => number;
}

export interface EngineParts {
  readonly settings: StockSettings;
  readonly speller: Speller;
  readonly nowMs: () => number;
}

/** Names in the order of their sounds, those of one sound by their characters. */
function sortKeys(speller: Speller): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const there = known.get(name);
    if (there !== undefined) return there;
    const key = `${usualWay(plainText(name), speller).join(' ')} ${name}`;
    known.set(name, key);
    return key;
  };
}

export function createEngine({ settings, speller, nowMs }: EngineParts): Engine {
  const staleFigures = new Set<string>();
  let figures: ReadonlyMap<string, BuildingFigures> = new Map();
  let labels = labelsOf(settings);
  let keysStand = true;
  const listedBy = new Map<string, { readonly version: string; readonly issues: readonly ListedIssue[] }>();

  const stock: Stock = createStock(
    settings,
    (subject) => issues.countOf(subject),
    (kind, slot, row, before) => {
      // Words of the catalogues are keys too: with them everything is keyed anew.
      search.set(kind, slot, row, keysStand ? before : undefined);
    },
  );
  const issues = issueBoard(stock.facts, settings);
  const search = createSearch(
    stock,
    speller,
    {
      tagLabel: (code) => labels.tags.get(code) ?? code,
      placeKindLabel: (code) => labels.placeKinds.get(code) ?? code,
      buildingAddress: (id) => {
        const building = stock.facts.get('building', id);
        return building === undefined ? '' : buildingAddress(building);
      },
      room: (id) => stock.facts.get('room', id),
    },
    nowMs,
  );
  const lists = listsOf({ stock, sortKey: sortKeys(speller), match: search.match, nowMs });

  const allBuildings = (): void => {
    for (const id of stock.facts.all('building').keys()) staleFigures.add(id);
  };

  return {
    stock,
    lists,
    find: search.find,
    prepareSearch: search.prepare,
    apply: (changes) => {
      for (const id of stock.apply(changes, issues.check)) if (id.startsWith('building:')) staleFigures.add(id);
    },
    fill: (facts) => {
      for (const fact of facts) stock.fill(fact._id, fact);
    },
    filled: () => {
      stock.project();
      allBuildings();
      issues.checkAll();
    },
    setSettings: (next) => {
      keysStand = sameLabels(labels, labelsOf(next));
      labels = labelsOf(next);
      stock.setSettings(next);
      stock.project();
      keysStand = true;
      allBuildings();
      issues.setSettings(next);
      issues.checkAll();
    },
    row: (kind, id) => (stock.tables[kind] as RowTable).get(id) ?? null,
    building: (id) => roomsOf(stock, id),
    buildings: () => {
      if (staleFigures.size === 0) return figures;
      const next = new Map(figures);
      for (const id of staleFigures) {
        const fresh = figuresOf(stock, id);
        if (fresh === undefined) next.delete(id);
        else next.set(id, fresh);
      }
      staleFigures.clear();
      figures = next;
      return figures;
    },
    points: (query, toneBy) => pointsOf(stock, lists, query, toneBy),
    counts: () => Object.fromEntries(STOCK_KINDS.map((kind) => [kind, lists.all(kind)])) as Record<StockKind, number>,
    check: (until = () => false) => {
      stock.recount(issues.work(until));
    },
    isChecked: issues.isDone,
    issues: issues.byRule,
    issuesOf: (rule, from, count) => {
      const version = [issues.version(), ...STOCK_KINDS.map((kind) => stock.tables[kind].version())].join(' ');
      const known = listedBy.get(rule);
      const all = known?.version === version ? known.issues : listedIssues(stock, issues, rule);
      listedBy.set(rule, { version, issues: all });
      return all.slice(from, from + count);
    },
    issuesAt: issues.at,
    issuesVersion: issues.version,
    searchBytes: search.bytes,
  };
}

const labelsOf = ({ tags, placeKinds }: StockSettings) => ({
  tags: new Map(tags.map(({ code, label }) => [code, label])),
  placeKinds: new Map(placeKinds.map(({ code, label }) => [code, label])),
});

type Labels = ReturnType<typeof labelsOf>;
const sameWords = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  one.size === other.size && [...one].every(([code, label]) => other.get(code) === label);
const sameLabels = (one: Labels, other: Labels): boolean =>
  sameWords(one.tags, other.tags) && sameWords(one.placeKinds, other.placeKinds);
