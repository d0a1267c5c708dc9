import { isOver } from '../../lib/signals.ts';
import { cell } from '../live.ts';
import { commit } from '../rooms/mirror.ts';
import type { LedgerRow } from '../sync/ledger.ts';
import { Busy } from '../sync/server-link.ts';
import type { Tries } from '../sync/tries.ts';
import { pushPhoto, type EvidencePusherParts } from './evidence-push.ts';

const RETRY_MS = 3_000;

export interface EvidenceLoop {
  readonly nudge: () => void;
  readonly stop: () => Promise<void>;
}

/** Photos have a queue of their own, one at a time, oldest first; text never waits for it. A photo that fails lets the next one pass. */
export function evidenceLoop(
  parts: EvidencePusherParts & { readonly tries: Tries },
  onTrouble: (what: string, error: unknown) => void,
): EvidenceLoop {
  const { link, ledger, rooms, tries } = parts;
  const ending = new AbortController();
  /** Counts up whenever there may be something to do. */
  const calls = cell(0);
  const call = (): void => {
    calls.set(calls.get() + 1);
  };
  const stopHearing = [ledger.rows.subscribe(call), link.contact.subscribe(call)];
  const queued = (): readonly LedgerRow[] =>
    [...ledger.rows.get().values()]
      .filter(({ kind, delivery }) => kind === 'photo' && delivery === 'queued')
      .sort((a, b) => (a.writtenAt < b.writtenAt ? -1 : 1));

  /** Waits for the next call, or for the time to try again what failed. */
  const nextCall = (seen: number, retry: boolean): Promise<void> =>
    new Promise((resolve) => {
      if (calls.get() !== seen || ending.signal.aborted) {
        resolve();
        return;
      }
      const over = (): void => {
        clearTimeout(timer);
        leave();
        ending.signal.removeEventListener('abort', over);
        resolve();
      };
      const timer = retry ? setTimeout(over, RETRY_MS) : undefined;
      const leave = calls.subscribe(over);
      ending.signal.addEventListener('abort', over);
    });

  /** Words beside the row and nothing more: a disk that does not take them must not end the loop, which has the photo itself to bring. */
  const waitingBecause = async (id: string, words: string): Promise<void> => {
    const row = ledger.rows.get().get(id);
    // Thrown away or answered while it was under way: it waits no more.
    if (row?.delivery !== 'queued' || row.waiting === words) return;
    try {
      await commit(rooms, [ledger.plan(new Map([[id, { ...row, waiting: words }]]))]);
    } catch (error) {
      onTrouble(`why ${id} waits`, error);
    }
  };

  const run = async (): Promise<void> => {
    while (!isOver(ending.signal)) {
      const seen = calls.get();
      let failed = false;
      for (const row of queued()) {
        try {
          await link.whenOpen(ending.signal);
          const push = (): ReturnType<typeof pushPhoto> => pushPhoto(parts, row, ending.signal);
          failed = (await tries.during([row.id], ending.signal, push)) === 'notReady' || failed;
        } catch (error) {
          if (isOver(ending.signal)) return;
          failed = true;
          if (error instanceof Busy) await waitingBecause(row.id, '中心忙，稍后自动再送');
          else if (link.contact.get().online && link.halted.get() === null) {
            onTrouble(`photo ${row.id}`, error);
            await waitingBecause(row.id, '中心没有收下，稍后再送');
          }
        }
      }
      await nextCall(seen, failed);
    }
  };
  const running = run().catch((error: unknown) => {
    if (!isOver(ending.signal)) onTrouble('photos', error);
  });

  return {
    nudge: call,
    stop: async () => {
      ending.abort();
      for (const stop of stopHearing) stop();
      await running;
    },
  };
}
