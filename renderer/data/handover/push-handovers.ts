import { z } from 'zod';
import { isoAt } from '../../../shared/lib/clock.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { bulkRow, type BulkRow } from '../../../shared/sync/wire.ts';
import { isOver, pause } from '../../lib/signals.ts';
import type { TrustedClock } from '../api.ts';
import { cell } from '../live.ts';
import { Refused, Unreachable, type ServerLink } from '../sync/server-link.ts';
import type { Tries } from '../sync/tries.ts';
import type { HandoverOutbox, StoredHandover } from './outbox.ts';

export interface HandoverLoop {
  readonly nudge: () => void;
  readonly stop: () => Promise<void>;
}

export interface HandoverLoopParts {
  readonly link: ServerLink;
  readonly outbox: HandoverOutbox;
  readonly tries: Tries;
  readonly clock: TrustedClock;
  readonly onTrouble: (what: string, error: unknown) => void;
}

const BATCH = 50;
const RETRY_MS = 2_000;
const LOOK_MS = 30_000;

type Waiting = StoredHandover & { readonly document: NonNullable<StoredHandover['document']> };
const isWaiting = (item: StoredHandover): item is Waiting =>
  item.document !== undefined && item.receiptAt === undefined;

/**
 * Delivers what is to be handed over, oldest first. Nothing comes back but that it is there: where it lies now is not ours to know. Said twice it is there once, so
 * that a lost answer costs nothing. What gets no answer is said again later and holds up nobody behind it.
 */
export function handoverLoop({ link, outbox, tries, clock, onTrouble }: HandoverLoopParts): HandoverLoop {
  const ending = new AbortController();
  const calls = cell(0);
  const call = (): void => {
    calls.set(calls.get() + 1);
  };
  const stops = [outbox.items.subscribe(call), link.contact.subscribe(call), link.halted.subscribe(call)];
  const waiting = (): readonly Waiting[] =>
    [...outbox.items.get().values()].filter(isWaiting).sort((a, b) => (a.id < b.id ? -1 : 1));

  const send = (batch: readonly Waiting[]): Promise<readonly BulkRow[]> =>
    link.ask(z.array(bulkRow), '/records/_bulk_docs?returns=docs', {
      method: 'POST',
      json: { docs: batch.map(({ document }) => document) },
      signal: ending.signal,
      timeoutMs: 60_000,
    });
  const refuse = (item: Waiting, { code, why, fix }: Refusal): Promise<void> =>
    outbox.refuse(item.id, { code, why, fix }, isoAt(clock.nowMs()));
  const hear = async (item: Waiting, row: BulkRow | undefined): Promise<void> => {
    if (row?.ok === true) await outbox.settle(item.id, isoAt(clock.nowMs()), row.rev ?? '');
    else if (row?.error === 'forbidden' || row?.error === 'doc_validation')
      await refuse(item, row.refusal ?? { ...REFUSALS.shape, code: row.error });
    else throw new Unreachable(`no verdict on ${item.document._id}`);
  };

  /** One after the other; what comes to nothing is given back, with what stood in its way. */
  const each = async (
    items: readonly Waiting[],
    work: (item: Waiting) => Promise<void>,
  ): Promise<readonly { readonly error: unknown }[]> => {
    const failed: { readonly error: unknown }[] = [];
    for (const item of items) {
      try {
        await tries.during([item.id], ending.signal, () => work(item));
      } catch (error) {
        // The server is away or has ended the session: nobody behind it fares better.
        if (!link.contact.get().online || link.halted.get() !== null || isOver(ending.signal)) throw error;
        failed.push({ error });
      }
    }
    return failed;
  };
  const sendAlone = async (item: Waiting): Promise<void> => {
    try {
      const [row] = await send([item]);
      await hear(item, row);
    } catch (error) {
      const isVerdict = error instanceof Refused && error.status < 500 && error.status !== 401;
      if (!isVerdict) throw error;
      await refuse(item, error.status === 413 ? REFUSALS.tooLarge : REFUSALS.shape);
    }
  };
  const deliver = async (batch: readonly Waiting[]): Promise<readonly { readonly error: unknown }[]> => {
    let rows: ReadonlyMap<string, BulkRow>;
    try {
      rows = new Map((await send(batch)).map((row) => [row.id, row]));
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401) {
        const ids = batch.map(({ id }) => id);
        tries.failed(ids, ending.signal, error);
        throw error;
      }
      // The request as a whole was too much for the server: each by itself.
      return each(batch, sendAlone);
    }
    return each(batch, (item) => hear(item, rows.get(item.document._id)));
  };

  const nextCall = (seen: number, ms: number): Promise<void> => {
    const heard = new AbortController();
    const leave = calls.subscribe(() => {
      heard.abort();
    });
    if (calls.get() !== seen) heard.abort();
    return pause(ms, AbortSignal.any([ending.signal, heard.signal])).finally(leave);
  };

  const run = async (): Promise<void> => {
    while (!isOver(ending.signal)) {
      const seen = calls.get();
      const all = waiting();
      if (all.length === 0) {
        await nextCall(seen, LOOK_MS);
        continue;
      }
      const failed: { readonly error: unknown }[] = [];
      try {
        for (let from = 0; from < all.length; from += BATCH) {
          await link.whenOpen(ending.signal);
          failed.push(...(await deliver(all.slice(from, from + BATCH))));
        }
      } catch (error) {
        failed.push({ error });
      }
      if (isOver(ending.signal)) return;
      for (const { error } of failed)
        if (!(error instanceof Unreachable || error instanceof Refused)) onTrouble('handovers', error);
      if (failed.length > 0) await pause(RETRY_MS, ending.signal);
    }
  };
  const running = run();

  return {
    nudge: call,
    stop: async () => {
      ending.abort();
      for (const stop of stops) stop();
      await running;
    },
  };
}
