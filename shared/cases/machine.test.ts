import { describe, expect, it } from 'vitest';
import { CASE_STATES, FINAL_STATES, type CaseState } from '../domain/case.ts';
import { ROLES } from '../domain/roles.ts';
import { aFinding, anEntry, aPhoto, aStandard, aUser, OTHER_GRID } from '../testing/builders.ts';
import { logOf, PEOPLE, STEPS, WAY_TO } from '../testing/lifecycle.ts';
import { ACT_NAMES, ACTS, actOf, type Act } from './acts.ts';
import { foldLog, judgeNext, projectFold } from './fold.ts';
import { explainVerdict } from './refusals.ts';

/** Every edge of the lifecycle, from DOMAIN §3.2: [state, act, next state]. What is not here must be refused. */
const EDGES: readonly (readonly [CaseState, Act, CaseState])[] = [
  ['draft', 'report', 'reported'],
  ['draft', 'selfHandle', 'selfHandled'],
  ['reported', 'accept', 'pendingOpen'],
  ['reported', 'reject', 'rejected'],
  ['reported', 'void', 'void'],
  ['reported', 'correct', 'reported'],
  ['selfHandled', 'confirmSelfHandled', 'closed'],
  ['selfHandled', 'refuseSelfHandled', 'reported'],
  ['selfHandled', 'correct', 'selfHandled'],
  ['pendingOpen', 'open', 'pendingDispatch'],
  ['pendingOpen', 'returnToIntake', 'reported'],
  ['pendingOpen', 'reject', 'rejected'],
  ['pendingOpen', 'void', 'void'],
  ['pendingOpen', 'correct', 'pendingOpen'],
  ['pendingDispatch', 'dispatch', 'pendingSign'],
  ['pendingDispatch', 'returnToAcceptor', 'pendingOpen'],
  ['pendingSign', 'sign', 'handling'],
  ['pendingSign', 'withdraw', 'pendingDispatch'],
  ['pendingSign', 'returnToDispatch', 'pendingDispatch'],
  ['handling', 'finish', 'feedback'],
  ['handling', 'returnToDispatch', 'pendingDispatch'],
  ['feedback', 'startCheck', 'checking'],
  ['feedback', 'passCheck', 'pendingClose'],
  ['feedback', 'failCheck', 'rework'],
  ['checking', 'passCheck', 'pendingClose'],
  ['checking', 'failCheck', 'rework'],
  ['rework', 'startRework', 'handling'],
  ['rework', 'returnToDispatch', 'pendingDispatch'],
  ['pendingClose', 'close', 'closed'],
  ['pendingClose', 'recheck', 'feedback'],
  ['rejected', 'reopen', 'pendingOpen'],
  ...CASE_STATES.filter((state) => state !== 'draft').map((state) => [state, 'note', state] as const),
];

describe('the lifecycle', () => {
  it.each(CASE_STATES)('reaches %s', (state) => {
    expect(foldLog(logOf(WAY_TO[state])).state).toBe(state);
  });

  it.each(EDGES)('goes from %s by %s to %s', (from, act, to) => {
    const fold = foldLog(logOf([...WAY_TO[from], act]));
    expect([fold.state, fold.refused.size]).toEqual([to, 0]);
  });

  const allowed = new Set(EDGES.map(([state, act]) => `${state}/${act}`));
  const others = CASE_STATES.flatMap((state) =>
    ACT_NAMES.filter((act) => !allowed.has(`${state}/${act}`)).map((act) => [state, act] as const),
  );

  it.each(others)('in %s has no %s, says so in Chinese, and changes nothing', (state, act) => {
    const before = foldLog(logOf(WAY_TO[state]));
    const log = logOf([...WAY_TO[state], act]);
    const after = foldLog(log);
    const verdict = after.refused.get(log.at(-1)?.id ?? '');
    expect([after.state, after.context.returns, verdict?.why]).toEqual([state, before.context.returns, 'notNow']);
    expect(verdict === undefined ? '' : explainVerdict(act, verdict).why).toMatch(
      new RegExp(`[一-鿿]，现在不能${actOf(act).label}$`, 'u'),
    );
  });

  it.each(ACT_NAMES)('lets only the posts of the catalogue do %s', (act) => {
    const from = EDGES.find(([, edge]) => edge === act)?.[0] ?? 'draft';
    const log = logOf(WAY_TO[from]);
    const fold = foldLog(log);
    const outcome = ROLES.filter((role) => {
      const person = role === 'gridWorker' ? PEOPLE.gridWorker : PEOPLE[STEPS[act].by];
      const user = { ...person, posts: aUser(role).posts };
      return judgeNext(fold, anEntry(user, act, STEPS[act].data(), log.at(-1) ?? null)) === null;
    });
    expect([...outcome].sort()).toEqual([...actOf(act).roles].sort());
  });
});

describe('what an act requires', () => {
  const judge = (state: CaseState, act: Act, data: Readonly<Record<string, unknown>>, user = PEOPLE[STEPS[act].by]) => {
    const log = logOf(WAY_TO[state]);
    return judgeNext(foldLog(log), anEntry(user, act, data, log.at(-1) ?? null))?.why ?? null;
  };

  it.each(ACT_NAMES.filter((act) => actOf(act).requires.includes('reason')))(
    '%s wants a written reason, not blanks',
    (act) => {
      const state = EDGES.find(([, edge]) => edge === act)?.[0] ?? 'draft';
      expect([judge(state, act, { reason: '  ' }), judge(state, act, { reason: '有理由' })]).toEqual(['reason', null]);
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
    expect([...FINAL_STATES].map((state) => projectFold(foldLog(logOf(WAY_TO[state])))?.holder)).toEqual([
      null,
      null,
      null,
    ]);
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
    for (const [from, act] of EDGES) {
      const { key, roles } = actOf(act);
      if (from !== state || key === undefined) continue;
      for (const role of roles) keys.set(`${role}/${key}`, [...(keys.get(`${role}/${key}`) ?? []), act]);
    }
    expect([...keys.values()].filter((acts) => acts.length > 1)).toEqual([]);
  }
  expect(Object.keys(ACTS)).toHaveLength(ACT_NAMES.length);
});
