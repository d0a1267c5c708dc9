import { beforeEach, describe, expect, it, vi } from 'vitest';
import { secretHandlers } from './secret-handlers.ts';

const keystore = vi.hoisted(() => ({
  isAsyncEncryptionAvailable: vi.fn<() => Promise<boolean>>(),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: () => Promise.resolve(Buffer.from('v11')),
  decryptStringAsync: vi.fn<() => Promise<{ result: string }>>(),
}));
vi.mock('electron', () => ({ safeStorage: keystore }));

const unwrap = () => secretHandlers()['secrets.unwrap']({ wrapped: Uint8Array.of(1) });

const PASSING = 'safeStorage.decryptStringAsync is temporarily unavailable. Please try again.';
const FOR_GOOD = 'Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.';

describe('a wrapped key', () => {
  beforeEach(() => {
    keystore.isAsyncEncryptionAvailable.mockResolvedValue(true);
  });

  it.each([
    ['asks to try again', true, PASSING, { code: 'keystore-unavailable', retry: true }],
    ['is not there', false, FOR_GOOD, { code: 'keystore-unavailable', message: 'no-keystore' }],
    ['did not make it', true, FOR_GOOD, { code: 'key-unreadable' }],
  ])('is refused with its reason by a keystore that %s', async (_how, isThere, message, error) => {
    keystore.isAsyncEncryptionAvailable.mockResolvedValue(isThere);
    keystore.decryptStringAsync.mockRejectedValue(new Error(message));
    await expect(unwrap()).rejects.toMatchObject({ error });
  });

  it('is opened also by a keystore that would not be trusted with a new one', async () => {
    keystore.isAsyncEncryptionAvailable.mockResolvedValue(false);
    keystore.decryptStringAsync.mockResolvedValue({ result: 'AQI=' });
    expect(await unwrap()).toEqual({ secret: Uint8Array.of(1, 2) });
  });
});
