import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import { sha256Hex, toUtf8 } from '../../lib/bytes.ts';
import type { AuditDocument } from '../../../shared/domain/audit.ts';
import type { RemoteDatabase } from '../evidence/remote-database.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import type { WrittenOnce } from '../evidence/sealed-form.ts';
import { Busy, Refused, Unreachable, type ServerLink } from '../sync/server-link.ts';
import type { AuditChain } from './audit-chain.ts';

export interface AuditPusherParts {
  readonly chain: AuditChain;
  readonly trail: SealedDatabase;
  readonly center: RemoteDatabase;
}

const BATCH = 100;
const AGAIN_MS = 30_000;

/**
 * Moves the links into the sealed trail and replicates them in their order. A box goes when the server has its link; a link that the server does not take
 * stays, and with it all that follow, because a chain with a gap proves nothing. Gives back the words of the refusal, if any.
 */
export async function pushAudit(
  { chain, trail, center }: AuditPusherParts,
  signal: AbortSignal,
): Promise<string | null> {
  const links = await chain.undelivered();
  for (let start = 0; start < links.length; start += BATCH) {
    const batch = links.slice(start, start + BATCH);
    await trail.put(await Promise.all(batch.map(writtenOnce)));
    const ids = batch.map(({ _id }) => _id);
    const refused = await center.push(trail, ids, BATCH, signal);
    const stop = ids.findIndex((id) => refused.has(id));
    await chain.delivered(stop === -1 ? ids : ids.slice(0, stop));
    const id = ids[stop];
    if (id !== undefined) return `${id}: ${refused.get(id)?.code ?? ''}`;
  }
  return null;
}

/** The revision follows from the link, so that sending it twice is sending it once. */
async function writtenOnce(document: AuditDocument): Promise<WrittenOnce> {
  return { document, rev: `1-${(await sha256Hex(toUtf8(canonicalJson(document)))).slice(0, 32)}` };
}

export interface AuditLoop {
  readonly nudge: () => void;
  readonly stop: () => Promise<void>;
}

/** Pushes at once when there is something, and again when contact returns. */
export function auditLoop(
  link: ServerLink,
  parts: AuditPusherParts,
  onTrouble: (what: string, error: unknown) => void,
): AuditLoop {
  const ending = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let waiting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const push = async (): Promise<void> => {
    waiting = false;
    try {
      await link.whenOpen(ending.signal);
      const refused = await pushAudit(parts, ending.signal);
      if (refused !== null) onTrouble('audit', refused);
    } catch (error) {
      // Away: contact coming back calls again. Busy: it takes them later, and the link waits for that. A no of the server stands until the next link.
      if (error instanceof Busy) nudge();
      const isAway = error instanceof Unreachable || (error instanceof Refused && error.status === 401);
      if (ending.signal.aborted || isAway) return;
      onTrouble('audit', error);
      // As on a full disk: nothing else would call before the next link.
      timer = setTimeout(nudge, AGAIN_MS);
    }
  };
  const nudge = (): void => {
    if (waiting || ending.signal.aborted) return;
    waiting = true;
    clearTimeout(timer);
    running = running.then(push);
  };
  const stopHearing = link.contact.subscribe(nudge);
  nudge();
  return {
    nudge,
    stop: async () => {
      ending.abort();
      clearTimeout(timer);
      stopHearing();
      await running;
    },
  };
}
