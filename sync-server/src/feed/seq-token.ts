import { createCipheriv, createDecipheriv, createHash, createSecretKey, randomFillSync } from 'node:crypto';
import type { ReadRange } from '../../../shared/access/read-plan.ts';
import type { Memory, Token } from './go-on.ts';
import type { Position, Sequence } from './position.ts';

/**
 * Sequences go out sealed (AES-256-GCM, a fresh nonce each): plain ones would tell how much the whole district writes, and a cursor names documents.
 * Two tokens of the same place differ, so that nothing can be read from their being equal either. The plain text is padded to whole blocks.
 *
 * Plain text: 1 byte form, fingerprints of the plan (8 bytes), the store (4) and the server's memory (4), own position (6), subjects' position (6), range (2),
 * length of the key (2), and the key: of a walk where it stands, of a feed the evidence sent last (`Position.half`). Where servers count for themselves also
 * the length of the mark (2) and the mark, before the key.
 */
const FEED = 1;
const WALK = 2;
/** Added to the form: the walk was begun to replace what the client has. */
const RESET = 0x10;
/** Likewise: a mark stands before the key. */
const MARKED = 0x20;
const HEAD_BYTES = 33;
const LENGTH_BYTES = 2;
const PADDED_TO = 64;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a token belongs to. Only the database must be the same; a token of another plan, store or memory says so. */
export interface TokenScope {
  readonly database: string;
  readonly plan: Buffer;
  readonly store: Buffer;
  readonly memory: Buffer;
  /** What is said of a position to other servers. */
  readonly markOf: (position: Position) => string;
}

const fingerprint = (text: string, bytes: number): Buffer =>
  createHash('sha256').update(text).digest().subarray(0, bytes);

/** Asked at every request: a plan is the same object for as long as its person is, and of stores and memories there are a few. */
const ofPlans = new WeakMap<readonly ReadRange[], Buffer>();
function planPrint(ranges: readonly ReadRange[]): Buffer {
  const known = ofPlans.get(ranges) ?? fingerprint(JSON.stringify(ranges), 8);
  ofPlans.set(ranges, known);
  return known;
}
const FEW = 64;
const ofNames = new Map<string, Buffer>();
function namePrint(name: string): Buffer {
  const known = ofNames.get(name);
  if (known !== undefined) return known;
  if (ofNames.size >= FEW) ofNames.clear();
  const print = fingerprint(name, 4);
  ofNames.set(name, print);
  return print;
}

export const tokenScope = (
  database: string,
  ranges: readonly ReadRange[],
  memory: Pick<Memory, 'store' | 'name'>,
  markOf: TokenScope['markOf'] = () => '',
): TokenScope => ({
  database,
  markOf,
  plan: planPrint(ranges),
  store: namePrint(memory.store),
  memory: namePrint(memory.name),
});

export interface SeqSeal {
  readonly seal: (scope: TokenScope, sequence: Sequence) => string;
  /** Null: not a token of this database. */
  readonly unseal: (scope: TokenScope, token: string) => Token | null;
}

function encode(scope: TokenScope, { position, walk, isReset }: Sequence): Buffer {
  const key = Buffer.from(walk?.after ?? position.half ?? '', 'utf8');
  const mark = Buffer.from(scope.markOf(position), 'utf8');
  const markBytes = mark.length === 0 ? 0 : LENGTH_BYTES + mark.length;
  const plain = Buffer.allocUnsafe(Math.ceil((HEAD_BYTES + markBytes + key.length) / PADDED_TO) * PADDED_TO).fill(0);
  plain.writeUInt8((walk === null ? FEED : WALK) + (isReset ? RESET : 0) + (markBytes === 0 ? 0 : MARKED), 0);
  scope.plan.copy(plain, 1);
  scope.store.copy(plain, 9);
  scope.memory.copy(plain, 13);
  plain.writeUIntBE(position.own, 17, 6);
  plain.writeUIntBE(position.subjects, 23, 6);
  plain.writeUInt16BE(walk?.range ?? 0, 29);
  plain.writeUInt16BE(key.length, 31);
  if (markBytes > 0) plain.writeUInt16BE(mark.length, HEAD_BYTES);
  mark.copy(plain, HEAD_BYTES + LENGTH_BYTES);
  key.copy(plain, HEAD_BYTES + markBytes);
  return plain;
}

function markIn(plain: Buffer): string {
  if ((plain.readUInt8(0) & MARKED) === 0) return '';
  const from = HEAD_BYTES + LENGTH_BYTES;
  return plain.subarray(from, from + plain.readUInt16BE(HEAD_BYTES)).toString('utf8');
}

function sequenceIn(plain: Buffer): Sequence {
  const form = plain.readUInt8(0);
  const isMarked = (form & MARKED) !== 0;
  const keyFrom = HEAD_BYTES + (isMarked ? LENGTH_BYTES + plain.readUInt16BE(HEAD_BYTES) : 0);
  const position = { own: plain.readUIntBE(17, 6), subjects: plain.readUIntBE(23, 6) };
  const isReset = (form & RESET) !== 0;
  const key = plain.subarray(keyFrom, keyFrom + plain.readUInt16BE(31)).toString('utf8');
  if ((form & ~(RESET | MARKED)) === WALK)
    return { position, walk: { range: plain.readUInt16BE(29), after: key }, isReset };
  return { position: key === '' ? position : { ...position, half: key }, walk: null, isReset };
}

/** What a token says, whoever brings it. */
interface Said extends Pick<TokenScope, 'plan' | 'store' | 'memory'> {
  readonly sequence: Sequence;
  readonly mark: string;
}

const decode = (plain: Buffer): Said => ({
  sequence: sequenceIn(plain),
  mark: markIn(plain),
  plan: plain.subarray(1, 9),
  store: plain.subarray(9, 13),
  memory: plain.subarray(13, 17),
});

const heldAgainst = ({ plan, store, memory }: TokenScope, said: Said): Token => ({
  sequence: said.sequence,
  mark: said.mark,
  isOfPlan: said.plan.equals(plan),
  isOfStore: said.store.equals(store),
  isOfMemory: said.memory.equals(memory),
});

/** Random bytes for so many nonces are fetched at a time. */
const NONCES = 256;
function nonces(): () => Buffer {
  const pool = Buffer.alloc(NONCES * NONCE_BYTES);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += NONCE_BYTES;
    return pool.subarray(used - NONCE_BYTES, used);
  };
}

/** A client comes back at once with what it was given a moment ago: of so many tokens it is known what they say. */
const GIVEN = 1_024;

export function seqSeal(bytes: Buffer): SeqSeal {
  const key = createSecretKey(bytes);
  const nextNonce = nonces();
  const given = new Map<string, Said>();
  const nameOf = ({ database }: TokenScope, token: string): string => `${database} ${token}`;
  const remember = (name: string, said: Said): void => {
    const [oldest] = given.keys();
    if (given.size >= GIVEN && oldest !== undefined) given.delete(oldest);
    given.set(name, said);
  };
  return {
    seal: (scope, sequence) => {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(scope.database));
      const sealed = Buffer.concat([
        nonce,
        cipher.update(encode(scope, sequence)),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      const token = sealed.toString('base64url');
      const { plan, store, memory } = scope;
      remember(nameOf(scope, token), { sequence, mark: scope.markOf(sequence.position), plan, store, memory });
      return token;
    },
    unseal: (scope, token) => {
      const known = given.get(nameOf(scope, token));
      if (known !== undefined) return heldAgainst(scope, known);
      const sealed = Buffer.from(token, 'base64url');
      if (sealed.length < NONCE_BYTES + HEAD_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(scope.database));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
        return heldAgainst(scope, decode(plain));
      } catch {
        return null; // forged, cut, or of another server
      }
    },
  };
}
