import { DUE_FIELDS } from '../cases/deadline/due-fields.ts';
import type { BuildingDocument } from '../domain/building.ts';
import type { CaseDocument } from '../domain/case.ts';
import type { ComponentDocument } from '../domain/component.ts';
import type { EnterpriseDocument } from '../domain/enterprise.ts';
import type { LedgerEntryDocument } from '../domain/ledger-entry.ts';
import type { ObjectionDocument } from '../domain/objection.ts';
import type { HouseholdDocument, OccupancyDocument, PersonDocument } from '../domain/person.ts';
import type { RoomDocument } from '../domain/room.ts';
import type { TargetDocument, TaskDocument } from '../domain/task.ts';

/** What the stock is made of, by type of document. */
interface Documents {
  readonly person: PersonDocument;
  readonly household: HouseholdDocument;
  readonly occupancy: OccupancyDocument;
  readonly room: RoomDocument;
  readonly building: BuildingDocument;
  readonly enterprise: EnterpriseDocument;
  readonly component: ComponentDocument;
  readonly ledgerEntry: LedgerEntryDocument;
  readonly case: CaseDocument;
  readonly task: TaskDocument;
  readonly target: TargetDocument;
  readonly objection: ObjectionDocument;
}
export type FactType = keyof Documents;
export type FactOf<T extends FactType> = Documents[T];
export type Fact = FactOf<FactType>;

export const FACT_TYPES = [
  'person',
  'household',
  'occupancy',
  'room',
  'building',
  'enterprise',
  'component',
  'ledgerEntry',
  'case',
  'task',
  'target',
  'objection',
] as const satisfies readonly FactType[];
const TYPES: ReadonlySet<string> = new Set(FACT_TYPES);

/** A document as it comes from the store. */
export interface Incoming {
  readonly _id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Not needed by any list, search, count or rule: who wrote it, on which revision, and each field's source. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'sources',
  'audience',
  'schema',
  'rev',
  'unsent',
  'ref',
  'ref2',
  'changes',
  'footprint',
]);
/** Of a case only what lists, queues and search show: its log and its photos stay in the store. */
const OF_CASE: ReadonlySet<string> = new Set([
  '_id',
  'type',
  'scope',
  'number',
  'state',
  'stage',
  'finding',
  'reporter',
  'reportedAt',
  'changedAt',
  'department',
  'parts',
  'returns',
  'unsent',
  'request',
  'supervision',
  'suspendedUntil',
  'mergedInto',
  'visit',
  ...DUE_FIELDS,
]);

/** When it was last found true; failing that, since when it is here. */
function slimProvenance(provenance: unknown): unknown {
  const { verifiedAt, createdAt } = (provenance ?? {}) as { readonly verifiedAt?: string; readonly createdAt?: string };
  return verifiedAt === undefined ? { createdAt } : { verifiedAt };
}

/** Void records are in no list; that they are void is known. A void case is still found by its number, and a void task asks for nothing of its targets. */
export const isVoid = (fact: Fact): boolean =>
  (fact as { readonly state?: unknown }).state === 'void' && fact.type !== 'case' && fact.type !== 'task';

/**
 * A document with what the stock needs of it, as a new object; `null` where the stock has no use for it. What is left out of a loose document is
 * named, not what is kept: fields of a newer version can be filtered by.
 */
export function slimOf(document: Incoming): Fact | null {
  const isCase = document.type === 'case';
  if (!TYPES.has(document.type)) return null;
  // Filled in the order of the document, never emptied: engines keep such objects small.
  const slim: Record<string, unknown> = {};
  for (const field in document) {
    if (field === 'provenance') slim[field] = slimProvenance(document[field]);
    // Counted, not kept: a list only asks whether there are any.
    else if (isCase && field === 'photos') slim['photoCount'] = (document[field] as readonly unknown[]).length;
    else if (isCase ? OF_CASE.has(field) : !LEFT_OUT.has(field)) slim[field] = document[field];
  }
  return slim as unknown as Fact;
}
