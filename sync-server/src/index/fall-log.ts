import type { ClassicLevel } from 'classic-level';

/** A document that stopped standing under some of its keys: it moved, or somebody was taken out of its audience. */
export interface Fall {
  /** The change that took the keys away. */
  readonly seq: number;
  readonly id: string;
  readonly keys: readonly string[];
}

const PREFIX = 'f!';
/** Digits of the greatest safe integer, so that keys sort like numbers. */
const DIGITS = 16;

const keyAt = (seq: number): string => PREFIX + String(seq).padStart(DIGITS, '0');

/** One line of the log as it is put into the batch that applies its change. */
export const fallEntry = ({ seq, id, keys }: Fall): readonly [key: string, value: string] => [
  keyAt(seq),
  JSON.stringify({ id, keys }),
];

/** Falls after a sequence and up to another, oldest first. */
export async function readFalls(
  level: ClassicLevel,
  after: number,
  upTo: number,
  limit: number,
): Promise<readonly Fall[]> {
  const rows = await level.iterator({ gt: keyAt(after), lte: keyAt(upTo), limit }).all();
  return rows.map(([key, text]) => ({
    seq: Number(key.slice(PREFIX.length)),
    ...(JSON.parse(text) as Pick<Fall, 'id' | 'keys'>),
  }));
}

/** Forgets falls up to a sequence. */
export const forgetFalls = (level: ClassicLevel, upTo: number): Promise<void> =>
  level.clear({ gt: PREFIX, lte: keyAt(upTo) });
