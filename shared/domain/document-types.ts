/** Every document type in the order of need of a first pull, where it lives on the server, and in which local collection (DESIGN §2: at most 13 open collections). */
export const DOCUMENT_TYPES = {
  catalog: { database: 'records', collection: 'catalogs' },
  area: { database: 'records', collection: 'areas' },
  staff: { database: 'records', collection: 'staff' },
  case: { database: 'records', collection: 'cases' },
  handover: { database: 'records', collection: 'history' },
  careHandover: { database: 'records', collection: 'history' },
  caseHandover: { database: 'records', collection: 'history' },
  sharedFilter: { database: 'records', collection: 'tasks' },
  task: { database: 'records', collection: 'tasks' },
  target: { database: 'records', collection: 'tasks' },
  careFile: { database: 'records', collection: 'careFiles' },
  building: { database: 'records', collection: 'buildings' },
  room: { database: 'records', collection: 'rooms' },
  person: { database: 'records', collection: 'residents' },
  occupancy: { database: 'records', collection: 'residents' },
  household: { database: 'records', collection: 'residents' },
  enterprise: { database: 'records', collection: 'enterprises' },
  component: { database: 'records', collection: 'components' },
  ledgerEntry: { database: 'records', collection: 'components' },
  objection: { database: 'records', collection: 'history' },
  change: { database: 'records', collection: 'history' },
  careChange: { database: 'records', collection: 'history' },
  patrol: { database: 'records', collection: 'tasks' },
  thumb: { database: 'evidence', collection: null },
  photo: { database: 'evidence', collection: null },
  audit: { database: 'audit', collection: null },
} as const;

export type DocumentType = keyof typeof DOCUMENT_TYPES;
export type DatabaseName = 'records' | 'evidence' | 'audit';
export type RecordType = {
  [T in DocumentType]: (typeof DOCUMENT_TYPES)[T]['database'] extends 'records' ? T : never;
}[DocumentType];
export type CollectionName = (typeof DOCUMENT_TYPES)[RecordType]['collection'];

export const isDocumentType = (type: string): type is DocumentType => Object.hasOwn(DOCUMENT_TYPES, type);
export const typesOf = (database: DatabaseName): readonly DocumentType[] =>
  (Object.keys(DOCUMENT_TYPES) as DocumentType[]).filter((type) => DOCUMENT_TYPES[type].database === database);

/** The type that an id claims: the part before its first colon. */
export const typeOfId = (id: string): string => id.slice(0, Math.max(0, id.indexOf(':')));
