import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holders } from './holders.ts';
import { codesOf, INSIDE, lane, PREFIX, SUFFIX, WHOLE } from './lane.ts';
import { isNear, type Part } from './near.ts';

/** Few letters, so that much is alike and much is within one slip. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '街'), minLength: 1, maxLength: 12 });
const records = fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { minLength: 40, maxLength: 60 });
/** So many times the records: a lane long enough to know its pairs. */
const TIMES = 40;
/** Marks whose text it is, so that the records differ. */
const marked = (fields: readonly string[], slot: number): readonly string[] =>
  fields.map((field, nth) => (nth === 0 ? `${field}${String(slot)}` : field));

function placeIn(field: string, at: number, length: number): number {
  if (at === 0) return length === field.length ? WHOLE : PREFIX;
  return at + length === field.length ? SUFFIX : INSIDE;
}
const scanned = (all: ReadonlyMap<number, readonly string[]>, asked: string): readonly string[] => {
  const found: string[] = [];
  for (const [slot, fields] of all) {
    for (const field of fields) {
      for (let at = field.indexOf(asked); at >= 0; at = field.indexOf(asked, at + 1)) {
        found.push(`${String(slot)} ${String(placeIn(field, at, asked.length))}`);
      }
    }
  }
  return found.sort();
};
const nearBy = (all: ReadonlyMap<number, readonly string[]>, asked: string, part: Part): readonly number[] =>
  [...all].flatMap(([slot, fields]) =>
    fields.some((field) => isNear(codesOf(field), 0, field.length, codesOf(asked), part)) ? [slot] : [],
  );
const inOrder = (slots: Iterable<number>): readonly number[] => [...new Set(slots)].sort((a, b) => a - b);

describe('a lane', () => {
  it('finds what a walk over all fields finds, whole, in part and within a slip, whatever was written since', () => {
    fc.assert(
      fc.property(
        records,
        fc.array(fc.tuple(fc.nat({ max: 1_500 }), fc.array(text, { maxLength: 3 })), { maxLength: 900 }),
        fc.array(text, { minLength: 4, maxLength: 8 }),
        (some, changes, questions) => {
          const all = new Map<number, readonly string[]>();
          const one = lane();
          const put = (slot: number, fields: readonly string[]): void => {
            one.set(slot, fields);
            if (fields.length === 0) all.delete(slot);
            else all.set(slot, fields);
          };
          for (let slot = 0; slot < some.length * TIMES; slot += 1) {
            put(slot, marked(some[slot % some.length] ?? [], slot));
          }
          const compare = (): void => {
            for (const asked of questions) {
              const found: string[] = [];
              one.scan(asked, (slot, place) => found.push(`${String(slot)} ${String(place)}`));
              expect(found.sort(), asked).toEqual(scanned(all, asked));
              if (asked.length < 3) continue;
              for (const part of ['whole', 'beginning', 'end'] as const) {
                const near: number[] = [];
                one.near(asked, part, (slot) => near.push(slot));
                expect(inOrder(near), `${asked} ${part}`).toEqual(inOrder(nearBy(all, asked, part)));
              }
            }
          };
          compare();
          for (const [slot, fields] of changes) put(slot, fields);
          compare();
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  }, 60_000);
});

describe('holders', () => {
  it('know who holds what and what is held by whom', () => {
    const change = fc.tuple(fc.nat({ max: 600 }), fc.array(fc.nat({ max: 400 }), { maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 2_000 }), (changes) => {
        const held = holders();
        const all = new Map<number, readonly number[]>();
        for (const [slot, numbers] of changes) {
          held.set(slot, numbers);
          all.set(slot, numbers);
        }
        for (const [slot, numbers] of all) {
          const found: number[] = [];
          held.of(slot, (number) => found.push(number));
          expect(found.sort()).toEqual([...numbers].sort());
        }
        for (let number = 0; number <= 400; number += 1) {
          const found: number[] = [];
          held.each(number, (slot) => found.push(slot));
          const wanted = [...all].flatMap(([slot, numbers]) =>
            numbers.flatMap((one) => (one === number ? [slot] : [])),
          );
          expect(found.sort()).toEqual(wanted.sort());
        }
      }),
      { numRuns: 20 },
    );
  });
});
