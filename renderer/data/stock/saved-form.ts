import { FACT_TYPES, type Fact } from '../../../shared/stock/slim.ts';
import type { Facts } from '../../../shared/stock/facts.ts';
import type { Sealer } from '../seal/sealer.ts';
import type { Checkpoints } from './feed.ts';
import { openSealedChunks, type SealedChunks } from './sealed-chunks.ts';

/** Raised when facts are kept in another way: what was saved before is then read anew. */
const FORM = 4;

/** The stock as it was, in sealed chunks. `save`: when all of `facts` are in as of now. */
export interface SavedForm extends Omit<SealedChunks<Fact>, 'save'> {
  readonly save: (facts: Facts, checkpoints: Checkpoints) => Promise<void>;
}

function* everyFact(facts: Facts): Iterable<readonly [string, Fact]> {
  for (const type of FACT_TYPES) yield* facts.all(type);
  yield* facts.voided();
}

/** `madeOf`: the documents that it is made of. */
export function openSavedForm(name: string, sealer: Sealer, madeOf: string): SavedForm {
  const chunks = openSealedChunks<Fact>(name, sealer, `${String(FORM)} ${madeOf}`);
  return { ...chunks, save: (facts, checkpoints) => chunks.save(everyFact(facts), checkpoints) };
}
