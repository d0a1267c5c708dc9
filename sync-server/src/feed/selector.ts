import { createRequire } from 'node:module';
import { assert } from '../../../shared/lib/assert.ts';
import type { StoredDocument } from '../store/port.ts';

interface SelectorCore {
  readonly matchesSelector: (document: unknown, selector: unknown) => boolean;
}

const require = createRequire(import.meta.url);
// The package brings no types; what is used of it is typed above.
const { matchesSelector } = require('pouchdb-selector-core') as SelectorCore;

/** A pattern of a stranger's could run for minutes. */
const FORBIDDEN = new Set(['$regex']);

function names(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...names(inner)]);
}

export type Selector = (document: StoredDocument) => boolean;

/** CouchDB's `_selector` filter, or null when it is none that we can follow. */
export function readSelector(selector: unknown): Selector | null {
  if (typeof selector !== 'object' || selector === null || Array.isArray(selector)) return null;
  if (names(selector).some((name) => FORBIDDEN.has(name))) return null;
  try {
    // Operators are looked up on use: an unknown one shows with the first document.
    matchesSelector({ _id: 'case:probe', type: 'case' }, selector);
  } catch {
    return null;
  }
  return (document) => {
    try {
      return matchesSelector(document, selector);
    } catch (error) {
      assert(error instanceof Error, 'selectors throw errors');
      return false; // comparing what cannot be compared matches nothing
    }
  };
}
