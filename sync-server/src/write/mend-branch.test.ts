import { expect, it } from 'vitest';
import type { ChangeDocument, FieldChange } from '../../../shared/domain/change.ts';
import {
  actorOf,
  anEntry,
  anId,
  aReportedCase,
  aUlid,
  aUser,
  GRID,
  OTHER_GRID,
  START_MS,
} from '../../../shared/testing/builders.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import type { Leaves } from '../store/one-leaf.ts';
import type { LivingLeaf } from '../store/port.ts';
import { NATIONAL_ONLY } from '../../../shared/cases/rulebook.ts';
import { mended } from './mend-branch.ts';

const at = new Date(START_MS).toISOString();
const worker = aUser('gridWorker');
const BASE = {
  _id: anId('person'),
  type: 'person',
  scope: GRID,
  schema: CURRENT_FORM,
  provenance: { createdAt: at, createdBy: worker.id, createdDevice: 'LJZ-0417', source: '走访' },
  name: '严立诚',
  sex: '1',
  idKind: '居民身份证',
  class: 'resident',
  life: 'living',
  state: 'effective',
  workplace: '原港务机械厂',
};

const lineOf = (fields: readonly FieldChange[]): ChangeDocument => {
  const id = aUlid();
  const line = {
    act: 'edit',
    by: actorOf(worker),
    device: 'LJZ-0417',
    at,
    clock: 'trusted' as const,
    source: '走访',
    takenAt: at,
  };
  const head = {
    type: 'change' as const,
    scope: GRID,
    schema: CURRENT_FORM,
    provenance: BASE.provenance,
    subject: BASE._id,
  };
  return { ...head, ...line, _id: `change:${id}`, id, batch: id, fields: [...fields] };
};
/** A leaf on top of one revision that all have, or further up. */
function leaf(letter: string, changes: object, fields: readonly FieldChange[], height = 2): LivingLeaf {
  const ids = [...Array.from({ length: height - 1 }, (_one, nth) => letter.repeat(31) + String(nth)), 'base'];
  const document = { ...BASE, ...changes, _rev: `${String(height)}-${ids[0] ?? ''}` };
  return { document, revisions: { start: height, ids }, beside: [lineOf(fields)] };
}
const telling = (from: unknown, to: unknown, field = 'workplace'): FieldChange => ({ field, from, to });

it('puts two edits of different fields together, and keeps what gave way for somebody to decide on', () => {
  const winner = leaf('b', { workplace: '上港小学' }, [telling('原港务机械厂', '上港小学')]);
  const other = leaf('a', { workplace: '街道医院', occupation: '护士' }, [
    telling('原港务机械厂', '街道医院'),
    { field: 'occupation', to: '护士' },
  ]);
  const { content, beside } = mended([winner, other], NATIONAL_ONLY);
  expect(content).toMatchObject({ workplace: '上港小学', occupation: '护士' });
  expect(beside).toMatchObject([{ type: 'change', subject: BASE._id, by: { id: worker.id }, fields: [] }]);
  expect(beside[0]?.['lost']).toEqual([{ ...telling('原港务机械厂', '街道医院'), instead: '上港小学' }]);
  // Whoever does it, and however often: the same.
  expect(mended([winner, other], NATIONAL_ONLY)).toEqual({ content, beside });
});

it('moves nothing by itself, and puts nothing together that is no record', () => {
  const winner = leaf('b', {}, []);
  const moved = mended([winner, leaf('a', { scope: OTHER_GRID }, [telling(GRID, OTHER_GRID, 'scope')])], NATIONAL_ONLY);
  expect(moved.content).toBeNull();
  expect(moved.beside[0]?.['lost']).toEqual([{ ...telling(GRID, OTHER_GRID, 'scope'), instead: GRID }]);
  const broken = mended([winner, leaf('a', { sex: undefined }, [{ field: 'sex', from: '1' }])], NATIONAL_ONLY);
  expect(broken.content).toBeNull();
  expect(broken.beside[0]?.['lost']).toEqual([{ field: 'sex', from: '1' }]);
});

it('keeps of a branch that took several edits also what its last line does not tell of', () => {
  const other = leaf('a', { workplace: '街道医院', name: '严立程' }, [telling('严立诚', '严立程', 'name')], 3);
  const { content, beside } = mended([leaf('b', {}, [], 4), other], NATIONAL_ONLY);
  expect(content).toMatchObject({ name: '严立程', workplace: '原港务机械厂' });
  expect(beside[0]?.['lost']).toEqual([{ field: 'workplace', to: '街道医院', instead: '原港务机械厂' }]);
});

it('makes of a case the union of its logs, and leaves the winner of anything else', () => {
  const document = aReportedCase(worker);
  const notes = ['甲', '乙'].map((text) => anEntry(worker, 'note', { text }, document.log.at(-1) ?? null));
  const leaves = notes.map((note, nth) => ({
    document: { ...document, log: [...document.log, note], _rev: `2-${nth === 0 ? 'b' : 'a'}` },
    revisions: { start: 2, ids: [nth === 0 ? 'b' : 'a', 'base'] },
    beside: [],
  })) as unknown as Leaves;
  const log = mended(leaves, NATIONAL_ONLY).content?.['log'] as readonly { readonly id: string }[];
  expect(log.map(({ id }) => id).sort()).toEqual([...document.log, ...notes].map(({ id }) => id).sort());
  const areas = leaves.map((one) => ({ ...one, document: { ...one.document, type: 'area' } })) as unknown as Leaves;
  expect(mended(areas, NATIONAL_ONLY)).toEqual({ content: null, beside: [] });
});
