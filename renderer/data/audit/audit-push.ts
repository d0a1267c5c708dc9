import { z } from 'zod';
import { Refused, type ServerLink } from '../sync/server-link.ts';
import type { AuditChain } from './audit-chain.ts';

const rows = z.array(z.looseObject({ id: z.string(), ok: z.boolean().optional(), error: z.string().optional() }));
const BATCH = 100;

/**
 * Sends the links in their order. What is there already (`conflict`: an answer was lost) counts as delivered; a link that the server does not take stays,
 * and with it all that follow, because a chain with a gap proves nothing. Gives back the words of the refusal, if any.
 */
export async function pushAudit(link: ServerLink, chain: AuditChain, signal: AbortSignal): Promise<string | null> {
  const links = await chain.undelivered();
  for (let start = 0; start < links.length; start += BATCH) {
    const batch = links.slice(start, start + BATCH);
    const answer = await link.ask(rows, '/audit/_bulk_docs', { method: 'POST', json: { docs: batch }, signal });
    const byId = new Map(answer.map((row) => [row.id, row]));
    const stop = batch.findIndex(({ _id }) => !isThere(byId.get(_id)));
    await chain.delivered((stop === -1 ? batch : batch.slice(0, stop)).map(({ _id }) => _id));
    if (stop === -1) continue;
    const refused = byId.get(batch[stop]?._id ?? '');
    return `${batch[stop]?._id ?? ''}: ${refused?.error ?? 'no answer'}`;
  }
  return null;
}

const isThere = (
  row: { readonly ok?: boolean | undefined; readonly error?: string | undefined } | undefined,
): boolean => row?.ok === true || row?.error === 'conflict';

export interface AuditLoop {
  readonly nudge: () => void;
  readonly stop: () => Promise<void>;
}

/** Pushes at once when there is something, and again when contact returns. */
export function auditLoop(
  link: ServerLink,
  chain: AuditChain,
  onTrouble: (what: string, error: unknown) => void,
): AuditLoop {
  const ending = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let waiting = false;
  const push = async (): Promise<void> => {
    waiting = false;
    try {
      await link.whenOpen(ending.signal);
      const refused = await pushAudit(link, chain, ending.signal);
      if (refused !== null) onTrouble('audit', refused);
    } catch (error) {
      // Away: contact coming back calls again. A no of the server stands until the next link.
      if (!ending.signal.aborted && error instanceof Refused && error.status !== 401) onTrouble('audit', error);
    }
  };
  const nudge = (): void => {
    if (waiting || ending.signal.aborted) return;
    waiting = true;
    running = running.then(push);
  };
  const stopHearing = link.contact.subscribe(nudge);
  nudge();
  return {
    nudge,
    stop: async () => {
      ending.abort();
      stopHearing();
      await running;
    },
  };
}
