import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, sameJson } from './canonical-json.ts';

const leaf = fc.constantFrom<unknown>(null, undefined, Number.NaN, 0, -0, 1, '1', '', true, false);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', '0'), tie('value'), { maxKeys: 2 }),
  ),
}));

it('says of two values what their canonical texts say', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
      expect(sameJson([a, b], structuredClone([a, b]))).toBe(true);
    }),
    { numRuns: 400 },
  );
});
