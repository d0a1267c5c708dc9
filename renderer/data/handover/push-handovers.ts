import { z } from 'zod';
import { isoAt } from '../../../shared/lib/clock.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { bulkRow, type BulkRow } from '../../../shared/sync/wire.ts';
import { isOver, pause } from '../../lib/signals.ts';
import type { TrustedClock } from '../api.ts';
import { cell } from '../live.ts';
import { Refused, Unreachable, type ServerLink } from '../sync/server-link.ts';
import type { HandoverOutbox, StoredHandover } from './outbox.ts';

export interface HandoverLoop {
  readonly nudge: () => void;
  readonly stop: () => Promise<void>;
}

export interface HandoverLoopParts {
  readonly link: ServerLink;
  readonly outbox: HandoverOutbox;
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
 * that a lost answer costs nothing.
 */
export function handoverLoop({ link, outbox, clock, onTrouble }: HandoverLoopParts): HandoverLoop {
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
  const hear = async (item: Waiting, row: BulkRow | undefined): Promise<void> => {
    if (row?.ok === true) await outbox.settle(item.id, isoAt(clock.nowMs()), row.rev ?? '');
    else if (row?.error === 'forbidden' || row?.error === 'doc_validation')
      await refuse(item, row.refusal ?? { ...REFUSALS.shape, code: row.error });
    else throw new Unreachable(`no verdict on ${item.document._id}`);
  };
  const refuse = (item: Waiting, { code, why, fix }: Refusal): Promise<void> =>
    outbox.refuse(item.id, { code, why, fix }, isoAt(clock.nowMs()));

  const deliver = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const rows = new Map((await send(batch)).map((row) => [row.id, row]));
      for (const item of batch) await hear(item, rows.get(item.document._id));
    } catch (error) {
      const isAnswer = error instanceof Refused && error.status < 500 && error.status !== 401 && error.status !== 429;
      if (!isAnswer) throw error;
      const [only] = batch;
      // One bad one holds up nobody.
      if (only === undefined || batch.length > 1) for (const item of batch) await deliver([item]);
      else await refuse(only, error.status === 413 ? REFUSALS.tooLarge : REFUSALS.shape);
    }
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
      const batch = waiting().slice(0, BATCH);
      if (batch.length === 0) {
        await nextCall(seen, LOOK_MS);
        continue;
      }
      try {
        await link.whenOpen(ending.signal);
        await deliver(batch);
      } catch (error) {
        if (isOver(ending.signal)) return;
        if (!(error instanceof Unreachable || error instanceof Refused)) onTrouble('handovers', error);
        await pause(RETRY_MS, ending.signal);
      }
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
