import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildingSchema } from '../domain/building.ts';
import { objectionSchema } from '../domain/objection.ts';
import {
  householdSchema,
  occupancySchema,
  personSchema,
  type OccupancyDocument,
  type PersonDocument,
} from '../domain/person.ts';
import { roomSchema } from '../domain/room.ts';
import { sharedFilterSchema } from '../domain/shared-filter.ts';
import { targetSchema, taskSchema } from '../domain/task.ts';
import { assert } from '../lib/assert.ts';
import { canonicalJson } from '../lib/canonical-json.ts';
import { ACTS, draws, effective, manyDraws, NAMES, type Draw, type Stock } from '../testing/drawn-acts.ts';
import { actor, CLERK, homePlans, smallStreet, STREET_CLERK } from '../testing/small-street.ts';
import { apply } from './apply.ts';
import type { ActionContext, ChangeSet } from './change-set.ts';
import { fieldChanges } from './field-changes.ts';
import { invert } from './invert.ts';

/** Does what was drawn, one after another; what is refused changes nothing. */
function live(
  start: Stock,
  drawn: readonly Draw[],
  context: ActionContext,
  after: (changes: ChangeSet, from: Stock, to: Stock) => void,
): void {
  let stock = start;
  for (const draw of drawn) {
    const name = NAMES[draw.act];
    const act = name === undefined ? undefined : ACTS[name];
    assert(act !== undefined, 'an act was drawn');
    const result = act(stock, draw, context);
    if (!result.ok) continue;
    const from = stock;
    stock = apply(stock, result.value);
    after(result.value, from, stock);
  }
}

const visible = (stock: Stock): string =>
  canonicalJson(
    [...stock.values()].filter((one) => one['state'] !== 'void').toSorted((x, y) => (x._id < y._id ? -1 : 1)),
  );
const posts = fc.constantFrom(CLERK, STREET_CLERK);
const check = (
  property: (changes: ChangeSet, from: Stock, to: Stock) => void,
  parameters: fc.Parameters<unknown> = { numRuns: 150 },
  lives: fc.Arbitrary<readonly Draw[]> = draws,
): void => {
  fc.assert(
    fc.property(homePlans, lives, posts, (plans, drawn, post) => {
      live(smallStreet(plans), drawn, actor(post), property);
    }),
    parameters,
  );
};
const SCHEMAS = {
  building: buildingSchema,
  room: roomSchema,
  person: personSchema,
  household: householdSchema,
  occupancy: occupancySchema,
  objection: objectionSchema,
  sharedFilter: sharedFilterSchema,
  task: taskSchema,
  target: targetSchema,
} as const;

describe('every act', () => {
  it('is taken back whole by its undo', () => {
    check((changes, from, to) => {
      expect(visible(apply(to, invert(changes))), changes.title).toBe(visible(from));
    });
  });

  it('changes what it says and nothing else, each record once', () => {
    check((changes, from, to) => {
      const touched = new Set(changes.edits.map((edit) => edit.after._id));
      expect(touched.size).toBe(changes.edits.length);
      for (const [id, record] of from) if (!touched.has(id)) expect(to.get(id)).toBe(record);
      for (const edit of changes.edits) {
        expect(edit.before).toBe(from.get(edit.after._id) ?? null);
        const isConfirmed =
          changes.act === 'confirm' || changes.act === 'addResult' || changes.act === 'answerObjection';
        // A decision for what stands is told and changes nothing.
        if (!isConfirmed && edit.settles === undefined)
          expect(fieldChanges(edit.before, edit.after), changes.title).not.toEqual([]);
      }
    });
  });

  it('says in words what follows', () => {
    check((changes) => {
      expect(changes.title).not.toMatch(/undefined|null|\bperson:/);
      expect(changes.consequences.length, changes.act).toBeGreaterThan(0);
      for (const sentence of changes.consequences) expect(sentence).toMatch(/^[^a-z]+。$/);
    });
  });

  it('leaves documents of the shape they should have', () => {
    check((changes) => {
      for (const { after } of changes.edits) {
        const schema = SCHEMAS[after.type as keyof typeof SCHEMAS];
        const parsed = schema.safeParse(after);
        expect(parsed.error?.issues ?? [], `${changes.act} ${after.type}`).toEqual([]);
      }
    });
  });

  it('leaves one counted, open stay to everybody who lives here, in his home, where the record lies', () => {
    check((changes, _from, to) => {
      const stays = effective(to, 'occupancy') as unknown as readonly OccupancyDocument[];
      for (const one of effective(to, 'person') as unknown as readonly PersonDocument[]) {
        const open = stays.filter((stay) => stay.person === one._id && stay.until === undefined);
        const counted = open.filter((stay) => stay.counted);
        const isHere = one.life === 'living' && one.leftOn === undefined;
        expect(
          counted.map((stay) => stay.room),
          changes.title,
        ).toEqual(isHere ? [one.homeRoom] : []);
        if (!isHere) expect([open, one.homeRoom], changes.title).toEqual([[], undefined]);
        else expect(one.scope, changes.title).toBe(to.get(one.homeRoom ?? '')?.scope);
        expect(new Set(open.map((stay) => stay.room)).size, changes.title).toBe(open.length);
      }
      for (const stay of stays.filter(({ until }) => until === undefined))
        expect(to.get(stay.room)?.['state'], changes.title).not.toBe('void');
    });
  });

  it('leaves a head who is a member to every household that has members, and no household without', () => {
    check((changes, _from, to) => {
      const people = (effective(to, 'person') as unknown as readonly PersonDocument[]).filter(
        (one) => one.life === 'living' && one.leftOn === undefined,
      );
      for (const one of effective(to, 'household')) {
        const heads = people.filter((member) => member.household === one._id && member.relation === '01');
        expect(
          heads.map(({ _id }) => _id),
          changes.title,
        ).toEqual([one['head']]);
      }
      for (const one of people) {
        if (one.household !== undefined) expect(to.get(one.household)?.['state'], changes.title).toBe('effective');
      }
    });
  });

  it('keeps the days in order', () => {
    check((changes) => {
      for (const { after } of changes.edits) {
        const { since, until, birth: born, diedOn } = after as Readonly<Record<string, string | undefined>>;
        if (since !== undefined && until !== undefined) expect(since <= until, changes.title).toBe(true);
        if (born !== undefined && diedOn !== undefined) expect(born <= diedOn, changes.title).toBe(true);
        for (const tag of (after as unknown as PersonDocument).tags ?? []) {
          if (tag.until !== undefined) expect(tag.since <= tag.until, changes.title).toBe(true);
        }
      }
    });
  });

  it('leaves a vacant room to nobody but who is only registered there', () => {
    check((changes, _from, to) => {
      const stays = effective(to, 'occupancy') as unknown as readonly OccupancyDocument[];
      const CAN_WRITE_ALL = effective(to, 'person').every((one) => one['audience'] === undefined);
      if (!CAN_WRITE_ALL) return;
      for (const one of effective(to, 'room')) {
        const living = stays.filter(
          (stay) => stay.room === one._id && stay.until === undefined && stay.role !== 'registeredOnly',
        );
        if (one['use'] === 'vacant' && one['scope'] === '310115005001001') expect(living, changes.title).toEqual([]);
      }
    });
  });

  it('is reached by the draws', () => {
    const done = new Map<string, number>();
    check(
      (changes) => {
        done.set(changes.act, (done.get(changes.act) ?? 0) + 1);
      },
      { numRuns: 60, seed: 1 },
      manyDraws,
    );
    const expected = NAMES.map(
      (name) => ({ editFields: 'edit', confirmFields: 'confirm', voidRecord: 'void' })[name] ?? name,
    );
    expect(expected.filter((name) => !done.has(name))).toEqual([]);
  });
});
