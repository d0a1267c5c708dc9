import type { Store, StoredDocument } from './port.ts';

const PAGE = 500;
const AGAIN_AFTER_MS = 1_000;

/**
 * Tells of every document that changes from now on, whoever writes it: another server's writes too. A document that changes twice in between is told of once.
 */
export async function followChanges(
  store: Store,
  tell: (document: StoredDocument) => Promise<void>,
): Promise<{ readonly close: () => Promise<void> }> {
  let reached = (await store.info()).head;
  let isWanted = false;
  let closed = false;
  let running: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;

  const advance = async (): Promise<void> => {
    isWanted = false;
    for (let isMore = true; isMore && !closed;) {
      const { changes, last } = await store.changes(reached, PAGE);
      for (const { document } of changes) await tell(document);
      reached = last;
      isMore = changes.length === PAGE;
    }
  };
  const run = (): void => {
    if (isWanted) return;
    isWanted = true;
    // What could not be read now is read a second later, from the same place.
    running = running.then(advance).catch(() => {
      isWanted = false;
      if (!closed) retry = setTimeout(run, AGAIN_AFTER_MS);
    });
  };
  const stop = store.onChange(run);
  return {
    close: async () => {
      closed = true;
      clearTimeout(retry);
      stop();
      await running;
    },
  };
}
