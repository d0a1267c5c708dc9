import { createHash } from 'node:crypto';
import { foldLog, projectCase } from '../../../shared/cases/fold.ts';
import { mergeLogs } from '../../../shared/cases/merge.ts';
import type { CaseDocument, LogEntry } from '../../../shared/domain/case.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import type { Store, StoredDocument, WriteDocument } from '../store/port.ts';
import type { Revisions } from './graft-revision.ts';
import type { Content } from './judgement.ts';

const hash = (text: string): string => createHash('md5').update(text).digest('hex');

interface Leaf {
  readonly document: StoredDocument;
  readonly revisions: Revisions;
}

/** What is not deleted, winner first. */
async function livingLeaves(store: Store, id: string): Promise<readonly Leaf[]> {
  const revs = await store.leaves(id);
  if (revs.length < 2) return [];
  const opened = await Promise.all(revs.map((rev) => store.open(id, { rev, revisions: true })));
  return opened.flatMap((one) => {
    if (one === null || one._deleted === true) return [];
    const { _revisions: revisions, ...document } = one;
    return [{ document, revisions: revisions as Revisions }];
  });
}

/** What is not a revision's own. Records have no attachments. */
function contentOf({ _rev, _attachments, ...content }: StoredDocument): Content {
  return content;
}

/** A case is its log: all of it, whoever wrote which part. Of fields beside it the winner's count, as everywhere. */
function mergedCase(leaves: readonly [Leaf, ...Leaf[]]): Content {
  const logs = leaves.map(({ document }) => document['log'] as CaseDocument['log']);
  const log = logs.reduce<readonly LogEntry[]>((all, one) => mergeLogs(all, one), []);
  const winner = contentOf(leaves[0].document) as unknown as CaseDocument;
  return projectCase({ ...winner, log: [...log] }, foldLog(log));
}

/** On top of the winner. The same content gives the same revision: whoever mends, and however many do at once, it is mended once. */
function onTop({ revisions: { start, ids } }: Leaf, content: Content): WriteDocument {
  const id = hash(`${ids[0] ?? ''} ${canonicalJson(content)}`);
  return { ...content, _rev: `${start + 1}-${id}`, _revisions: { start: start + 1, ids: [id, ...ids] } };
}

function closed({ document, revisions: { start, ids } }: Leaf): WriteDocument {
  const { _id, type, scope, audience } = document;
  const id = hash(`closed ${document._rev}`);
  return {
    ...{ _id, type, scope, ...(audience === undefined ? {} : { audience }) },
    _deleted: true,
    _rev: `${start + 1}-${id}`,
    _revisions: { start: start + 1, ids: [id, ...ids] },
  };
}

/**
 * Two servers that take a document with its own revision (`new_edits=false`) at the same instant both find nothing in the way, and the store keeps both: nobody
 * compares and swaps there. So whoever has written one looks at what else is there, and makes one of several: of a case the union of the logs, of anything
 * else what the others wrote, who may have been told "stored", while its own writer is judged again (`isOwn`).
 * Null: there is only one.
 */
export async function mendBranch(
  store: Store,
  id: string,
  isOwn: (rev: string) => boolean,
): Promise<StoredDocument | null> {
  const [winner, ...others] = await livingLeaves(store, id);
  if (winner === undefined || others.length === 0) return null;
  const isCase = winner.document.type === 'case';
  const foreign = others.find(({ document }) => !isOwn(document._rev)) ?? winner;
  const isYielding = !isCase && isOwn(winner.document._rev);
  const content = isCase ? mergedCase([winner, ...others]) : contentOf((isYielding ? foreign : winner).document);
  const mended = isCase || isYielding ? [onTop(winner, content)] : [];
  await store.write([...mended, ...others.map(closed)], { newEdits: false });
  const inForce = (await store.current([id])).get(id);
  return inForce ?? null;
}
