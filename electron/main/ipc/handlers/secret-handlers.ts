import { secretStorageStatus, unwrapSecret, wrapSecret } from '../../services/secret-storage.ts';
import { BridgeFailure } from '../bridge-failure.ts';
import type { Handlers } from '../register-handlers.ts';

async function requireKeystore(): Promise<void> {
  const status = await secretStorageStatus();
  if (!status.available) throw new BridgeFailure('keystore-unavailable', status.reason);
}

/** A keystore that is locked or busy is told by Electron's words alone from one that will never open this. */
const isPassing = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('temporarily unavailable');

export function secretHandlers(): Pick<Handlers, 'secrets.status' | 'secrets.wrap' | 'secrets.unwrap'> {
  return {
    'secrets.status': () => secretStorageStatus(),
    'secrets.wrap': async ({ secret }) => {
      await requireKeystore();
      return { wrapped: await wrapSecret(secret) };
    },
    'secrets.unwrap': async ({ wrapped }) => {
      try {
        // Also where the keystore does not protect (any more): what it wrapped once, it opens if it can.
        return { secret: await unwrapSecret(wrapped) };
      } catch (error) {
        if (isPassing(error)) throw new BridgeFailure('keystore-unavailable', 'the keystore asks to try again', true);
        await requireKeystore();
        // Made by another account, on another machine, or damaged: the password alone does not open the store.
        throw new BridgeFailure('key-unreadable', 'the keystore does not open this');
      }
    },
  };
}
