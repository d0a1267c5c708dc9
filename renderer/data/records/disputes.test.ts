import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { actorOf, aUlid, aUser, GRID } from '../../../shared/testing/builders.ts';
import type { MarkedChange } from './api.ts';
import { disputedUnits, undecided, writerOf } from './disputes.ts';

const by = actorOf(aUser('gridWorker'));
const change = (changes: Partial<MarkedChange> = {}): MarkedChange => ({
  ...{ id: aUlid(), act: 'edit', by, device: 'T', at: '2026-11-20T01:00:00.000Z', clock: 'trusted', source: '走访' },
  ...{ batch: aUlid(), fields: [], subject: 'person:1', delivery: 'delivered' },
  ...changes,
});
const lost = change({ lost: [{ field: 'workplace', from: '无', to: '码头', instead: '船厂' }] });
const decision = (of: MarkedChange, changes: Partial<MarkedChange> = {}): MarkedChange =>
  change({ act: 'settle', settles: of.id, ...changes });
const undo = (of: MarkedChange): MarkedChange =>
  change({ act: 'undo', undoes: of.batch, ...(of.settles === undefined ? {} : { settles: of.settles }) });
const record: AnyRecord = { _id: 'person:1', type: 'person', scope: GRID, workplace: '船厂' };

describe('what is to decide', () => {
  const once = decision(lost);
  const back = undo(once);
  it.each<[string, readonly MarkedChange[], number]>([
    ['nobody has decided', [lost], 1],
    ['decided', [lost, once], 0],
    ['decided twice, both offline', [lost, once, decision(lost)], 0],
    ['decided and taken back', [lost, once, back], 1],
    ['decided twice, one taken back', [lost, once, back, decision(lost)], 0],
    ['taken back, and the taking back as well', [lost, once, back, undo(back)], 0],
    ['a decision under the name of another record', [lost, decision(lost, { subject: 'person:2' })], 1],
    ['the decision itself gave way', [lost, { ...once, lost: lost.lost ?? [] }], 1],
    ['no value was lost', [change({ beside: ['note'] })], 0],
  ])('%s', (_words, changes, count) => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...changes], { minLength: changes.length }), (known) => {
        expect(undecided(known)).toHaveLength(count);
      }),
      { numRuns: 12 },
    );
  });
});

describe('the values of a dispute', () => {
  const units = (of: object, values: NonNullable<MarkedChange['lost']>) =>
    disputedUnits({ ...record, ...of }, { lost: values });

  it('are what stands and what was written, and whether it was changed again since', () => {
    expect(units({}, lost.lost ?? [])).toMatchObject([
      { key: 'workplace', standing: ['船厂'], values: { workplace: '码头' }, isChangedSince: false, isNotAlone: false },
    ]);
    expect(units({ workplace: '学校' }, lost.lost ?? [])).toMatchObject([{ standing: ['学校'], isChangedSince: true }]);
  });

  it('are nothing where it stands by now as he wanted it', () => {
    expect(units({ workplace: '码头' }, lost.lost ?? [])).toEqual([]);
  });

  it('of a list are the items in question; ours take the place of theirs, the others stay', () => {
    const phones = [{ field: 'phones', from: [{ number: '1' }], to: [{ number: '3' }], instead: [{ number: '2' }] }];
    expect(units({ phones: [{ number: '2' }, { number: '9' }] }, phones)).toMatchObject([
      { standing: [[{ number: '2' }]], values: { phones: [{ number: '9' }, { number: '3' }] } },
    ]);
  });

  it('of a home are one thing, and not put into force alone', () => {
    const home = [
      { field: 'homeRoom', from: 'room:a', to: 'room:b', instead: 'room:c' },
      { field: 'scope', from: GRID, to: `${GRID.slice(0, 12)}002`, instead: GRID },
    ];
    expect(units({ homeRoom: 'room:c' }, home)).toMatchObject([{ key: 'home', isNotAlone: true }]);
  });

  it('have a writer', () => {
    const theirs = change({ fields: [{ field: 'workplace', from: '无', to: '船厂' }] });
    const other = change({ fields: [{ field: 'workplace', from: '船厂', to: '学校' }] });
    expect(writerOf([other, theirs], record, 'workplace')).toBe(theirs);
    expect(writerOf([change()], record, 'workplace')).toBeUndefined();
  });
});
