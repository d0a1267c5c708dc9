import type { RxDocumentData, WithDeleted } from 'rxdb/plugins/core';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { LocalDocument } from './schemas.ts';

/** A case as it lies here: the server's revision, and how many of its entries bear no stamp yet. */
export type LocalCase = CaseDocument & { readonly rev?: string; readonly unsent: number };

export const unsentOf = (document: CaseDocument): number =>
  document.log.reduce((count, entry) => count + (entry.stamp === undefined ? 1 : 0), 0);

export const asLocalCase = (document: CaseDocument & { readonly rev?: string }): LocalCase => ({
  ...document,
  unsent: unsentOf(document),
});

/** A document of the server in its local form: `_rev` becomes `rev`. */
export function fromServer<T extends { readonly _id: string }>(
  document: T,
): Omit<T, '_rev'> & { readonly rev?: string } {
  const { _rev: rev, _deleted, _attachments, _revisions, ...rest } = document as T & Readonly<Record<string, unknown>>;
  return (typeof rev === 'string' ? { ...rest, rev } : rest) as unknown as Omit<T, '_rev'> & { readonly rev?: string };
}

/** A local document as the server takes it: the remembered revision in its place, what is only ours left out. */
export function toServer(document: LocalDocument): Readonly<Record<string, unknown>> & { readonly _id: string } {
  const { rev, unsent: _ours, _deleted, ...rest } = document as LocalDocument & Readonly<Record<string, unknown>>;
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
