import { safeStorage } from 'electron';

export type SecretStorageStatus =
  | { readonly available: true; readonly store: string }
  | { readonly available: false; readonly reason: 'no-keystore' | 'unprotected-keystore' };

/** Whether the operating system keeps a key for us. Linux without a keyring "encrypts" with a fixed password: that counts as none. */
export async function secretStorageStatus(): Promise<SecretStorageStatus> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return { available: false, reason: 'no-keystore' };
  if (process.platform !== 'linux')
    return { available: true, store: process.platform === 'darwin' ? 'keychain' : 'dpapi' };
  const store = safeStorage.getSelectedStorageBackend();
  if (store === 'basic_text' || store === 'unknown') return { available: false, reason: 'unprotected-keystore' };
  return { available: true, store };
}

/** The keystore takes text, so bytes travel as base64. */
export async function wrapSecret(secret: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await safeStorage.encryptStringAsync(Buffer.from(secret).toString('base64')));
}

export async function unwrapSecret(wrapped: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { result } = await safeStorage.decryptStringAsync(Buffer.from(wrapped));
  return new Uint8Array(Buffer.from(result, 'base64'));
}
