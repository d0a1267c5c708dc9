import { createRequire } from 'node:module';
import { assert } from '../../../shared/lib/assert.ts';
import { KILOBYTE } from '../http/body.ts';
import type { StoredDocument } from '../store/port.ts';

/** A selector as the package works with it. */
type Massaged = Readonly<Record<string, unknown>>;

interface SelectorCore {
  readonly massageSelector: (selector: unknown) => Massaged;
  readonly rowFilter: (document: unknown, selector: Massaged, fields: readonly string[]) => boolean;
}

const require = createRequire(import.meta.url);
// The package brings no types; what is used of it is typed above.
const { massageSelector, rowFilter } = require('pouchdb-selector-core') as SelectorCore;

/** A pattern of a stranger's could run for minutes. */
const FORBIDDEN = new Set(['$regex']);

/** Far more than replicators ask with: each document is held against all of it. */
const MOST_BYTES = 8 * KILOBYTE;

/** Under an `$and` each choice is multiplied by the one before: thirty of two each would be a thousand million. */
const multiplies = (all: readonly string[]): boolean =>
  all.includes('$and') && (['$or', '$nor'] as const).some((choice) => all.filter((name) => name === choice).length > 1);

function names(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...names(inner)]);
}

export type Selector = (document: StoredDocument) => boolean;

/** CouchDB's `_selector` filter, or null when it is none that we can follow. */
export function readSelector(selector: unknown): Selector | null {
  if (typeof selector !== 'object' || selector === null || Array.isArray(selector)) return null;
  if (Buffer.byteLength(JSON.stringify(selector)) > MOST_BYTES) return null;
  const all = names(selector);
  if (all.some((name) => FORBIDDEN.has(name)) || multiplies(all)) return null;
  try {
    const massaged = massageSelector(selector);
    const fields = Object.keys(massaged);
    // Operators are looked up on use: an unknown one shows with the first document.
    rowFilter({ _id: 'case:probe', type: 'case' }, massaged, fields);
    return (document) => {
      try {
        return rowFilter(document, massaged, fields);
      } catch (error) {
        assert(error instanceof Error, 'selectors throw errors');
        return false; // comparing what cannot be compared matches nothing
      }
    };
  } catch {
    return null;
  }
}
