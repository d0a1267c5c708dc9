import { argon2id } from 'hash-wasm';
import { z } from 'zod';
import { fromBase64, randomBytes, toBase64, toHex, toUtf8, type Bytes } from '../../lib/bytes.ts';
import { aesGcmSealer, type Sealer } from './sealer.ts';

/** RFC 9106's second choice: 64 MiB and three passes, about 0.4 s on an office PC, for whoever has stolen the disk and guesses. */
export interface KeyCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}
export const KEY_COST: KeyCost = { memoryKiB: 65_536, passes: 3, lanes: 1 };

/** A second lock from outside, in Electron the keystore of the operating system: without it the password alone opens nothing. Both throw `KeystoreTrouble`. */
export interface SecretBox {
  /** `null`: there is none that protects at present, and the password alone seals. */
  readonly wrap: (secret: Uint8Array) => Promise<Uint8Array | null>;
  readonly unwrap: (wrapped: Uint8Array) => Promise<Uint8Array>;
}

/** The second lock does not open: a keyring that is locked, another machine or system user. It says nothing of the password. */
export class KeystoreTrouble extends Error {
  override readonly name = 'KeystoreTrouble';
}

/**
 * The data key of one store, wrapped by a key from the password. Holds nothing that helps without the password.
 * Parameters are stored with it, so that they can rise.
 */
export const keyFileSchema = z.looseObject({
  keyId: z.string().regex(/^[0-9a-f]{8}$/),
  kdf: z.looseObject({
    name: z.literal('argon2id'),
    memoryKiB: z.int().positive(),
    passes: z.int().positive(),
    lanes: z.int().positive(),
    salt: z.string(),
  }),
  /** base64 of iv and cipher text; wrapped once more by the secret box when `boxed`. */
  wrapped: z.string(),
  boxed: z.boolean(),
});
export type KeyFile = Readonly<z.infer<typeof keyFileSchema>>;

const IV_BYTES = 12;
const KEY_BYTES = 32;
const placeOf = (keyId: string): Bytes => toUtf8(`data-key/${keyId}`);

async function passwordKey(password: string, kdf: KeyFile['kdf']): Promise<CryptoKey> {
  const raw = await argon2id({
    // People type the same password with different keyboards: one normal form for all.
    password: password.normalize('NFC'),
    salt: fromBase64(kdf.salt),
    memorySize: kdf.memoryKiB,
    iterations: kdf.passes,
    parallelism: kdf.lanes,
    hashLength: KEY_BYTES,
    outputType: 'binary',
  });
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);
  raw.fill(0);
  return key;
}

async function sealerOf(raw: Bytes, keyId: string): Promise<Sealer> {
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  raw.fill(0);
  return aesGcmSealer(key, keyId);
}

async function wrap(
  raw: Bytes,
  keyId: string,
  password: string,
  cost: KeyCost,
  box: SecretBox | null,
): Promise<KeyFile> {
  const kdf = { name: 'argon2id' as const, ...cost, salt: toBase64(randomBytes(16)) };
  const iv = randomBytes(IV_BYTES);
  const algorithm = { name: 'AES-GCM', iv, additionalData: placeOf(keyId) };
  const cipher = new Uint8Array(await crypto.subtle.encrypt(algorithm, await passwordKey(password, kdf), raw));
  const inner = Uint8Array.of(...iv, ...cipher);
  const boxed = (await box?.wrap(inner)) ?? null;
  return { keyId, kdf, wrapped: toBase64(boxed ?? inner), boxed: boxed !== null };
}

async function unboxed({ wrapped, boxed }: KeyFile, box: SecretBox | null): Promise<Bytes> {
  const stored = fromBase64(wrapped);
  if (!boxed) return stored;
  if (box === null) throw new KeystoreTrouble('no keystore');
  return Uint8Array.from(await box.unwrap(stored));
}

async function unwrap(file: KeyFile, password: string, box: SecretBox | null): Promise<Bytes | null> {
  const joined = await unboxed(file, box);
  const algorithm = { name: 'AES-GCM', iv: joined.subarray(0, IV_BYTES), additionalData: placeOf(file.keyId) };
  const key = await passwordKey(password, file.kdf);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, joined.subarray(IV_BYTES)));
  } catch (error) {
    // WebCrypto says only that it did not open: here that is a wrong password.
    if (error instanceof Error && error.name === 'OperationError') return null;
    throw error;
  }
}

/** A new data key, wrapped, and the sealer that uses it. The raw key leaves this file only inside WebCrypto, where it cannot be read out. */
export async function newKeyFile(
  password: string,
  cost: KeyCost,
  box: SecretBox | null,
): Promise<{ readonly file: KeyFile; readonly sealer: Sealer }> {
  const raw = randomBytes(KEY_BYTES);
  const keyId = toHex(randomBytes(4));
  const file = await wrap(raw, keyId, password, cost, box);
  return { file, sealer: await sealerOf(raw, keyId) };
}

/** `null`: not this password. Throws `KeystoreTrouble`, where that cannot be said. */
export async function openKeyFile(file: KeyFile, password: string, box: SecretBox | null): Promise<Sealer | null> {
  const raw = await unwrap(file, password, box);
  return raw === null ? null : sealerOf(raw, file.keyId);
}

/** The same data key under a new password: after a change of password on the server nothing has to be sealed anew. */
export async function rewrapKeyFile(
  file: KeyFile,
  oldPassword: string,
  newPassword: string,
  cost: KeyCost,
  box: SecretBox | null,
): Promise<KeyFile | null> {
  const raw = await unwrap(file, oldPassword, box);
  if (raw === null) return null;
  const fresh = await wrap(raw, file.keyId, newPassword, cost, box);
  raw.fill(0);
  return fresh;
}
