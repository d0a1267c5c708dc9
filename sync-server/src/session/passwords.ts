import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { assert } from '../../../shared/lib/assert.ts';

/** 32 MB and about 80 ms a guess on the machine of the figures; stored with each hash, so that it can be raised. */
export interface PasswordCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}
export const DEFAULT_COST: PasswordCost = { n: 2 ** 15, r: 8, p: 1 };

const KEY_BYTES = 32;

/** Two at once: more would only fill the memory and starve everything else of the thread pool. */
const AT_ONCE = 2;
const MOST_WAITING = 200;
let running = 0;
const waiting: (() => void)[] = [];

/** Too many sign-ins are waiting to be checked. */
export class TooManySignIns extends Error {}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new TooManySignIns('sign-ins are waiting');
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

const derive = (password: string, salt: Buffer, { n, r, p }: PasswordCost): Promise<Buffer> =>
  inTurn(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { N: n, r, p, maxmem: 256 * n * r }, (error, key) => {
          if (error === null) resolve(key);
          else reject(error);
        });
      }),
  );

/** `scrypt$N$r$p$salt$key` */
export async function hashPassword(password: string, cost: PasswordCost = DEFAULT_COST): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.n, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

export async function passwordMatches(password: string, hash: string): Promise<boolean> {
  const [form, n, r, p, salt, key] = hash.split('$');
  assert(
    form === 'scrypt' && salt !== undefined && key !== undefined,
    'a stored hash has the form scrypt$N$r$p$salt$key',
  );
  const expected = Buffer.from(key, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), { n: Number(n), r: Number(r), p: Number(p) });
  return timingSafeEqual(given, expected);
}

/** Takes as long as a real check and never matches: for accounts that do not exist. */
export async function checkNothing(password: string, cost: PasswordCost = DEFAULT_COST): Promise<false> {
  await derive(password, NO_SALT, cost);
  return false;
}
const NO_SALT = Buffer.alloc(16);
