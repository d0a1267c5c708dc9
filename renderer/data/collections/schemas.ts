import type { RxJsonSchema } from 'rxdb/plugins/core';
import type { CollectionName } from '../../../shared/domain/document-types.ts';

/**
 * A document as the local store keeps it: the server's, with its revision under `rev` (RxDB's own `_rev` counts local writes).
 * Loose: fields of a newer version are kept.
 */
export interface LocalDocument {
  readonly _id: string;
  readonly type: string;
  readonly scope: string;
  readonly rev?: string;
}

/** `<type>:<ULID>`, the longest type being `careHandover`. */
const ID_LENGTH = 40;

/** No validator stands behind these: what comes in is parsed with zod. They only say what is indexed, and that everything else is sealed. */
const sealed = {
  version: 0,
  primaryKey: '_id',
  type: 'object',
  encrypted: ['provenance'],
} as const;
const head = {
  _id: { type: 'string', maxLength: ID_LENGTH },
  type: { type: 'string', maxLength: 16 },
  scope: { type: 'string', maxLength: 15 },
  provenance: { type: 'object' },
} as const;
const required = ['_id', 'type', 'scope'];

const plain = { ...sealed, properties: head, required } as const;

/** Clear index fields of a case: where it stands, when it last changed, how many of its entries wait. Nothing of whom or where. */
const cases = {
  ...sealed,
  properties: {
    ...head,
    state: { type: 'string', maxLength: 20 },
    stage: { type: 'number', minimum: 0, maximum: 6, multipleOf: 1 },
    changedAt: { type: 'string', maxLength: 40 },
    unsent: { type: 'number', minimum: 0, maximum: 10_000, multipleOf: 1 },
  },
  required: [...required, 'state', 'stage', 'changedAt', 'unsent'],
  indexes: [['state', 'changedAt'], 'stage', 'unsent'],
} as const;

/**
 * Records with history: which of them wait for the server, and whom they belong to. References are ids, random numbers that say nothing; `ref` and `ref2` are set
 * when a document is put down (`local-form.ts`), so that a household finds its members without opening anybody else.
 */
const records = {
  ...sealed,
  properties: {
    ...head,
    unsent: { type: 'number', minimum: 0, maximum: 10_000, multipleOf: 1 },
    ref: { type: 'string', maxLength: ID_LENGTH },
    ref2: { type: 'string', maxLength: ID_LENGTH },
  },
  required: [...required, 'unsent', 'ref', 'ref2'],
  indexes: ['unsent', ['type', 'ref'], ['type', 'ref2']],
} as const;

/** RxDB wants every field of the type among the properties; ours are loose, so the type is the caller's promise. */
const asSchema = (schema: unknown): RxJsonSchema<LocalDocument> => schema as RxJsonSchema<LocalDocument>;

export const SCHEMAS: Readonly<Record<CollectionName, RxJsonSchema<LocalDocument>>> = {
  areas: asSchema(plain),
  buildings: asSchema(records),
  catalogs: asSchema(plain),
  staff: asSchema(plain),
  cases: asSchema(cases),
  rooms: asSchema(records),
  residents: asSchema(records),
  careFiles: asSchema(records),
  enterprises: asSchema(records),
  components: asSchema(records),
  tasks: asSchema(records),
  history: asSchema(records),
};
