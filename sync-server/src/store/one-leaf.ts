import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import type { LivingLeaf, Store, StoredDocument, WriteDocument } from './port.ts';

/** The words of a document, without what is a revision's own. */
export type Words = Readonly<Record<string, unknown>> & { readonly _id: string };

export interface OneOfSeveral {
  /** What is in force from now on; null: what the winner says. */
  readonly content: Words | null;
  /** New documents that say what did not come into force: written before anything is closed, and once only. */
  readonly beside: readonly WriteDocument[];
}

export type Leaves = readonly [LivingLeaf, LivingLeaf, ...LivingLeaf[]];

const hash = (text: string): string => createHash('md5').update(text).digest('hex');

/** On top of the winner. The same content gives the same revision: whoever mends, and however many do at once, it is mended once. */
function onTop({ revisions: { start, ids } }: LivingLeaf, content: Words): WriteDocument {
  const id = hash(`${ids[0] ?? ''} ${canonicalJson(content)}`);
  return { ...content, _rev: `${start + 1}-${id}`, _revisions: { start: start + 1, ids: [id, ...ids] } };
}

function closed({ document, revisions: { start, ids } }: LivingLeaf): WriteDocument {
  const { _id, type, scope, audience } = document;
  const id = hash(`closed ${document._rev}`);
  return {
    ...{ _id, type, scope, ...(audience === undefined ? {} : { audience }) },
    _deleted: true,
    _rev: `${start + 1}-${id}`,
    _revisions: { start: start + 1, ids: [id, ...ids] },
  };
}

export type Revisions = LivingLeaf['revisions'];

/** Whether a revision is this one, or one that it was written on top of. */
export function isUnder({ revisions: { start, ids } }: Pick<LivingLeaf, 'revisions'>, rev: string): boolean {
  const dash = rev.indexOf('-');
  return ids[start - Number(rev.slice(0, dash))] === rev.slice(dash + 1);
}

/**
 * Makes one of the living revisions of a document. `decide` says what of, out of the leaves alone, so that several servers that do it at once do the same.
 * Null: there is only one, and `own` is in it.
 */
export async function oneLeaf(
  store: Store,
  id: string,
  decide: (leaves: Leaves) => OneOfSeveral,
  own: string | null = null,
): Promise<StoredDocument | null> {
  const [winner, second, ...others] = await store.living(id);
  if (winner === undefined) return null;
  if (second === undefined) {
    // Somebody else was faster, and closed it.
    const isMended = own !== null && !isUnder(winner, own);
    return isMended ? winner.document : null;
  }
  const leaves: Leaves = [winner, second, ...others];
  const { content, beside } = decide(leaves);
  const lines = [...leaves.flatMap((leaf) => leaf.beside), ...beside];
  if (lines.length > 0) await store.write(lines, { newEdits: true });
  const mended = content === null ? [] : [onTop(winner, content)];
  await store.write([...mended, ...[second, ...others].map(closed)], { newEdits: false });
  return (await store.current([id])).get(id) ?? null;
}
