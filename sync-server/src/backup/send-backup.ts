import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { Server } from '../server.ts';
import type { Store, StoredDocument } from '../store/port.ts';
import { BACKUP_FORMAT, BACKUP_VERSION, PARTS, type Part } from './backup-format.ts';
import { isBackedUp } from './checksum.ts';
import { readWhole } from './read-whole.ts';

const PAGE = 200;

export type Tell = (text: string, done: number, total: number) => void;

/** Gets the next piece; what is sent waits until it has it. */
export type Take = (piece: Buffer) => Promise<void>;

export const lineOf = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

async function* documentPieces(store: Store, stored: StoredDocument): AsyncGenerator<Buffer> {
  const { document, attachments, bytes } = await readWhole(store, stored);
  yield lineOf(attachments.length === 0 ? { document } : { document, attachments });
  yield* bytes;
  if (bytes.length > 0) yield Buffer.from('\n');
}

interface Walked {
  documents: number;
  /** Parts and ids that were written to since the backup began: they may have gone out before as well. */
  readonly changed: Set<string>;
}

/**
 * One database through its change feed, up to where it is when the walk has caught up: everything acknowledged before is in it, and nothing later
 * is without what came before it.
 */
async function* databasePieces(part: Part, store: Store, walked: Walked, tell: Tell): AsyncGenerator<Buffer> {
  yield lineOf({ database: part });
  const { head, documents } = await store.info();
  let done = 0;
  let after = 0;
  for (;;) {
    const { changes, last } = await store.changes(after, PAGE);
    for (const { seq, document } of changes) {
      if (!isBackedUp(document._id)) continue;
      if (seq > head) walked.changed.add(`${part} ${document._id}`);
      yield* documentPieces(store, document);
      done += 1;
    }
    after = last;
    tell(part, done, documents);
    // What is written faster than it is read is left to the next backup; all that was there at the beginning is in by now.
    if (changes.length < PAGE || after > 2 * head + 100 * PAGE) break;
  }
  walked.documents += done;
  yield lineOf({ end: part, sequence: after });
}

async function* bodyPieces(server: Server, walked: Walked, tell: Tell): AsyncGenerator<Buffer> {
  const { databases, identity, clock } = server;
  const head = {
    format: BACKUP_FORMAT,
    version: BACKUP_VERSION,
    at: isoAt(clock.nowMs()),
    serverId: identity.serverId,
  };
  yield lineOf({ head });
  for (const part of PARTS) {
    const store = part === 'system' ? databases.system : databases.served[part].store;
    yield* databasePieces(part, store, walked, tell);
  }
}

/**
 * Everything that is not `session:*` or local (checkpoints of replicators: one that claims more than the data holds would lose documents), packed, up to the foot:
 * that is made of the written file, by whoever writes it. Gives back which documents may stand in it twice.
 */
export async function sendBackup(
  server: Server,
  take: Take,
  { tell, signal }: { readonly tell: Tell; readonly signal?: AbortSignal },
): Promise<ReadonlySet<string>> {
  const walked: Walked = { documents: 0, changed: new Set() };
  const packed = new Writable({
    write: (piece: Buffer, _encoding, done) => {
      take(piece).then(() => {
        done();
      }, done);
    },
  });
  server.log.event('backup-begun');
  try {
    await pipeline(
      Readable.from(bodyPieces(server, walked, tell), { objectMode: false }),
      // Photos do not get smaller, words do at the least level too.
      createGzip({ level: 1 }),
      packed,
      signal === undefined ? {} : { signal },
    );
  } catch (error) {
    server.log.event('backup-failed');
    throw error;
  }
  // All of it was taken; whether the file is whole is found out and said where it is written.
  server.log.event('backup-done', { documents: walked.documents });
  return walked.changed;
}
