import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aUser, GRID, OTHER_GRID } from '../../../shared/testing/builders.ts';
import { sightOfPlaced } from '../access/sight.ts';
import { planFingerprint, seqSeal } from './seq-token.ts';

const seal = seqSeal(randomBytes(32));
const planOf = (scope: string) => planFingerprint(sightOfPlaced(aUser('communityClerk', { scope }), 'records').ranges);
const scope = { database: 'records', plan: planOf(GRID) };
const sequences = fc.record({
  position: fc.record({ own: fc.nat({ max: 2 ** 40 }), subjects: fc.nat({ max: 2 ** 40 }) }),
  walk: fc.option(fc.record({ range: fc.nat({ max: 65_535 }), after: fc.string({ maxLength: 300 }) })),
});

it('says again what was sealed', () => {
  fc.assert(
    fc.property(sequences, (sequence) => {
      expect(seal.unseal(scope, seal.seal(scope, sequence))).toEqual(sequence);
    }),
  );
});

it('is refused when one character of it is another', () => {
  fc.assert(
    fc.property(sequences, fc.nat(), (sequence, at) => {
      const token = seal.seal(scope, sequence);
      const place = at % (token.length - 1); // the last character may carry unused bits
      const other = token[place] === 'A' ? 'B' : 'A';
      expect(seal.unseal(scope, token.slice(0, place) + other + token.slice(place + 1))).toBeNull();
    }),
  );
});

it('belongs to one database, one key and one plan', () => {
  const token = seal.seal(scope, { position: { own: 7, subjects: 0 }, walk: null });
  expect(seal.unseal({ ...scope, database: 'evidence' }, token)).toBeNull();
  expect(seqSeal(randomBytes(32)).unseal(scope, token)).toBeNull();
  expect(seal.unseal({ ...scope, plan: planOf(OTHER_GRID) }, token)).toBe('stale');
});

it('has the same length however far it is', () => {
  const lengths = [0, 1, 10 ** 6, 2 ** 47].map(
    (own) => seal.seal(scope, { position: { own, subjects: own }, walk: null }).length,
  );
  expect(new Set(lengths).size).toBe(1);
});
