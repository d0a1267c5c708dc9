import type { BatchChanges } from './pouch-batch.ts';

export interface Expectation {
  /** Whether a batch was held back because of it. */
  readonly isBroken: () => boolean;
  readonly over: () => void;
}

/**
 * Holds back a batch that has something in it and lacks the document it belongs to. PouchDB leaves what it refuses out of its batch and puts down the rest; a batch
 * that fails it puts down not at all.
 */
export interface WholeBatches {
  readonly admits: (changes: BatchChanges) => boolean;
  /** `owners`: by id of what belongs to a document, that document's. */
  readonly expect: (owners: ReadonlyMap<string, string>) => Expectation;
}

export function wholeBatches(): WholeBatches {
  const expected = new Set<{ readonly owners: ReadonlyMap<string, string>; isBroken: boolean }>();
  return {
    admits: ({ metadata }) => {
      for (const one of expected) {
        for (const [id, owner] of one.owners) {
          if (!metadata.has(id) || metadata.has(owner)) continue;
          one.isBroken = true;
          return false;
        }
      }
      return true;
    },
    expect: (owners) => {
      const one = { owners, isBroken: false };
      expected.add(one);
      return {
        isBroken: () => one.isBroken,
        over: () => {
          expected.delete(one);
        },
      };
    },
  };
}
