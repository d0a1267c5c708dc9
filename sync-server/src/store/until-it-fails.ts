import { isDiskFault } from './disk-fault.ts';
import { StoreAway } from './store-away.ts';

/** Hears that the disk did not take a write: nothing more is written until everything has been opened anew. */
export type Broken = (error: Error) => void;
export const NOBODY: Broken = () => undefined;

/**
 * Writes into a LevelDB until the disk does not take one, and none after that (`StoreAway`): LevelDB would go on behind a hole in its log, and what it took from there on may not be
 * found again at the next start (`synced-leveldown.ts`). Opened anew it is sound.
 */
export function untilItFails(what: string, broken: Broken): <T>(write: () => Promise<T>) => Promise<T> {
  let isBroken = false;
  return async (write) => {
    if (isBroken) throw new StoreAway(`${what} takes no write`);
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof Error) || !isDiskFault(error)) throw error;
      isBroken = true;
      broken(error);
      throw new StoreAway(`${what} takes no write`, error);
    }
  };
}
