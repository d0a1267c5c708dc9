import { typeOfId } from '../domain/document-types.ts';
import { facts as emptyFacts, type Facts } from './facts.ts';
import { projectPerson } from './project-person.ts';
import { projectCase, projectComponent, projectEnterprise, projectLedger, projectTarget } from './project-places.ts';
import { projectRoom } from './project-room.ts';
import { recurringIn, type Projection, type StockSettings } from './projection.ts';
import { rowTable, type RowTable } from './row-table.ts';
import type { RowOf, StockKind } from './rows.ts';
import { slimOf, type Fact, type Incoming } from './slim.ts';
import { checkedBy } from './checked.ts';
import { touchedBy } from './touched.ts';

export const STOCK_KINDS = [
  'person',
  'room',
  'enterprise',
  'component',
  'ledgerEntry',
  'case',
  'target',
] as const satisfies readonly StockKind[];
const isKind = (type: string): type is StockKind => (STOCK_KINDS as readonly string[]).includes(type);

export type Tables = { readonly [K in StockKind]: RowTable<K> };

/** Hears of every row that was made, changed or taken out, by its slot. */
export type RowListener = (
  kind: StockKind,
  slot: number,
  row: RowOf<StockKind> | undefined,
  before: RowOf<StockKind> | undefined,
) => void;

/** The whole stock in memory: facts and the rows joined from them. What changes costs what depends on it, no more. */
export interface Stock {
  readonly facts: Facts;
  readonly tables: Tables;
  readonly settings: () => StockSettings;
  /** Documents as they are now; `null` where one went. Gives what was touched: ids of rows and buildings; `check` hears what the rules must look at again. */
  readonly apply: (
    changes: Iterable<readonly [string, Incoming | null]>,
    check: (id: string) => void,
  ) => ReadonlySet<string>;
  /** The rows' counts of issues as they are now. */
  readonly recount: (ids: Iterable<string>) => void;
  /** Takes in what is known to be new, without rows; `project` makes them. For the first filling. */
  readonly fill: (id: string, fact: Fact) => void;
  /** Makes rows anew: of these, or of all. */
  readonly project: (ids?: Iterable<string>) => void;
  /** What rows are made from besides; the caller projects anew. */
  readonly setSettings: (settings: StockSettings) => void;
  readonly projection: () => Projection;
}

export function createStock(
  settings: StockSettings,
  issueCount: (subject: string) => number,
  onRow: RowListener = () => undefined,
): Stock {
  const facts = emptyFacts();
  const tables: Tables = {
    person: rowTable('person'),
    room: rowTable('room'),
    enterprise: rowTable('enterprise'),
    component: rowTable('component'),
    ledgerEntry: rowTable('ledgerEntry'),
    case: rowTable('case'),
    target: rowTable('target'),
  };
  const projectionWith = (now: StockSettings): Projection => ({
    facts,
    settings: now,
    tags: new Map(now.tags.map((tag) => [tag.code, tag])),
    issueCount,
  });
  let projection = projectionWith(settings);

  const rowOf = (fact: Fact): RowOf<StockKind> | undefined => {
    switch (fact.type) {
      case 'person':
        return projectPerson(projection, fact);
      case 'room':
        return projectRoom(projection, fact);
      case 'enterprise':
        return projectEnterprise(projection, fact);
      case 'component':
        return projectComponent(projection, fact);
      case 'ledgerEntry':
        return projectLedger(projection, fact);
      case 'case':
        return projectCase(projection, fact);
      case 'target':
        return projectTarget(projection, fact);
      default:
        return undefined;
    }
  };
  const projectOne = (id: string): void => {
    const kind = typeOfId(id);
    if (!isKind(kind)) return;
    const fact = facts.get(kind, id);
    const row = fact && rowOf(fact);
    const table = tables[kind] as RowTable;
    const before = table.get(id);
    const slot = table.set(id, row);
    if (slot !== undefined) onRow(kind, slot, row, before);
  };

  return {
    facts,
    tables,
    settings: () => projection.settings,
    apply: (changes, check) => {
      const touched = new Set<string>();
      const touch = (id: string): void => {
        touched.add(id);
      };
      for (const [id, document] of changes) {
        const before = facts.record(id);
        const after = document === null ? null : slimOf(document);
        const look = (fact: Fact | null | undefined): void => {
          if (fact === null || fact === undefined) return;
          touchedBy(facts, fact, recurringIn(projection.settings).metres, touch);
          checkedBy(facts, fact, check);
        };
        // Along the ways it stood in and those it stands in now.
        look(before);
        facts.put(id, after);
        look(after);
        look(before);
      }
      for (const id of touched) projectOne(id);
      return touched;
    },
    fill: (id, fact) => {
      facts.put(id, fact);
    },
    project: (ids) => {
      if (ids !== undefined) {
        for (const id of ids) projectOne(id);
        return;
      }
      for (const kind of STOCK_KINDS) for (const id of facts.all(kind).keys()) projectOne(id);
    },
    recount: (ids) => {
      for (const id of ids) {
        const kind = typeOfId(id);
        if (!isKind(kind)) continue;
        const table = tables[kind] as RowTable;
        const row = table.get(id);
        const issues = issueCount(id);
        if (row !== undefined && row.issues !== issues) table.set(id, { ...row, issues });
      }
    },
    setSettings: (now) => {
      projection = projectionWith(now);
    },
    projection: () => projection,
  };
}
