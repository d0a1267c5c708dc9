import { fromBase64, fromUtf8, randomBytes, toBase64, toUtf8, type Bytes } from '../../lib/bytes.ts';

/** AES-GCM takes a 96-bit nonce; a random one is safe for some 2^32 messages under one key (NIST SP 800-38D, 8.3). */
const IV_BYTES = 12;
const ALGORITHM = 'A256GCM';
const BYTES_FORMAT = 1;

/** What was sealed cannot be opened: altered, moved to another place, or sealed under another key. */
export class SealBroken extends Error {
  readonly place: string;
  constructor(place: string, options?: ErrorOptions) {
    super(`the seal of ${place} is broken`, options);
    this.name = 'SealBroken';
    this.place = place;
  }
}

/**
 * Seals values for one place each: the place (collection and id) is authenticated, so a cipher text moved elsewhere does not open.
 * The envelope names algorithm and key, so that both can change later.
 */
export interface Sealer {
  readonly keyId: string;
  /** For a worker of this window, which seals for itself. It cannot be read out. */
  readonly key: CryptoKey;
  readonly seal: (place: string, value: unknown) => Promise<string>;
  readonly open: (place: string, envelope: unknown) => Promise<unknown>;
  readonly sealBytes: (place: string, bytes: Bytes) => Promise<Bytes>;
  readonly openBytes: (place: string, envelope: Uint8Array) => Promise<Bytes>;
}

export function aesGcmSealer(key: CryptoKey, keyId: string): Sealer {
  const encrypt = async (place: string, plain: Bytes): Promise<Bytes> => {
    const iv = randomBytes(IV_BYTES);
    const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: toUtf8(place) }, key, plain);
    const joined = new Uint8Array(IV_BYTES + cipher.byteLength);
    joined.set(iv);
    joined.set(new Uint8Array(cipher), IV_BYTES);
    return joined;
  };
  const decrypt = async (place: string, joined: Bytes): Promise<Bytes> => {
    const iv = joined.subarray(0, IV_BYTES);
    try {
      const algorithm = { name: 'AES-GCM', iv, additionalData: toUtf8(place) };
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, joined.subarray(IV_BYTES)));
    } catch (error) {
      throw new SealBroken(place, { cause: error });
    }
  };
  const head = `${ALGORITHM}.${keyId}.`;
  const bytesHead = Uint8Array.of(BYTES_FORMAT, ...toUtf8(keyId));

  return {
    keyId,
    key,
    seal: async (place, value) => head + toBase64(await encrypt(place, toUtf8(JSON.stringify(value)))),
    open: async (place, envelope) => {
      if (typeof envelope !== 'string' || !envelope.startsWith(head)) throw new SealBroken(place);
      return JSON.parse(fromUtf8(await decrypt(place, bytesOf(place, envelope.slice(head.length))))) as unknown;
    },
    sealBytes: async (place, bytes) => {
      const cipher = await encrypt(place, bytes);
      const joined = new Uint8Array(bytesHead.length + cipher.length);
      joined.set(bytesHead);
      joined.set(cipher, bytesHead.length);
      return joined;
    },
    openBytes: async (place, envelope) => {
      if (!bytesHead.every((byte, index) => envelope[index] === byte)) throw new SealBroken(place);
      return decrypt(place, Uint8Array.from(envelope.subarray(bytesHead.length)));
    },
  };
}

function bytesOf(place: string, text: string): Bytes {
  try {
    return fromBase64(text);
  } catch (error) {
    throw new SealBroken(place, { cause: error });
  }
}
