import { KILOBYTE, MEGABYTE } from './body.ts';

/**
 * Photos come inline as base64, a few to a push. A replicator that sends more at once gets 413 and halves its batch or is given a `batch_size`;
 * bodies are read only for who is signed in.
 */
const LIMITS = {
  documents: 128 * MEGABYTE,
  document: 24 * MEGABYTE,
  attachment: 16 * MEGABYTE,
  keys: 8 * MEGABYTE,
  small: 256 * KILOBYTE,
} as const;

export const bodyLimitOf = (kind: keyof typeof LIMITS): number => LIMITS[kind];
