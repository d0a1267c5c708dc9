import { createHash } from 'node:crypto';
import type { Store, StoredDocument, WriteDocument } from '../store/port.ts';

export interface AttachmentLine {
  readonly name: string;
  readonly content_type: string;
  readonly length: number;
  readonly digest: string;
}

/** Everything that one document is: its words and revision, the names of its ancestors, the bytes of its attachments. */
export interface WholeDocument {
  readonly document: WriteDocument;
  readonly attachments: readonly AttachmentLine[];
  readonly bytes: readonly Buffer[];
}

/** With the names of its ancestors, so that replicators recognise what they hold. First revisions have none. */
async function withAncestors(store: Store, document: StoredDocument): Promise<StoredDocument> {
  if (document._rev.startsWith('1-')) return document;
  const opened = await store.open(document._id, { rev: document._rev, revisions: true });
  const revisions = opened?.['_revisions'];
  return revisions === undefined ? document : { ...document, _revisions: revisions };
}

/** Reads a document in force out of its store; throws where its bytes are not what their digest says. */
export async function readWhole(store: Store, stored: StoredDocument): Promise<WholeDocument> {
  const { _attachments, ...document } = await withAncestors(store, stored);
  const attachments: AttachmentLine[] = [];
  const bytes: Buffer[] = [];
  for (const [name, { content_type, digest }] of Object.entries(_attachments ?? {})) {
    const read = await store.attachment(stored._id, name, stored._rev);
    if (read === null) throw new Error('an attachment of a document in force cannot be read');
    if (digest !== `md5-${createHash('md5').update(read).digest('base64')}`)
      throw new Error('an attachment differs from its digest');
    attachments.push({ name, content_type, length: read.length, digest });
    bytes.push(read);
  }
  return { document, attachments, bytes };
}
