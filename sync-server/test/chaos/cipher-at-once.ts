import { createCipheriv, createDecipheriv, KeyObject } from 'node:crypto';

/*
 * AES-GCM of WebCrypto by OpenSSL in this thread: an errand to another one for every row costs several times the cipher. The bytes are the same, and the answer comes
 * no sooner than the next turn, as from a browser: a transaction that waits for it closes itself here too.
 */

const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;

const bufferOf = (source: BufferSource): Buffer =>
  ArrayBuffer.isView(source) ? Buffer.from(source.buffer, source.byteOffset, source.byteLength) : Buffer.from(source);
const ownBytes = (...parts: readonly Buffer[]): ArrayBuffer => Uint8Array.from(Buffer.concat(parts)).buffer;
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Asked = Parameters<SubtleCrypto['encrypt']>;
const isGcm = (algorithm: Asked[0]): algorithm is AesGcmParams =>
  typeof algorithm === 'object' && algorithm.name === 'AES-GCM';
const keyOf = (key: CryptoKey): KeyObject => KeyObject.from(key);

export function cipherAtOnce(): void {
  const { subtle } = crypto;
  const plain = { encrypt: subtle.encrypt.bind(subtle), decrypt: subtle.decrypt.bind(subtle) };
  Object.assign(subtle, {
    encrypt: async (...[algorithm, key, data]: Asked): Promise<ArrayBuffer> => {
      if (!isGcm(algorithm)) return plain.encrypt(algorithm, key, data);
      const cipher = createCipheriv(CIPHER, keyOf(key), bufferOf(algorithm.iv));
      if (algorithm.additionalData !== undefined) cipher.setAAD(bufferOf(algorithm.additionalData));
      const sealed = ownBytes(cipher.update(bufferOf(data)), cipher.final(), cipher.getAuthTag());
      await nextTurn();
      return sealed;
    },
    decrypt: async (...[algorithm, key, data]: Asked): Promise<ArrayBuffer> => {
      if (!isGcm(algorithm)) return plain.decrypt(algorithm, key, data);
      await nextTurn();
      const sealed = bufferOf(data);
      const decipher = createDecipheriv(CIPHER, keyOf(key), bufferOf(algorithm.iv));
      if (algorithm.additionalData !== undefined) decipher.setAAD(bufferOf(algorithm.additionalData));
      try {
        decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
        return ownBytes(decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final());
      } catch {
        throw new DOMException('it does not open', 'OperationError');
      }
    },
  });
}
