import { opfsFiles, type Folder, type Handle } from './opfs-files.ts';
import type { Answered, Asked } from './opfs-protocol.ts';

/** Handles that write and flush at once exist in workers only. */
interface FileWithHandle extends FileSystemFileHandle {
  readonly createSyncAccessHandle: () => Promise<Handle>;
}

const JOURNALS = 'journals';
const isMissing = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotFoundError';

async function openFolder(): Promise<Folder> {
  const root = await navigator.storage.getDirectory();
  // Asked for each time: somebody may have cleared everything since.
  const folder = (): Promise<FileSystemDirectoryHandle> => root.getDirectoryHandle(JOURNALS, { create: true });
  const handleOf = async (name: string, create: boolean): Promise<Handle> => {
    const file = (await (await folder()).getFileHandle(name, { create })) as FileWithHandle;
    return file.createSyncAccessHandle();
  };
  return {
    names: async () => {
      const names: string[] = [];
      for await (const name of (await folder()).keys()) names.push(name);
      return names;
    },
    open: async (name) => {
      try {
        return await handleOf(name, false);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    create: (name) => handleOf(name, true),
    remove: async (name) => {
      try {
        await (await folder()).removeEntry(name);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
}

const opening = openFolder().then(opfsFiles);
const files = new Map<string, ReturnType<Awaited<typeof opening>['file']>>();

async function answer(asked: Asked): Promise<Extract<Answered, { ok: true }>['value']> {
  const place = await opening;
  if (asked.verb === 'stores') return place.stores();
  const file = files.get(asked.store) ?? place.file(asked.store);
  files.set(asked.store, file);
  switch (asked.verb) {
    case 'read':
      return file.read(asked.atMost);
    case 'append':
      return file.append(asked.prefix, asked.at, asked.bytes);
    case 'cut':
      await file.cut(asked.at);
      return null;
    case 'replace':
      await file.replace(asked.bytes);
      return null;
  }
}

/** One after the other: a file is open once at a time. */
let queue: Promise<void> = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  queue = queue.then(async () => {
    try {
      postMessage({ id: data.id, ok: true, value: await answer(data) } satisfies Answered);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      postMessage({ id: data.id, ok: false, name, message } satisfies Answered);
    }
  });
});
