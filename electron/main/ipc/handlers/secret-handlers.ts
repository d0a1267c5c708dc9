import { secretStorageStatus, unwrapSecret, wrapSecret } from '../../services/secret-storage.ts';
import { BridgeFailure } from '../bridge-failure.ts';
import type { Handlers } from '../register-handlers.ts';

async function requireKeystore(): Promise<void> {
  const status = await secretStorageStatus();
  if (!status.available) throw new BridgeFailure('keystore-unavailable', status.reason);
}

export function secretHandlers(): Pick<Handlers, 'secrets.status' | 'secrets.wrap' | 'secrets.unwrap'> {
  return {
    'secrets.status': () => secretStorageStatus(),
    'secrets.wrap': async ({ secret }) => {
      await requireKeystore();
      return { wrapped: await wrapSecret(secret) };
    },
    'secrets.unwrap': async ({ wrapped }) => {
      await requireKeystore();
      try {
        return { secret: await unwrapSecret(wrapped) };
      } catch {
        // Made by another account, on another machine, or damaged: the password still opens the store.
        throw new BridgeFailure('key-unreadable', 'the keystore does not open this');
      }
    },
  };
}
