import { describe, expect, it } from 'vitest';
import { CASE_STATES, FINAL_STATES, type CaseState } from '../domain/case.ts';
import { ROLES } from '../domain/roles.ts';
import { aFinding, anEntry, aPhoto, aStandard, aUser, OTHER_GRID } from '../testing/builders.ts';
import { assert } from '../lib/assert.ts';
import { EDGES, edgeName, edgeOf, wayAlong } from '../testing/edges.ts';
import { entryOn, logOf, PEOPLE, STEPS, toldAct, WAY_TO, type Told } from '../testing/lifecycle.ts';
import { personKey } from '../domain/staff.ts';
import { MOST_PARTS } from './acts/joint.ts';
import { ACT_NAMES, ACTS, actOf, type Act } from './acts.ts';
import { foldLog, foldMore, judgeNext, projectFold } from './fold.ts';
import { caseMachine } from './machine.ts';
import { explainVerdict } from './refusals.ts';

const { states: NODES = {}, on: ANYWHERE = {} } = caseMachine.config;
type Ways = undefined | { readonly target?: string } | readonly { readonly target?: string }[];
const waysOf = (ways: Ways): readonly { readonly target?: string }[] =>
  ways === undefined ? [] : 'length' in ways ? ways : [ways];

/** Every way that the machine itself has, as `state act state`: one per branch. */
const ofMachine = CASE_STATES.flatMap((state) =>
  Object.entries({ ...ANYWHERE, ...NODES[state]?.on } as Readonly<Record<string, Ways>>).flatMap(([act, ways]) =>
    waysOf(ways).map(({ target }) => `${state} ${act} ${target ?? state}`),
  ),
);

describe('the lifecycle', () => {
  it.each(CASE_STATES)('reaches %s', (state) => {
    const fold = foldLog(logOf(WAY_TO[state]));
    expect([fold.state, fold.refused.size]).toEqual([state, 0]);
  });

  it('is told by edges that are those of the machine, every branch of them', () => {
    const told = EDGES.map(([from, act, to]) => `${from} ${toldAct(act)} ${to}`);
    expect([...new Set(told)].sort()).toEqual(ofMachine.sort());
    expect(new Set(ofMachine).size).toBe(ofMachine.length);
  });

  it('goes along every edge', () => {
    for (const edge of EDGES) {
      const [from, act, to] = edge;
      const log = logOf(wayAlong(edge));
      const before = foldLog(log);
      const fold = foldMore(before, [entryOn(log, act)]);
      expect([edgeName(edge), before.state, fold.state, ...[...fold.refused.values()].map(({ why }) => why)]).toEqual([
        edgeName(edge),
        from,
        to,
      ]);
    }
  });

  const allowed = new Set(EDGES.map(([state, act]) => `${state}/${toldAct(act)}`));

  it.each(CASE_STATES)('in %s has nothing else, says so in Chinese, and changes nothing', (state) => {
    const log = logOf(WAY_TO[state]);
    const before = foldLog(log);
    for (const act of ACT_NAMES) {
      if (allowed.has(`${state}/${act}`)) continue;
      const entry = entryOn(log, act);
      const after = foldMore(before, [entry]);
      const verdict = after.refused.get(entry.id);
      expect([act, after.state, after.context, verdict?.why]).toEqual([act, state, before.context, 'notNow']);
      expect(verdict === undefined ? '' : explainVerdict(act, verdict).why).toMatch(
        new RegExp(`[一-鿿]，现在不能${actOf(act).label}$`, 'u'),
      );
    }
  });

  it.each(ACT_NAMES)('lets only the posts of the rulebook do %s', (act) => {
    const edge = edgeOf(act);
    assert(edge !== undefined, 'every act has an edge');
    const log = logOf(wayAlong(edge));
    const fold = foldLog(log);
    const outcome = ROLES.filter((role) => {
      const user = { ...PEOPLE[STEPS[act].by], posts: aUser(role).posts };
      return judgeNext(fold, anEntry(user, act, STEPS[act].data(), log.at(-1) ?? null))?.why !== 'role';
    });
    expect([...outcome].sort()).toEqual([...actOf(act).roles].sort());
  });

  it('tells every requirement in Chinese, with what to do', () => {
    for (const act of ACT_NAMES) {
      for (const why of actOf(act).requires) {
        const words = explainVerdict(act, { why, state: 'handling' });
        expect(words.why + words.fix, `${act} ${why}`).toMatch(/^[^a-zA-Z]+$/);
      }
    }
  });
});

describe('what an act requires', () => {
  const judge = (state: CaseState, act: Act, data: Readonly<Record<string, unknown>>, user = PEOPLE[STEPS[act].by]) => {
    const edge = edgeOf(act, state);
    const log = logOf(edge === undefined ? WAY_TO[state] : wayAlong(edge));
    return judgeNext(foldLog(log), anEntry(user, act, data, log.at(-1) ?? null))?.why ?? null;
  };

  it.each(ACT_NAMES.filter((act) => actOf(act).requires.includes('reason')))(
    '%s wants a written reason, not blanks',
    (act) => {
      const state = edgeOf(act)?.[0] ?? 'draft';
      const data = STEPS[act].data();
      expect([judge(state, act, { ...data, reason: '  ' }), judge(state, act, { ...data, reason: '有理由' })]).toEqual([
        'reason',
        null,
      ]);
    },
  );

  it('opening wants a standard row of the same category', () => {
    const foreign = { ...aStandard, category: { ...aStandard.category, code: '09005' } };
    expect([judge('pendingOpen', 'open', {}), judge('pendingOpen', 'open', { standard: foreign })]).toEqual([
      'malformed',
      'standard',
    ]);
  });

  it('finishing wants a photo of the result', () => {
    expect([
      judge('handling', 'finish', { photos: [aPhoto('near')] }),
      judge('handling', 'finish', { photos: [aPhoto('after')] }),
    ]).toEqual(['afterPhoto', null]);
  });

  it('handling on one’s own wants before and after', () => {
    const finding = aFinding();
    expect([
      judge('draft', 'selfHandle', { finding, photos: [aPhoto('after')] }),
      judge('draft', 'selfHandle', { finding, photos: [aPhoto('near')] }),
    ]).toEqual(['beforePhoto', 'afterPhoto']);
  });

  it('keeps a clerk of another community out', () => {
    expect(judge('reported', 'accept', {}, aUser('communityClerk', { scope: '310115005002' }))).toBe('inScope');
  });

  it('keeps another department out', () => {
    expect(judge('pendingSign', 'sign', {}, aUser('department', { department: 'dept:green' }))).toBe('ownDepartment');
  });

  it('leaves a check to the one who began it, or to the supervisor', () => {
    const another = aUser('gridWorker');
    expect([
      judge('checking', 'passCheck', {}, another),
      judge('checking', 'passCheck', {}, PEOPLE.supervisor),
    ]).toEqual(['ownCheck', null]);
  });

  it('reopens a rejected case once', () => {
    const log = logOf(['report', 'reject', 'reopen', 'reject', 'reopen']);
    expect([...foldLog(log).refused.values()].map((verdict) => verdict.why)).toEqual(['notReopened']);
  });
});

describe('what the fold writes into the document', () => {
  it('addresses the case to its reporter, its checker and the departments it was ever sent to', () => {
    const log = logOf(['report', 'accept', 'open', 'dispatch', 'returnToDispatch']);
    log.push(
      anEntry(
        PEOPLE.dispatcher,
        'dispatch',
        { department: 'dept:green', departmentName: '绿化所' },
        log.at(-1) ?? null,
      ),
    );
    const projection = projectFold(foldLog(log));
    expect(projection?.audience).toEqual([expect.stringMatching(/^person:/), 'dept:green', 'dept:roads']);
    expect([projection?.department, projection?.returns, projection?.holder]).toEqual([
      'dept:green',
      1,
      { role: 'department', department: 'dept:green' },
    ]);
  });

  it('never addresses it to more than eight', () => {
    const log = logOf(['report', 'accept', 'open']);
    for (let turn = 0; turn < 12; turn += 1) {
      log.push(
        anEntry(
          PEOPLE.dispatcher,
          'dispatch',
          { department: `dept:d${String(turn)}`, departmentName: '部门' },
          log.at(-1) ?? null,
        ),
      );
      log.push(anEntry(PEOPLE.dispatcher, 'withdraw', { reason: '改派' }, log.at(-1) ?? null));
    }
    const audience = projectFold(foldLog(log))?.audience ?? [];
    expect([audience.length, audience[1]]).toEqual([8, 'dept:d11']);
  });

  it('keeps whoever has work at it among the eight, before those who only follow', () => {
    const sent = (nth: number): Told => ({
      act: 'dispatch',
      data: { department: `dept:d${String(nth)}`, departmentName: '部门' },
    });
    const called = ['roads', 'green'].map((key) => ({ key: `dept:${key}`, name: key }));
    const log = logOf([
      ...WAY_TO.pendingDispatch,
      ...Array.from({ length: 9 }, (_, nth) => [sent(nth), 'withdraw'] as const).flat(),
      sent(9),
      { act: 'blowWhistle', data: { reason: '塌陷', departments: called } },
    ]);
    const audience = projectFold(foldLog(log))?.audience ?? [];
    expect(audience.length).toBe(8);
    expect(audience).toEqual(
      expect.arrayContaining([personKey(PEOPLE.gridWorker.id), 'dept:d9', 'dept:roads', 'dept:green']),
    );
  });

  it('is handled jointly by no more departments than can see it', () => {
    const part = (nth: number) => ({ key: `dept:p${String(nth)}`, name: '部门', isLead: nth === 0, isRequired: true });
    const parts = Array.from({ length: MOST_PARTS }, (_, nth) => part(nth));
    const log = logOf([...WAY_TO.pendingDispatch, { act: 'dispatchJointly', data: { parts } }]);
    const seventh = entryOn(log, { act: 'sendPart', data: { part: part(6) } });
    expect(judgeNext(foldLog(log), seventh)?.why).toBe('otherPart');
  });

  it('moves with a correction of its place', () => {
    const log = logOf(['report']);
    log.push(anEntry(PEOPLE.gridWorker, 'correct', { finding: aFinding({ gridCode: OTHER_GRID }) }, log[0] ?? null));
    expect(projectFold(foldLog(log))?.scope).toBe(OTHER_GRID);
  });

  it('counts rounds of handling, and files photos under theirs', () => {
    const log = logOf(['report', 'accept', 'open', 'dispatch', 'sign', 'finish', 'failCheck', 'startRework', 'finish']);
    const projection = projectFold(foldLog(log));
    expect([projection?.round, projection?.photos.map((photo) => photo.round)]).toEqual([1, [0, 0, 1]]);
  });

  it('has no holder once final', () => {
    for (const state of FINAL_STATES) expect(projectFold(foldLog(logOf(WAY_TO[state])))?.holder, state).toBeNull();
  });

  it('folds an entry of a newer version as nothing and keeps it', () => {
    const log = logOf(['report']);
    log.push(anEntry(PEOPLE.communityClerk, 'suspend', {}, log[0] ?? null));
    log.push(anEntry(PEOPLE.communityClerk, 'accept', {}, log[1] ?? null));
    const fold = foldLog(log);
    expect([fold.state, [...fold.refused.values()].map((verdict) => verdict.why)]).toEqual([
      'pendingOpen',
      ['unknown'],
    ]);
  });
});

it('gives every act a key of its own among those offered in one state', () => {
  for (const state of CASE_STATES) {
    const keys = new Map<string, Act[]>();
    for (const act of new Set(EDGES.flatMap(([from, told]) => (from === state ? [toldAct(told)] : [])))) {
      const { key, roles } = actOf(act);
      if (key === undefined) continue;
      for (const role of roles) keys.set(`${role}/${key}`, [...(keys.get(`${role}/${key}`) ?? []), act]);
    }
    expect([...keys.values()].filter((acts) => acts.length > 1)).toEqual([]);
  }
  expect(Object.keys(ACTS)).toHaveLength(ACT_NAMES.length);
});
