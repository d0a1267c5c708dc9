import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RECORD_SCHEMAS } from '../domain/record-schemas.ts';
import { CURRENT_FORM, howTheyMeet, OLDEST_FORM, oldestFormOf } from './forms.ts';
import { formOf, migrated, STEPS } from './migrate.ts';
import type { Step } from './step.ts';

type Pushed = Readonly<Record<string, unknown>> & { readonly _id: string };
const { documents: pushed } = JSON.parse(
  readFileSync(new URL('./fixtures/form-1-pushes.json', import.meta.url), 'utf8'),
) as { readonly documents: readonly Pushed[] };
const named = (type: string) => {
  const found = pushed.find((document) => document['type'] === type);
  if (found === undefined) throw new Error(`the fixture has a ${type}`);
  return found;
};

describe('the steps', () => {
  it('follow one another from the first form to the present one', () => {
    expect(STEPS.map(({ to }) => to)).toEqual(Array.from({ length: CURRENT_FORM - 1 }, (_, at) => at + 2));
  });

  it.each(pushed)('raise what form 1 wrote: $_id', (document) => {
    const raised = migrated(document);
    expect(formOf(raised)).toBe(CURRENT_FORM);
    expect(migrated(raised)).toBe(raised);
    const type = document['type'] as keyof typeof RECORD_SCHEMAS;
    if (Object.hasOwn(RECORD_SCHEMAS, type)) expect(RECORD_SCHEMAS[type].safeParse(raised).error).toBeUndefined();
    // Nothing that form 1 said is gone, and what no version knows neither.
    expect(Object.keys(raised)).toEqual(expect.arrayContaining(Object.keys(document)));
    expect((raised as Readonly<Record<string, unknown>>)['unknownToAll']).toEqual(document['unknownToAll']);
  });

  it('spell identifiers and telephones in one way, wherever they stand', () => {
    expect(migrated(named('person'))).toMatchObject({
      idNumber: '99911119491231002X',
      phones: [{ number: '10012345678', note: '本人' }, { number: '021-58881234' }],
      contacts: [{ idNumber: '99911119491231002X', phone: '10012345679' }],
    });
    expect(migrated(named('enterprise'))).toMatchObject({
      uscc: '91110000802100433B',
      legalPerson: { phone: '021-58881234-802' },
    });
    expect(migrated(named('room'))).toMatchObject({ owner: { name: '严立诚', phone: '10012345678' } });
  });

  it('leave what is no text to the schemas, and a text of blanks as it is', () => {
    const odd = { type: 'person', idNumber: 7, phones: [{ number: ' ' }, null, 'x'], contacts: { idNumber: 'x' } };
    expect(migrated(odd)).toEqual({ ...odd, schema: CURRENT_FORM });
  });

  it('twice are once, and spare a newer form, for any document', () => {
    const text = fc.constantFrom(
      '',
      ' ',
      '9991 1119-4912 31002x',
      '０２１－５８８８１２３４',
      '+86 100 1234 5678',
      '转',
    );
    const contact = fc.record({ idNumber: text, phone: text }, { requiredKeys: [] });
    const document = fc.record(
      {
        type: fc.constantFrom('person', 'enterprise', 'room', 'building', 'case', 'task'),
        idNumber: text,
        uscc: text,
        phones: fc.array(fc.record({ number: text }), { maxLength: 2 }),
        contacts: fc.array(contact, { maxLength: 2 }),
        owner: contact,
        keeper: contact,
      },
      { requiredKeys: ['type'] },
    );
    fc.assert(
      fc.property(document, (one) => {
        const raised = migrated(one);
        expect(migrated({ ...raised, schema: 1 })).toEqual(raised);
        const newer = { ...one, schema: CURRENT_FORM + 1 };
        expect(migrated(newer)).toBe(newer);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the arithmetic of versions', () => {
  const mark = (to: number): Step => ({
    to,
    name: `mark ${String(to)}`,
    up: (fields) => ({ ...fields, [`mark${String(to)}`]: true }),
  });
  const steps = [2, 3, 4, 5].map(mark);

  it('runs exactly the steps that a document has before it', () => {
    expect(migrated({ schema: 3 }, steps)).toEqual({ schema: 5, mark4: true, mark5: true });
    expect(migrated({}, steps)).toEqual({ schema: 5, mark2: true, mark3: true, mark4: true, mark5: true });
    expect(migrated({ schema: 6 }, steps)).toEqual({ schema: 6 });
  });

  it.each([
    [{ protocol: 1, form: 5 }, 'served'],
    [{ protocol: 1, form: 3 }, 'served'],
    [{ protocol: 1, form: 2 }, 'tooOld'],
    [{ protocol: 1, form: 6 }, 'tooNew'],
    [{ protocol: 2, form: 5 }, 'tooNew'],
  ] as const)('a client of %j and a server of form 5: %s', (client, met) => {
    expect(howTheyMeet(client, { protocol: 1, form: 5 })).toBe(met);
  });

  it('goes two forms back and never below the first', () => {
    expect([1, 2, 3, 4, 9].map(oldestFormOf)).toEqual([1, 1, 1, 2, 7]);
    expect(OLDEST_FORM).toBe(oldestFormOf(CURRENT_FORM));
  });
});
