import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../services/error-code.ts';
import { journalFiles } from '../../services/journal-files.ts';
import { BridgeFailure } from '../bridge-failure.ts';
import type { Handlers } from '../register-handlers.ts';

type Verbs = 'disk.free' | 'journal.stores' | 'journal.read' | 'journal.append' | 'journal.cut' | 'journal.replace';

/** The disk's own word for being full, or for a folder that may not be written; never a path. */
async function orFailure<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new BridgeFailure('disk-full', code, true);
    throw new BridgeFailure('file-unwritable', `the journal: ${code}`, true);
  }
}

/** Journals of the page's stores in `folder`, and how much room there is beside them. */
export function journalHandlers(folder: string): Pick<Handlers, Verbs> {
  const files = journalFiles(join(folder, 'journals'));
  return {
    'disk.free': async () => {
      const { bavail, blocks, bsize } = await orFailure(statfs(folder));
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    },
    'journal.stores': async () => ({ stores: [...(await orFailure(files.stores()))] }),
    'journal.read': async ({ store, atMost }) => ({ bytes: await orFailure(files.read(store, atMost)) }),
    'journal.append': async ({ store, prefix, at, bytes }) => ({
      written: await orFailure(files.append(store, prefix, at, bytes)),
    }),
    'journal.cut': async ({ store, at }) => {
      await orFailure(files.cut(store, at));
      return {};
    },
    'journal.replace': async ({ store, bytes }) => {
      await orFailure(files.replace(store, bytes));
      return {};
    },
  };
}
