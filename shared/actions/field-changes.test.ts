import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../lib/canonical-json.ts';
import type { AnyRecord } from './change-set.ts';
import { fieldAt, fieldChanges, withField, withFields } from './field-changes.ts';

const person = (fields: Readonly<Record<string, unknown>>): AnyRecord => ({
  _id: 'person:01JD0000000000000000000000',
  type: 'person',
  scope: '310115005001001',
  ...fields,
});

describe('what one edit changed', () => {
  it('names fields, groups one level deep, lists as a whole', () => {
    const before = person({
      name: '严立诚',
      phones: [{ number: '100000001' }],
      resident: { registeredAddress: '甲路 1 号', registeredCode: '310115' },
      marriage: '10',
    });
    const after = person({
      name: '严立诚',
      phones: [{ number: '100000001' }, { number: '100000002' }],
      resident: { registeredAddress: '乙路 2 号', registeredCode: '310115' },
      education: '20',
    });
    expect(fieldChanges(before, after)).toEqual([
      { field: 'education', to: '20' },
      { field: 'marriage', from: '10' },
      {
        field: 'phones',
        from: [{ number: '100000001' }],
        to: [{ number: '100000001' }, { number: '100000002' }],
      },
      { field: 'resident.registeredAddress', from: '甲路 1 号', to: '乙路 2 号' },
    ]);
  });

  it('says everything of a new record, its place included, and not its identity', () => {
    expect(fieldChanges(null, person({ name: '严立诚', floating: { reason: '务工' } }))).toEqual([
      { field: 'floating.reason', to: '务工' },
      { field: 'name', to: '严立诚' },
      { field: 'scope', to: '310115005001001' },
    ]);
  });

  it('names the lists of a table that is published and does not tell them again: the version has them, for good', () => {
    const table = { _id: 'catalog:01JD0000000000000000000000', type: 'catalog', scope: '310115005' } as const;
    const rows = [{ id: 'M06010-1' }, { id: 'M06010-2' }];
    expect(fieldChanges(null, { ...table, version: 2, entries: rows, notes: [] })).toEqual([
      { field: 'entries' },
      { field: 'notes' },
      { field: 'scope', to: '310115005' },
      { field: 'version', to: 2 },
    ]);
    // One that is written over all the same, past the workstation, is told whole.
    const before = { ...table, entries: rows.slice(0, 1) };
    expect(fieldChanges(before, { ...table, entries: rows })).toEqual([
      { field: 'entries', from: rows.slice(0, 1), to: rows },
    ]);
  });

  it('leaves out who keeps it, where values come from and the client’s own luggage', () => {
    const luggage = {
      provenance: { createdAt: 'x' },
      sources: { name: { source: '公安' } },
      rev: '2-a',
      _rev: '2-a',
      unsent: 1,
      changes: [{ id: 'x' }],
      ref: 'a',
      ref2: 'b',
      schema: 2,
    };
    expect(fieldChanges(person({ name: '严立诚' }), person({ name: '严立诚', ...luggage }))).toEqual([]);
  });

  it('tells nothing from an explicit null', () => {
    expect(fieldChanges(person({}), person({ note: null }))).toEqual([{ field: 'note', to: null }]);
  });
});

describe('setting fields back', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 2 }));
  const group = fc.dictionary(fc.constantFrom('a', 'b', 'c.d'), value, { minKeys: 1, noNullPrototype: true });
  const record = fc
    .dictionary(fc.constantFrom('name', 'note', 'phones', 'resident', 'floating'), fc.oneof(value, group), {
      noNullPrototype: true,
    })
    .map(person);

  it('is the inverse of the edit', () => {
    fc.assert(
      fc.property(record, record, (before, after) => {
        const changes = fieldChanges(before, after);
        expect(canonicalJson(withFields(after, changes, 'from'))).toBe(canonicalJson(before));
        expect(canonicalJson(withFields(before, changes, 'to'))).toBe(canonicalJson(after));
      }),
    );
  });

  it('finds nothing exactly where nothing differs', () => {
    fc.assert(
      fc.property(record, record, (before, after) => {
        expect(fieldChanges(before, after).length === 0).toBe(canonicalJson(before) === canonicalJson(after));
      }),
    );
  });

  it('reads and sets by path', () => {
    const there = withField(person({}), 'resident.registeredAddress', '甲路 1 号');
    expect(fieldAt(there, 'resident.registeredAddress')).toBe('甲路 1 号');
    expect(fieldAt(there, 'floating.reason')).toBeUndefined();
    expect(withField(there, 'resident.registeredAddress', undefined)).toEqual(person({}));
  });
});
