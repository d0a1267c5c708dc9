import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aUser, GRID, OTHER_GRID } from '../../../shared/testing/builders.ts';
import { sightOfPlaced } from '../access/sight.ts';
import { feedFrom } from './position.ts';
import { seqSeal, tokenScope } from './seq-token.ts';

const key = randomBytes(32);
const seal = seqSeal(key);
/** Another server on the same data, or this one later: it has given none of the tokens itself. */
const elsewhere = seqSeal(key);
const memory = { store: 'a store', name: 'a memory' };
const clerk = aUser('communityClerk');
const scopeAt = (scope: string, other: Partial<typeof memory> = {}) => {
  const user = { ...clerk, posts: [{ role: 'communityClerk' as const, scope }] };
  return tokenScope('records', sightOfPlaced(user, 'records').ranges, { ...memory, ...other });
};
const scope = scopeAt(GRID);
const sequences = fc.record({
  position: fc.record({ own: fc.nat({ max: 2 ** 40 }), subjects: fc.nat({ max: 2 ** 40 }) }),
  walk: fc.option(fc.record({ range: fc.nat({ max: 65_535 }), after: fc.string({ maxLength: 300 }) })),
  isReset: fc.boolean(),
});

it('says again what was sealed', () => {
  fc.assert(
    fc.property(sequences, (sequence) => {
      const token = seal.seal(scope, sequence);
      expect(elsewhere.unseal(scope, token)).toEqual(seal.unseal(scope, token));
      expect(elsewhere.unseal(scope, token)?.sequence).toEqual(sequence);
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

it('belongs to one database and one key, and says of which plan, store and memory it is', () => {
  const token = seal.seal(scope, feedFrom({ own: 7, subjects: 0 }));
  expect(seqSeal(randomBytes(32)).unseal(scope, token)).toBeNull();
  const same = { isOfPlan: true, isOfStore: true, isOfMemory: true };
  for (const { unseal } of [seal, elsewhere]) {
    expect(unseal({ ...scope, database: 'evidence' }, token)).toBeNull();
    expect(unseal(scope, token)).toMatchObject(same);
    expect(unseal(scopeAt(OTHER_GRID), token)).toMatchObject({ ...same, isOfPlan: false });
    expect(unseal(scopeAt(GRID, { store: 'another' }), token)).toMatchObject({ ...same, isOfStore: false });
    expect(unseal(scopeAt(GRID, { name: 'another' }), token)).toMatchObject({ ...same, isOfMemory: false });
  }
});

it('has the same length however far it is', () => {
  const lengths = [0, 1, 10 ** 6, 2 ** 47].map((own) => seal.seal(scope, feedFrom({ own, subjects: own })).length);
  expect(new Set(lengths).size).toBe(1);
});
