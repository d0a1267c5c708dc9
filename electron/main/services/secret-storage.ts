import { safeStorage } from 'electron';

export type SecretStorageStatus =
  | { readonly available: true; readonly store: string }
  | { readonly available: false; readonly reason: 'no-keystore' | 'unprotected-keystore' };

/** Chromium's mark on Linux for what it encrypted with a fixed password, because no keyring gave it a key. */
const FIXED_PASSWORD = Buffer.from('v10');

/**
 * Whether the operating system keeps a key for us. Linux without a keyring "encrypts" with a fixed password: that counts as none.
 * Only an encrypted text shows it there: Electron says that it can encrypt in any case, and names a keyring by the desktop, whether or not it gave a key.
 */
export async function secretStorageStatus(platform: NodeJS.Platform = process.platform): Promise<SecretStorageStatus> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return { available: false, reason: 'no-keystore' };
  if (platform !== 'linux') return { available: true, store: platform === 'darwin' ? 'keychain' : 'dpapi' };
  const probe = await safeStorage.encryptStringAsync('probe').catch(() => null);
  if (probe === null) return { available: false, reason: 'no-keystore' };
  if (probe.subarray(0, FIXED_PASSWORD.length).equals(FIXED_PASSWORD)) {
    return { available: false, reason: 'unprotected-keystore' };
  }
  return { available: true, store: safeStorage.getSelectedStorageBackend() };
}

/** The keystore takes text, so bytes travel as base64. */
export async function wrapSecret(secret: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await safeStorage.encryptStringAsync(Buffer.from(secret).toString('base64')));
}

export async function unwrapSecret(wrapped: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { result } = await safeStorage.decryptStringAsync(Buffer.from(wrapped));
  return new Uint8Array(Buffer.from(result, 'base64'));
}
