import { expect, it } from 'vitest';
import { sixtyCases } from '../../testing/sixty-cases.ts';
import { packTally, unpackTally, type PackedTally } from './packed-tally.ts';
import { tallyOf } from './tally.ts';

it('a tally comes back from the disk as it was, of every way a case may go', () => {
  let [packedBytes, wholeBytes] = [0, 0];
  for (const one of sixtyCases()) {
    const tally = tallyOf(one);
    if (tally === null) throw new Error(one.id);
    const text = JSON.stringify(packTally(tally));
    expect(unpackTally(JSON.parse(text) as PackedTally)).toEqual(tally);
    packedBytes += text.length;
    wholeBytes += JSON.stringify(tally).length;
  }
  // What it is for: a street has fifty thousand of them.
  expect(packedBytes / 60).toBeLessThan(1_000);
  expect(packedBytes).toBeLessThan(wholeBytes / 2);
});
