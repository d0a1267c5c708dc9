import type { Bytes } from '../../lib/bytes.ts';
import type { JournalPlace } from './journal-file.ts';
import type { Answered, Asked } from './opfs-protocol.ts';

/** What a worker could not do, by the browser's own name for it. */
class FileTrouble extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

type Without<T> = T extends unknown ? Omit<T, 'id'> : never;

/** Journals in the browser's own files. `null`: this browser, or this window (a private one), has none. */
export async function browserPlace(): Promise<JournalPlace | null> {
  if (typeof Worker === 'undefined' || typeof navigator === 'undefined' || !('storage' in navigator)) return null;
  const worker = new Worker(new URL('./journal.worker.ts', import.meta.url), { type: 'module', name: 'journal' });
  const waiting = new Map<number, { readonly done: (answer: Answered) => void }>();
  let counter = 0;
  const answered = (answer: Answered): void => {
    waiting.get(answer.id)?.done(answer);
    waiting.delete(answer.id);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
    answered(data);
  });
  worker.addEventListener('error', ({ message }) => {
    for (const id of [...waiting.keys()])
      answered({ id, ok: false, name: 'Error', message: `journal worker: ${message}` });
  });
  const ask = (asked: Without<Asked>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = (counter += 1);
      waiting.set(id, {
        done: (answer) => {
          if (answer.ok) resolve(answer.value);
          else reject(new FileTrouble(answer.name, answer.message));
        },
      });
      worker.postMessage({ ...asked, id });
    });
  // What the worker gives back to a verb is what its protocol says.
  const place: JournalPlace = {
    kind: 'browser',
    stores: async () => (await ask({ verb: 'stores' })) as readonly string[],
    file: (store) => ({
      read: async (atMost) =>
        (await ask({ verb: 'read', store, ...(atMost === undefined ? {} : { atMost }) })) as Bytes | null,
      append: async (prefix, at, bytes) => (await ask({ verb: 'append', store, prefix, at, bytes })) as boolean,
      cut: async (at) => {
        await ask({ verb: 'cut', store, at });
      },
      replace: async (bytes) => {
        await ask({ verb: 'replace', store, bytes });
      },
    }),
  };
  try {
    await place.stores();
    return place;
  } catch {
    // Private windows and old browsers: said on the page, and the work goes on without.
    worker.terminate();
    return null;
  }
}
