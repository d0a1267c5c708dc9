import { present } from '../http/present.ts';
import type { StoredDocument } from '../store/port.ts';

/** A change goes to everybody who sees it, one after the other: of the last few the text is kept. */
const FEW = 64;
const texts = new Map<StoredDocument, string>();

/** The text of a document of the feed as answers have it. What was written once is the same object for all who read it, and never changes. */
export function documentText(document: StoredDocument): string {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = JSON.stringify(present(document));
  const [oldest] = texts.keys();
  if (texts.size >= FEW && oldest !== undefined) texts.delete(oldest);
  texts.set(document, text);
  return text;
}
