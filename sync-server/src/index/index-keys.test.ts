import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ReadRange } from '../../../shared/access/read-plan.ts';
import type { StoredDocument } from '../store/port.ts';
import { holdsKey, keysOf, placeKeys, stretchesWith } from './index-keys.ts';

const code = fc.constantFrom('310115', '310115005', '310115005035', '310115005035001', '310115006', '31011500', '3');
const type = fc.constantFrom('case', 'caseHandover', 'area', 'person');
const key = fc.constantFrom('dept:a', 'dept:ab', 'person:1', 'person:12');
const range: fc.Arbitrary<ReadRange> = fc.oneof(
  fc.record({ kind: fc.constant('under' as const), type, prefix: code }),
  fc.record({ kind: fc.constant('at' as const), type, scope: code }),
  fc.record({ kind: fc.constant('addressed' as const), type, key }),
);
const document = fc
  .record({ type, scope: code, audience: fc.array(key, { maxLength: 3 }) })
  .map(
    (placed) =>
      ({ ...placed, _id: `${placed.type}:01`, _rev: '1-a', subject: 'case:01', photos: [{ id: 'photo:1' }] }) as never,
  ) as fc.Arbitrary<StoredDocument>;

it('finds the ranges that hold a key by their prefixes, and no others', () => {
  fc.assert(
    fc.property(document, range, (placed, asked) => {
      for (const one of placeKeys(placed))
        expect(stretchesWith(one).includes(keysOf(asked).prefix)).toBe(holdsKey(asked, one));
    }),
    { numRuns: 500 },
  );
});
