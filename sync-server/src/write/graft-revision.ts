import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import type { StoredDocument, WriteDocument } from '../store/port.ts';
import type { Content } from './judgement.ts';
import { descendsFrom, type PushedDocument } from './pushed-document.ts';

export interface Revisions {
  readonly start: number;
  readonly ids: readonly string[];
}

const hash = (text: string): string => createHash('md5').update(text).digest('hex');

/**
 * Gives a merged document a revision that replaces what a plain replicator (`new_edits=false`) pushed, also in its own database:
 * behind its revision where it built on ours, else behind ours but one generation higher than its own, so that the merged one wins there too.
 * The same merge gives the same revision.
 */
export function graftRevision(
  content: Content,
  pushed: PushedDocument,
  stored: { readonly document: StoredDocument; readonly revisions: Revisions } | null,
): WriteDocument {
  const theirs = pushed.revisions ?? { start: 0, ids: [] };
  const { start, ids } =
    stored === null || descendsFrom(pushed, stored.document._rev) ? theirs : padded(stored.revisions, theirs.start);
  const id = hash(`${ids[0] ?? ''} ${canonicalJson(content)}`);
  return { ...content, _rev: `${start + 1}-${id}`, _revisions: { start: start + 1, ids: [id, ...ids] } };
}

function padded(ours: Revisions, generation: number): Revisions {
  const between: string[] = [];
  for (let start = ours.start; start < generation; start += 1)
    between.push(hash(`between ${between.at(-1) ?? ours.ids[0] ?? ''}`));
  return { start: ours.start + between.length, ids: [...between.reverse(), ...ours.ids] };
}
