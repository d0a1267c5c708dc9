import { countingRules } from '../../shared/cases/counting-rules.ts';
import { departmentNames } from '../../shared/cases/dispatch/dispatch-rules.ts';
import { templatesOf } from '../../shared/cases/dispatch/templates.ts';
import { duplicateRules } from '../../shared/cases/likeness/duplicate-rules.ts';
import type { CatalogDocument, CatalogOf } from '../../shared/domain/catalog.ts';
import type { RiskTable } from '../../shared/risk/risk-level.ts';
import type { CatalogsApi, LedgerKind, Live, TrustedClock } from './api.ts';
import type { LocalCollection } from './collections/open-database.ts';
import { readWhere, watch } from './collections/store-access.ts';
import { derived, liveWhileHeard } from './live.ts';
import type { Rooms } from './rooms/rooms.ts';
import { tablesInForce } from './tables-in-force.ts';

/** A whole collection, read when first asked for and then kept by changes. `T` was parsed when it came in. */
export function wholeCollection<T extends { readonly _id: string }>(collection: LocalCollection): Live<readonly T[]> {
  const byId = new Map<string, T>();
  let filled = false;
  return liveWhileHeard<readonly T[]>((set) => {
    const early = new Map<string, T | null>();
    const apply = (changes: ReadonlyMap<string, T | null>): void => {
      for (const [id, document] of changes) {
        if (document === null) byId.delete(id);
        else byId.set(id, document);
      }
      set([...byId.values()]);
    };
    const stop = watch<T>(collection, (changes) => {
      if (filled) apply(changes);
      else for (const [id, document] of changes) early.set(id, document);
    });
    filled = false;
    void readWhere<T>(collection, { where: {} }).then((documents) => {
      byId.clear();
      for (const document of documents) byId.set(document._id, document);
      filled = true;
      apply(early);
    });
    return stop;
  });
}

const isOf =
  <K extends CatalogDocument['kind']>(kind: K) =>
  (catalog: CatalogDocument): catalog is CatalogOf<K> =>
    catalog.kind === kind;

const riskTable = (tables: readonly CatalogOf<'riskRules'>[]): RiskTable => ({
  entries: tables.flatMap(({ entries }) => entries),
  visits: tables.flatMap(({ visits }) => visits),
});

const ledgerKind = ({
  key,
  name,
  titleField,
  byMonth,
  onMap,
  entries,
  differences,
}: CatalogOf<'ledger'>): LedgerKind => ({
  key,
  name,
  titleField,
  byMonth: byMonth ?? false,
  onMap: onMap ?? false,
  fields: entries,
  differences: differences ?? [],
});

/** A draft of a table lies in the sealed memory under the table's key. */
const draftId = (table: string): string => `catalog-draft ${table}`;

export function catalogLists(
  catalogs: Live<readonly CatalogDocument[]>,
  clock: TrustedClock,
  rooms: Pick<Rooms, 'read' | 'write'>,
): CatalogsApi {
  const present = tablesInForce(catalogs, clock);
  const of = <K extends CatalogDocument['kind'], T>(
    kind: K,
    list: (catalog: CatalogOf<K>) => readonly T[],
  ): Live<readonly T[]> => derived(present, (all) => all.filter(isOf(kind)).flatMap(list));
  return {
    all: catalogs,
    keptDraft: (table) => rooms.read('memory', draftId(table)),
    keepDraft: (table, draft) =>
      rooms.write([
        draft === null
          ? { room: 'memory', id: draftId(table), gone: true }
          : { room: 'memory', id: draftId(table), value: draft },
      ]),
    categories: of('categories', ({ entries }) => entries),
    standards: of('standards', ({ entries }) => entries),
    notes: of('standards', ({ notes }) => notes),
    departments: of('departments', ({ entries }) => entries),
    reasons: of('reasons', ({ entries }) => entries),
    terms: of('terms', ({ entries }) => entries),
    sources: of('sources', ({ entries }) => entries),
    tags: of('tags', ({ entries }) => entries),
    placeKinds: of('placeKinds', ({ entries }) => entries),
    riskRules: derived(present, (all) => riskTable(all.filter(isOf('riskRules')))),
    duplicateRules: derived(present, (all) =>
      duplicateRules(all.filter(isOf('duplicateRules')).flatMap(({ entries }) => entries)),
    ),
    countingRules: derived(present, (all) => countingRules(all.filter(isOf('countingRules')))),
    templates: derived(present, (all) =>
      templatesOf(all.filter(isOf('templates')), departmentNames(all.filter(isOf('departments')))),
    ),
    careFields: derived(
      present,
      (all) => new Map(all.filter(isOf('careFields')).map(({ careKind, entries }) => [careKind, entries])),
    ),
    ledgers: derived(present, (all) => all.filter(isOf('ledger')).map(ledgerKind)),
  };
}
