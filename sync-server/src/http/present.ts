import type { StoredDocument } from '../store/port.ts';

/** A stored document as an answer has it: attachments without bytes are marked as stubs. */
export function present(document: StoredDocument): StoredDocument {
  if (document._attachments === undefined) return document;
  const attachments = Object.fromEntries(
    Object.entries(document._attachments).map(([name, attachment]) => [
      name,
      attachment.data === undefined ? { ...attachment, stub: true } : attachment,
    ]),
  );
  return { ...document, _attachments: attachments };
}
