import type { Random } from '../../shared/lib/random.ts';
import { ulid } from '../../shared/lib/ulid.ts';

/** Chance good enough for identities: two terminals never make the same. */
export const cryptoRandom: Random = () => {
  const [word] = crypto.getRandomValues(new Uint32Array(1));
  return (word ?? 0) / 4_294_967_296;
};

export const newUlid = (nowMs: number): string => ulid(nowMs, cryptoRandom);
