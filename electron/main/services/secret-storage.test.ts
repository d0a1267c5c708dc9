import { describe, expect, it, vi } from 'vitest';
import { secretStorageStatus } from './secret-storage.ts';

const keystore = vi.hoisted(() => ({
  isAsyncEncryptionAvailable: vi.fn(() => Promise.resolve(true)),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: vi.fn<(text: string) => Promise<Buffer>>(),
}));
vi.mock('electron', () => ({ safeStorage: keystore }));

const encryptsAs = (mark: string) => {
  keystore.encryptStringAsync.mockResolvedValue(Buffer.from(`${mark}cipher text`));
};

describe('the keystore', () => {
  it('on Linux is there when a keyring gave the key', async () => {
    encryptsAs('v11');
    expect(await secretStorageStatus('linux')).toEqual({ available: true, store: 'gnome_libsecret' });
  });

  it('on Linux does not protect when the key is a fixed password, whatever the desktop is called', async () => {
    encryptsAs('v10');
    expect(await secretStorageStatus('linux')).toEqual({ available: false, reason: 'unprotected-keystore' });
  });

  it('on Linux is none when it encrypts nothing', async () => {
    keystore.encryptStringAsync.mockRejectedValueOnce(new Error('no key'));
    expect(await secretStorageStatus('linux')).toEqual({ available: false, reason: 'no-keystore' });
  });

  it.each([
    ['win32', 'dpapi'],
    ['darwin', 'keychain'],
  ] as const)('on %s is that of the system, where the same mark means its key', async (platform, store) => {
    encryptsAs('v10');
    expect(await secretStorageStatus(platform)).toEqual({ available: true, store });
  });

  it('is none when Electron says so', async () => {
    keystore.isAsyncEncryptionAvailable.mockResolvedValueOnce(false);
    expect(await secretStorageStatus('win32')).toEqual({ available: false, reason: 'no-keystore' });
  });
});
