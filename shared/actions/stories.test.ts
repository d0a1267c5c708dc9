import { describe, expect, it } from 'vitest';
import { assert } from '../lib/assert.ts';
import { GRID, OTHER_GRID } from '../testing/builders.ts';
import { actor, CLERK, MADE, NOW, smallStreet, STREET_CLERK, TODAY, type HomePlan } from '../testing/small-street.ts';
import { apply } from './apply.ts';
import type { ActionContext, ActionResult, AnyRecord, ChangeSet } from './change-set.ts';
import { changeAddress } from './change-address.ts';
import { changeHead } from './change-head.ts';
import { confirmFields } from './confirm-fields.ts';
import { confirmHandover } from './confirm-handover.ts';
import { death } from './death.ts';
import { editFields } from './edit-fields.ts';
import { addHazard, reinspect } from './hazards.ts';
import { moveHousehold } from './move-household.ts';
import { moveIn } from './move-in.ts';
import { answerObjection, raiseObjection } from './objections.ts';
import { relationToNewHead } from './relations.ts';
import { acceptProposal, addResult } from './results.ts';
import { makeTask } from './make-task.ts';
import type { RecordOf } from '../domain/record-of.ts';
import { sourceOf } from './sources.ts';
import { splitRoom } from './split-rooms.ts';
import { addTag, renewTag } from './tags.ts';

const home = (family: number, isFar = false): HomePlan => ({ family, hasTenant: false, hasLodger: false, isFar });
const done = (result: ActionResult): ChangeSet => {
  assert(result.ok, result.ok ? '' : `the act is possible: ${result.reason.why}`);
  return result.value;
};
const of = <T extends keyof RecordOf>(stock: ReadonlyMap<string, AnyRecord>, type: T): readonly RecordOf[T][] =>
  [...stock.values()].filter(
    (one) => one.type === type && one['state'] !== 'void',
  ) as unknown as readonly RecordOf[T][];
const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  assert(one !== undefined, 'there is one');
  return one;
};
const clerk = actor(CLERK);
const street = actor(STREET_CLERK);
const from = (source: string, context: ActionContext = clerk): ActionContext => ({ ...context, source });

describe('一数一源', () => {
  const start = smallStreet([home(1)]);
  const person = first(of(start, 'person'));
  const edit = (stock: ReadonlyMap<string, AnyRecord>, workplace: string, source: string): ChangeSet =>
    done(
      editFields(
        [...stock.values()],
        { record: person._id, values: { workplace }, fieldNames: { workplace: '服务处所' } },
        from(source),
      ),
    );
  const known = apply(start, edit(start, '港务机械厂', '公安'));

  it('keeps what a stronger source said and puts the other value on record', () => {
    const changes = edit(known, '菜场', '走访');
    const after = apply(known, changes);
    expect(after.get(person._id)?.['workplace']).toBe('港务机械厂');
    expect(of(after, 'objection')).toMatchObject([
      { subject: person._id, field: 'workplace', value: '港务机械厂', proposed: '菜场', state: 'open' },
    ]);
    expect(changes.consequences.join('')).toContain('服务处所来自公安，比走访可靠，不覆盖');
  });

  it('lets the same and a stronger source overwrite, and says where it is from now', () => {
    const after = apply(known, edit(known, '退休', '公安'));
    expect(after.get(person._id)).toMatchObject({
      workplace: '退休',
      sources: { workplace: { source: '公安', at: NOW } },
    });
  });

  it('moves the day of the whole record only where no fields are named', () => {
    const confirmed = (fields?: readonly string[]): AnyRecord | undefined => {
      const input = { record: person._id, ...(fields === undefined ? {} : { fields }) };
      return apply(known, done(confirmFields([...known.values()], input, clerk))).get(person._id);
    };
    const one = confirmed(['birth']);
    expect(one?.['provenance']).toEqual(known.get(person._id)?.['provenance']);
    assert(one !== undefined, 'the person is there');
    expect([sourceOf(one, 'birth')?.at, sourceOf(one, 'sex')?.at]).toEqual([NOW, MADE.createdAt]);
    const whole = confirmed();
    expect(whole).toMatchObject({ provenance: { verifiedAt: NOW } });
    assert(whole !== undefined, 'the person is there');
    expect(sourceOf(whole, 'sex')?.at).toBe(NOW);
  });

  it('lets the keeper who answers an objection decide', () => {
    const disputed = apply(known, edit(known, '菜场', '走访'));
    const objection = first(of(disputed, 'objection'));
    const input = { objection: objection._id, words: '本人出示证明', corrected: { value: '菜场' } };
    const after = apply(disputed, done(answerObjection([...disputed.values()], input, from('查验证件'))));
    expect(after.get(person._id)).toMatchObject({
      workplace: '菜场',
      sources: { workplace: { source: '查验证件' } },
    });
    expect(after.get(person._id)?.['provenance']).not.toHaveProperty('verifiedAt');
    expect(after.get(objection._id)).toMatchObject({ state: 'corrected', answer: { words: '本人出示证明' } });
  });

  it('takes a doubt about telephones for settled once they were put right in the form, and not before', () => {
    const doubt = { subject: person._id, field: 'phones', fieldName: '电话', why: '号码已停机' };
    const call = (stock: typeof start, number: string): typeof start =>
      apply(
        stock,
        done(
          editFields([...stock.values()], { record: person._id, values: { phones: [{ number }] } }, from('查验证件')),
        ),
      );
    const reachable = call(start, '10012340000');
    const doubted = apply(reachable, done(raiseObjection([...reachable.values()], doubt, from('走访'))));
    const objection = first(of(doubted, 'objection'));
    const input = { objection: objection._id, words: '', corrected: { value: undefined } };
    const answer = (stock: typeof doubted): ActionResult =>
      answerObjection([...stock.values()], input, from('查验证件'));
    expect(answer(doubted)).toMatchObject({ ok: false, reason: { code: 'by-form', why: '电话还没有改过。' } });
    const edited = call(doubted, '10012349999');
    const after = apply(edited, done(answer(edited)));
    expect(after.get(person._id)).toMatchObject({ phones: [{ number: '10012349999' }] });
    expect(after.get(objection._id)).toMatchObject({ state: 'corrected', answer: { words: '已改正。' } });
  });

  it('renames the stays that name a person', () => {
    const changes = done(
      editFields([...start.values()], { record: person._id, values: { name: '严立成' } }, from('公安')),
    );
    const stays = of(apply(start, changes), 'occupancy');
    expect(stays.map(({ personName }) => personName)).toEqual(['严立成']);
  });
});

describe('a family of four moves to another grid', () => {
  const start = smallStreet([home(4), home(0, true)]);
  const household = first(of(start, 'household'));
  const [old, next] = of(start, 'room');
  assert(old !== undefined && next !== undefined, 'two rooms');
  const input = { household: household._id, room: next._id, since: '2026-11-19' };

  it('ends four stays, begins four, leaves the old room vacant and fills the new one', () => {
    const changes = done(moveHousehold([...start.values()], input, street));
    const after = apply(start, changes);
    const stays = of(after, 'occupancy');
    expect(stays.filter(({ room, until }) => room === old._id && until === '2026-11-19')).toHaveLength(4);
    expect(stays.filter(({ room, until }) => room === next._id && until === undefined)).toHaveLength(4);
    expect([after.get(old._id)?.['use'], after.get(next._id)?.['use']]).toEqual(['vacant', 'self']);
    expect(of(after, 'person').map(({ scope }) => scope)).toEqual(Array(4).fill(OTHER_GRID));
    expect(changes.consequences[0]).toBe('户内 4 人一起迁到 上港小区 6幢 1单元 201，起始 2026-11-19。');
    expect(changes.consequences).toContain('档案随人转到 01 网格。');
    expect(of(after, 'person').every(({ handover }) => handover === undefined)).toBe(true);
  });

  it('stays in sight of who moved them beyond his post, until the new keeper takes over', () => {
    const moved = apply(start, done(moveHousehold([...start.values()], input, clerk)));
    for (const one of of(moved, 'person')) {
      expect([one.audience, one.handover?.from]).toEqual([[clerk.by.key], GRID]);
    }
    expect(moved.get(next._id)).toBe(start.get(next._id));
    const keeper: ActionContext = { ...street, by: { ...street.by, key: 'person:01JD0000000000000000000009' } };
    let taken = moved;
    for (const one of of(moved, 'person')) {
      taken = apply(taken, done(confirmHandover([...taken.values()], { person: one._id }, keeper)));
    }
    const left = [...taken.values()].filter((one) => one['audience'] !== undefined || one['handover'] !== undefined);
    expect(left).toEqual([]);
  });

  it('says to which grid one of them goes alone, and nothing of grids to somebody new', () => {
    const [, second] = of(start, 'person');
    assert(second !== undefined, 'there is a second one');
    const stranger = { name: '租客甲', sex: '1', idKind: '居民身份证', class: 'floating' } as const;
    const said = (person: string | typeof stranger): string => {
      const alone = { room: next._id, people: [{ person }], role: 'own', counted: true, since: TODAY } as const;
      const how = { ...alone, former: 'uncount', household: { kind: 'found', head: 0 } } as const;
      return done(moveIn([...start.values()], how, street)).consequences.join('');
    };
    expect(said(second._id)).toContain('档案随人转到 01 网格。');
    expect(said(second._id)).toContain('的住所留着，不再计入人口。');
    expect(said(stranger)).not.toContain('网格');
  });

  it('is refused before the stays began, and in the future', () => {
    const codes = ['2019-01-01', '2027-01-01'].map((since) => {
      const result = moveHousehold([...start.values()], { ...input, since }, street);
      return result.ok ? '' : result.reason.code;
    });
    expect(codes).toEqual(['day-order', 'day-ahead']);
  });
});

describe('who lives where', () => {
  it('takes a new tenant into a shared flat with a household of his own', () => {
    const start = smallStreet([home(2)]);
    const room = first(of(start, 'room'));
    const tenant = { name: '租客甲', sex: '1', idKind: '居民身份证', class: 'floating' } as const;
    const changes = done(
      moveIn(
        [...start.values()],
        {
          room: room._id,
          people: [{ person: tenant }],
          role: 'tenant',
          counted: true,
          since: TODAY,
          former: 'end',
          household: { kind: 'found', head: 0 },
        },
        clerk,
      ),
    );
    const after = apply(start, changes);
    expect(after.get(room._id)?.['use']).toBe('selfAndRent');
    expect(of(after, 'household')).toHaveLength(2);
    expect(changes.title).toBe('迁入 租客甲');
  });

  it('asks who becomes head when the head of three dies, not when the last one is left', () => {
    const three = smallStreet([home(3)]);
    const [head, next] = of(three, 'person');
    assert(head !== undefined && next !== undefined, 'three people');
    const refused = death([...three.values()], { person: head._id, on: TODAY }, clerk);
    expect(refused.ok ? '' : refused.reason.code).toBe('head-needed');
    const input = { person: head._id, on: TODAY, successors: { [head.household ?? '']: next._id } };
    const after = apply(three, done(death([...three.values()], input, clerk)));
    expect(after.get(head._id)).toMatchObject({ life: 'dead', diedOn: TODAY, household: head.household });
    expect(after.get(next._id)?.['relation']).toBe('01');

    const two = smallStreet([home(2)]);
    const chief = first(of(two, 'person'));
    expect(death([...two.values()], { person: chief._id, on: TODAY }, clerk).ok).toBe(true);
  });

  it('reckons relations anew when the head changes', () => {
    const start = smallStreet([home(5)]);
    const household = first(of(start, 'household'));
    const people = of(start, 'person');
    const wife = people.find(({ relation }) => relation === '10');
    assert(wife !== undefined, 'there is a wife');
    const changes = done(changeHead([...start.values()], { household: household._id, head: wife._id }, clerk));
    const after = apply(start, changes);
    expect(people.map(({ _id, relation }) => [relation, after.get(_id)?.['relation']])).toEqual([
      ['01', '11'],
      ['10', '01'],
      ['20', '20'],
      ['30', '30'],
      ['51', '53'],
    ]);
  });

  it.each([
    ['a son becomes head: the head is his father', { relation: '01', sex: '1' }, { relation: '20', sex: '1' }, '51'],
    ['… the head’s wife his mother', { relation: '10', sex: '2' }, { relation: '20', sex: '1' }, '52'],
    [
      '… the elder daughter his elder sister',
      { relation: '30', sex: '2', birth: '1990-01-01' },
      { relation: '20', sex: '1', birth: '1995-01-01' },
      '75',
    ],
    ['… a grandchild may be his own or not', { relation: '41', sex: '1' }, { relation: '20', sex: '1' }, undefined],
    ['the father becomes head: the head is his son', { relation: '01', sex: '1' }, { relation: '51', sex: '1' }, '20'],
    ['… the head’s wife his daughter-in-law', { relation: '10', sex: '2' }, { relation: '51', sex: '1' }, '38'],
    ['a husband becomes head: her father', { relation: '51', sex: '1' }, { relation: '11', sex: '1' }, '55'],
  ])('%s', (_, person, head, expected) => {
    expect(relationToNewHead(person, head)).toBe(expected);
  });
});

describe('rooms', () => {
  it('changes an address once, at the building, and the room says the new one', () => {
    const start = smallStreet([home(1)]);
    const building = first(of(start, 'building'));
    const changes = done(changeAddress([...start.values()], { building: building._id, label: '28号楼' }, street));
    expect(changes.edits.map(({ after }) => [after._id, after['label']])).toEqual([[building._id, '28幢']]);
  });

  it('splits a room with its people, and counts what is dangerous in each part', () => {
    let stock = smallStreet([home(2)]);
    const room = first(of(stock, 'room'));
    const hazard = { record: room._id, code: 'wiring', label: '私拉电线' };
    stock = apply(stock, done(addHazard([...stock.values()], hazard, clerk)));
    const [one, two] = of(stock, 'person');
    assert(one !== undefined && two !== undefined, 'two people');
    const input = { room: room._id, numbers: ['101A', '101B'], people: { [one._id]: 0, [two._id]: 1 } };
    const after = apply(stock, done(splitRoom([...stock.values()], input, clerk)));
    const parts = of(after, 'room');
    expect(parts.map(({ number, hazards }) => [number, hazards?.length])).toEqual([
      ['101A', 1],
      ['101B', 1],
    ]);
    expect([one, two].map(({ _id }) => after.get(_id)?.['homeRoom'])).toEqual(parts.map(({ _id }) => _id));
  });

  it('clears a hazard by re-inspection alone', () => {
    let stock = smallStreet([home(1)]);
    const room = first(of(stock, 'room'));
    stock = apply(
      stock,
      done(addHazard([...stock.values()], { record: room._id, code: 'wiring', label: '私拉电线' }, clerk)),
    );
    const [hazard] = first(of(stock, 'room')).hazards ?? [];
    assert(hazard !== undefined, 'it was found');
    const silent = reinspect([...stock.values()], { record: room._id, results: {} }, clerk);
    expect(silent.ok ? '' : silent.reason.code).toBe('unsaid');
    const results = { [hazard.id]: { cleared: true, note: '已改线' } };
    const after = apply(stock, done(reinspect([...stock.values()], { record: room._id, results }, clerk)));
    expect(after.get(room._id)).toMatchObject({
      inspectedAt: NOW,
      hazards: [{ cleared: { at: NOW, by: '邬子墨', note: '已改线' } }],
    });
  });
});

describe('tags and tasks', () => {
  const start = smallStreet([home(1)]);
  const person = first(of(start, 'person'));

  it('gives a tag its end by the catalogue, and renews it from today', () => {
    const tag = { code: 'livingAlone', label: '独居老人', family: '老年', months: 12 };
    const since = '2025-08-31';
    const tagged = apply(start, done(addTag([...start.values()], { person: person._id, tag, since }, clerk)));
    expect(tagged.get(person._id)?.['tags']).toMatchObject([{ since, until: '2026-08-31', reviewedBy: '邬子墨' }]);
    const renewed = apply(tagged, done(renewTag([...tagged.values()], { person: person._id, tag }, clerk)));
    expect(renewed.get(person._id)?.['tags']).toMatchObject([{ since, until: '2027-11-20' }]);
  });

  it('verifies who was met, proposes what was found, and takes it over as 走访提议', () => {
    const subjects = [{ id: person._id, name: person.name, scope: person.scope }];
    const days = { startsOn: TODAY, dueOn: TODAY, drawnBy: '独居老人', scope: CLERK.scope };
    let stock = apply(start, done(makeTask({ kind: 'visit', title: '走访', ...days, subjects }, clerk)));
    const target = first(of(stock, 'target'));
    const proposals = [{ field: 'workplace', fieldName: '服务处所', to: '退休' }];
    const met = { target: target._id, outcome: 'met' as const, proposals };
    stock = apply(stock, done(addResult([...stock.values()], met, clerk)));
    expect(stock.get(person._id)).toMatchObject({ provenance: { verifiedAt: NOW } });
    expect(stock.get(person._id)?.['workplace']).toBeUndefined();
    const result = (stock.get(target._id)?.['results'] as readonly { proposals: readonly { id: string }[] }[])[0];
    const input = { target: target._id, proposal: result?.proposals[0]?.id ?? '' };
    stock = apply(stock, done(acceptProposal([...stock.values()], input, clerk)));
    expect(stock.get(person._id)).toMatchObject({
      workplace: '退休',
      sources: { workplace: { source: '走访提议' } },
    });
  });
});
