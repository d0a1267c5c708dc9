import { assert } from '../lib/assert.ts';
import { canonicalJson } from '../lib/canonical-json.ts';
import type { AnyRecord, ChangeSet } from './change-set.ts';

/** Everything there is, as an act would leave it. Each edit must start from what is there. */
export function apply(stock: ReadonlyMap<string, AnyRecord>, changes: ChangeSet): ReadonlyMap<string, AnyRecord> {
  const after = new Map(stock);
  for (const edit of changes.edits) {
    const present = after.get(edit.after._id) ?? null;
    assert(canonicalJson(present) === canonicalJson(edit.before), `${edit.after._id} is what the act was made from`);
    after.set(edit.after._id, edit.after);
  }
  return after;
}
