import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { PATHS, receiptsRequest, type ReceiptsResponse } from '../../../shared/sync/wire.ts';
import { jsonBody } from '../http/body.ts';
import { sessionOf } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import type { Server } from '../server.ts';
import type { StoredDocument } from '../store/port.ts';

type Asked = z.output<typeof receiptsRequest>;
type Found = ReadonlyMap<string, StoredDocument>;

const writerOf = (entry: unknown): unknown =>
  (entry as { readonly by?: { readonly id?: unknown } } | undefined)?.by?.id;

/** Entries lie in the log of their case: wherever that is by now, what somebody wrote himself he may know to be there. */
function heldEntries({ entries }: Asked, found: Found, person: string): readonly string[] {
  const logOf = (id: string): readonly { readonly id?: unknown }[] => {
    const log = found.get(id)?.['log'];
    return Array.isArray(log) ? (log as readonly { readonly id?: unknown }[]) : [];
  };
  return entries
    .filter((entry) => logOf(entry.case).some((one) => one.id === entry.id && writerOf(one) === person))
    .map(({ id }) => id);
}

/** POST: which of the caller's own writes the server has (contract 5). Others' writes, and what never was, are left out alike. */
export function receiptsRoute(app: FastifyInstance, server: Server): void {
  const { records, evidence } = server.databases.served;
  app.post(PATHS.receipts, { bodyLimit: bodyLimitOf('small') }, async (request): Promise<ReceiptsResponse> => {
    const { user } = sessionOf(await server.authenticator.callerOf(request));
    const asked = jsonBody(request, receiptsRequest, 'Expected entries, changes, photos and handovers, 500 at most');
    const lines = asked.changes.map((id) => `change:${id}`);
    const cases = asked.entries.map((entry) => entry.case);
    // Taken by another server a moment ago is had: "not there" makes a client send again, or tell of a restored centre.
    await Promise.all([records.catchUp(), evidence.catchUp()]);
    const [found, photos] = await Promise.all([
      records.index.documents([...new Set([...cases, ...lines, ...asked.handovers])]),
      evidence.index.documents(asked.photos),
    ]);
    return {
      held: [
        ...heldEntries(asked, found, user.id),
        ...asked.changes.filter((id) => writerOf(found.get(`change:${id}`)) === user.id),
        ...asked.photos.filter((id) => photos.get(id)?.['author'] === user.id),
        ...asked.handovers.filter((id) => writerOf(found.get(id)) === user.id),
      ],
    };
  });
}
