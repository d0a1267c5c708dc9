import { createHash } from 'node:crypto';
import { ORIGINAL_ATTACHMENT, THUMB_ATTACHMENT } from '../../../shared/domain/evidence.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import type { Database, Databases } from '../open-databases.ts';
import type { Accounts } from '../session/accounts.ts';
import { openCaseNumbers } from '../write/case-numbers.ts';
import type { SeedDeps, SeedDocument } from './seed-port.ts';
import { systemDocuments } from './system-documents.ts';

/** Documents that are there already stay: a seed that was cut off goes on where it was. */
async function writeNew(database: Database, documents: readonly SeedDocument[], newEdits = true): Promise<void> {
  const there = await database.index.documents(documents.map((document) => document._id));
  const rows = await database.write(
    documents.filter((document) => !there.has(document._id)),
    { newEdits },
  );
  const failed = rows.find((row) => !row.ok);
  if (failed !== undefined) throw new Error(`the seed could not write ${failed.id}`);
}

/** PouchDB names a revision after the whole document, bytes as JSON numbers included: half the time of writing photos. Evidence has one revision only. */
const firstRevision = (id: string): string => `1-${createHash('md5').update(id).digest('hex')}`;

/** The seed's verbs over open databases. It writes past the judges of pushes: it has no session, and replays its cases through `receiveCase` itself. */
export function fillStore(
  databases: Databases,
  accounts: Accounts,
  clock: Clock,
  progress: SeedDeps['progress'],
): SeedDeps {
  const { records, evidence } = databases.served;
  const numbers = openCaseNumbers(systemDocuments(databases.system));
  return {
    writeRecords: async (documents) => {
      await writeNew(records, documents);
      await numbers.note(
        documents.flatMap((document) => (typeof document['number'] === 'string' ? [document['number']] : [])),
      );
    },
    writeEvidence: (photos) =>
      writeNew(
        evidence,
        photos.map(({ document, bytes }) => {
          const name = document.type === 'thumb' ? THUMB_ATTACHMENT : ORIGINAL_ATTACHMENT;
          const attachment = { content_type: 'image/jpeg', data: Buffer.from(bytes) };
          return { ...document, _rev: firstRevision(document._id), _attachments: { [name]: attachment } };
        }),
        false,
      ),
    putCredentials: (users, password) => accounts.putAllAlike(users, password, clock.nowMs()),
    progress,
  };
}
