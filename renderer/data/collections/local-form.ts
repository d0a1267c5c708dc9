import type { RxDocumentData, WithDeleted } from 'rxdb/plugins/core';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import { referencesOf } from './references.ts';
import type { LocalDocument } from './schemas.ts';

/** A case as it lies here: the server's revision, and how many of its entries bear no stamp yet. */
export type LocalCase = CaseDocument & { readonly rev?: string; readonly unsent: number };

export const unsentOf = (document: CaseDocument): number =>
  document.log.reduce((count, entry) => count + (entry.stamp === undefined ? 1 : 0), 0);

export const asLocalCase = (document: CaseDocument & { readonly rev?: string }): LocalCase => ({
  ...document,
  unsent: unsentOf(document),
});

/** A record as it lies here: the server's with its revision, the edits made here that have no receipt yet (oldest first), and what it is found by. */
export type LocalRecord = LocalDocument & {
  readonly changes: readonly ChangeEntry[];
  readonly unsent: number;
  readonly ref: string;
  readonly ref2: string;
  readonly [field: string]: unknown;
};

type Fields = Readonly<Record<string, unknown>>;

/** Puts the local fields on, whatever was there of them before. */
export function asLocalRecord(document: LocalDocument & Fields, changes: readonly ChangeEntry[]): LocalRecord {
  return { ...document, changes, unsent: changes.length, ...referencesOf(document) };
}

/** A record put upon a revision of the server, with the edits that wait. */
export const localRecord = (
  record: LocalDocument & Fields,
  rev: string | undefined,
  changes: readonly ChangeEntry[],
): LocalRecord => asLocalRecord(rev === undefined ? record : { ...record, rev }, changes);

/** A record as actions, forms and rules see it: as the server would keep it. */
export function recordOf(document: LocalDocument & Fields): AnyRecord {
  const { rev, changes, unsent, ref, ref2, ...rest } = document;
  return rest as unknown as AnyRecord;
}

/** A document of the server in its local form: `_rev` becomes `rev`. */
export function fromServer<T extends { readonly _id: string }>(
  document: T,
): Omit<T, '_rev'> & { readonly rev?: string } {
  const { _rev: rev, _deleted, _attachments, _revisions, ...rest } = document as T & Readonly<Record<string, unknown>>;
  return (typeof rev === 'string' ? { ...rest, rev } : rest) as unknown as Omit<T, '_rev'> & { readonly rev?: string };
}

/** A local document as the server takes it: the remembered revision in its place, what is only ours left out. Unsent edits of a record travel with it. */
export function toServer(document: LocalDocument): Readonly<Record<string, unknown>> & { readonly _id: string } {
  const { rev, unsent, ref, ref2, _deleted, ...rest } = document as LocalDocument & Fields;
  return rev === undefined ? rest : { ...rest, _rev: rev };
}

/** Without RxDB's own fields. */
export function withoutInternals<T>(stored: RxDocumentData<T>): T {
  const { _deleted, _meta, _rev, _attachments, ...rest } = stored;
  return rest as T;
}

/** What tells RxDB that a document is not (or no longer) here. Keeps type and scope, as every tombstone of ours. */
export const tombstone = (document: LocalDocument): WithDeleted<LocalDocument> => ({
  _id: document._id,
  type: document.type,
  scope: document.scope,
  _deleted: true,
});
