import { z } from 'zod';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { isOver } from '../../lib/signals.ts';
import type { ServerLink } from '../sync/server-link.ts';
import { PouchDB, type Pouch } from './pouch.ts';
import type { SealedDatabase } from './sealed-database.ts';
import type { WrittenOnce } from './sealed-form.ts';

/** A database of the server, spoken to by PouchDB over the one link. */
export interface RemoteDatabase {
  /**
   * Replicates these documents of a sealed database, `batch` at a time and in their order, and gives back those that the server will not have.
   * All others are there. Throws what the link threw.
   */
  readonly push: (
    source: SealedDatabase,
    ids: readonly string[],
    batch: number,
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, Refusal>>;
  /** Whether the server lacks one of these revisions, or does not let us see it. */
  readonly lacks: (revs: ReadonlyMap<string, string>, signal: AbortSignal) => Promise<boolean>;
  /** A document with its attachment, under the server's revision. */
  readonly fetch: (id: string, attachment: string, signal: AbortSignal) => Promise<Fetched>;
}

export type Fetched = Required<WrittenOnce>;

/** Stands for the server in PouchDB's eyes; the link knows the real address. */
const CENTER = 'http://center';
/** A photo on a slow line. */
const TIMEOUT_MS = 120_000;

const refusedRow = z.looseObject({
  id: z.string(),
  error: z.unknown(),
  name: z.string().optional(),
  refusal: z.looseObject({ code: z.string(), why: z.string(), fix: z.string() }).optional(),
});

export function remoteDatabase(link: ServerLink, name: 'evidence' | 'audit'): RemoteDatabase {
  /** A PouchDB for one errand: it ends with the signal, and what the link threw is known, for PouchDB makes another error of it. */
  const errand = async <T>(signal: AbortSignal, work: (pouch: Pouch) => PromiseLike<T>): Promise<T> => {
    const thrown: unknown[] = [];
    const fetch = async (address: string, { method, body }: RequestInit): Promise<Response> => {
      try {
        return await link.send(address.slice(CENTER.length), {
          method: method === 'POST' ? 'POST' : 'GET',
          timeoutMs: TIMEOUT_MS,
          signal,
          ...(typeof body === 'string' ? { body } : {}),
        });
      } catch (error) {
        thrown.push(error);
        throw error;
      }
    };
    const pouch = new PouchDB(`${CENTER}/${name}`, { adapter: 'http', skip_setup: true, fetch });
    // Only names the checkpoints of a replication, which we do not keep; not worth a request.
    Object.assign(pouch, { id: () => Promise.resolve(name) });
    try {
      return await work(pouch);
    } catch (error) {
      throw thrown[0] ?? error;
    } finally {
      await pouch.close();
    }
  };

  return {
    push: (source, ids, batch, signal) =>
      errand(signal, async (pouch) => {
        const refused = new Map<string, Refusal>();
        // No checkpoints: what is to be sent is named, and a refused document must not be stepped over silently.
        const options = { checkpoint: false, retry: false, batch_size: batch };
        const replication = PouchDB.replicate(source.view(ids), pouch, options);
        replication.on('denied', (row) => {
          const { id, error, refusal } = refusedRow.parse(row);
          refused.set(id, refusal ?? { ...REFUSALS.shape, code: String(error) });
        });
        const cancel = (): void => {
          replication.cancel();
        };
        signal.addEventListener('abort', cancel);
        if (isOver(signal)) cancel();
        try {
          await replication;
        } catch (error) {
          const row = refusedRow.safeParse(error);
          // Anything else a row may say, such as a lost race, is over the next time.
          if (row.data?.name !== 'doc_validation') throw error;
          refused.set(row.data.id, { ...REFUSALS.shape, code: 'doc_validation' });
        } finally {
          signal.removeEventListener('abort', cancel);
        }
        signal.throwIfAborted();
        return refused;
      }),
    lacks: (revs, signal) =>
      errand(signal, async (pouch) => {
        const wanted = Object.fromEntries([...revs].map(([id, rev]) => [id, [rev]]));
        return Object.keys(await pouch.revsDiff(wanted)).length > 0;
      }),
    fetch: (id, attachment, signal) =>
      errand(signal, async (pouch) => {
        const { _rev, _attachments, ...document } = await pouch.get(id, { attachments: true, binary: true });
        const { content_type: contentType, data } = _attachments?.[attachment] ?? {};
        if (contentType === undefined || data === undefined) throw new Error(`${id} comes without ${attachment}`);
        const bytes = new Uint8Array(await data.arrayBuffer());
        return { document: { ...document, _id: id }, rev: _rev, attachment: { name: attachment, contentType, bytes } };
      }),
  };
}
