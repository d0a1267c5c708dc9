import { describe, expect, it } from 'vitest';
import { CASE_STATES, FINAL_STATES, type CaseState } from '../domain/case.ts';
import { ROLES } from '../domain/roles.ts';
import { aFinding, anEntry, aPhoto, aStandard, aUser, OTHER_GRID } from '../testing/builders.ts';
import { entryOn, logOf, PEOPLE, STEPS, toldAct, WAY_TO, type Told } from '../testing/lifecycle.ts';
import { ACT_NAMES, ACTS, actOf, type Act } from './acts.ts';
import { foldLog, foldMore, judgeNext, projectFold } from './fold.ts';
import { explainVerdict } from './refusals.ts';

/** Every edge of the lifecycle, from DOMAIN §3.2: [state, act, next state, what happened before it in that state]. What is not here must be refused. */
type Edge = readonly [from: CaseState, act: Told, to: CaseState, before?: readonly Told[]];

const POOLED: readonly CaseState[] = ['reported', 'pendingOpen'];
const COMMANDED: readonly CaseState[] = [
  'pendingDispatch',
  'pendingSign',
  'handling',
  'joint',
  'handled',
  'feedback',
  'checking',
  'rework',
  'pendingClose',
];
const OVER: readonly CaseState[] = ['closed', 'forceClosed', 'visited'];
const toClose = (state: CaseState): Edge[] => [
  [state, 'reopenClosed', 'pendingDispatch'],
  [state, 'appeal', state],
  [state, 'approve', state, ['appeal']],
  [state, 'decline', state, ['appeal']],
  [state, 'cancelRequest', state, ['appeal']],
];

const JOINTLY: readonly Told[] = ['sign', 'finish', { act: 'sign', by: 'colleague' }];
const EDGES: readonly Edge[] = [
  ['draft', 'report', 'reported'],
  ['draft', 'selfHandle', 'selfHandled'],
  ['reported', 'accept', 'pendingOpen'],
  ['selfHandled', 'confirmSelfHandled', 'closed'],
  ['selfHandled', 'refuseSelfHandled', 'reported'],
  ...POOLED.flatMap((state): Edge[] => [
    [state, 'sendToVerify', 'verifying'],
    [state, 'reject', 'rejected'],
    [state, 'merge', 'merged'],
    [state, 'void', 'void'],
  ]),
  ...[...POOLED, 'selfHandled' as const, 'verifying' as const].map((state): Edge => [state, 'correct', state]),
  ...[...POOLED, 'pendingDispatch' as const].flatMap((state): Edge[] => {
    const by = state === 'pendingDispatch' ? 'dispatcher' : 'communityClerk';
    return [
      [state, { act: 'claim', by }, state],
      [state, { act: 'release', by }, state, [{ act: 'claim', by }]],
      [state, 'leaseEnd', state, [{ act: 'claim', by }]],
    ];
  }),
  ['verifying', 'verify', 'pendingOpen'],
  ['verifying', 'recallVerify', 'pendingOpen'],
  ['pendingOpen', 'open', 'pendingDispatch'],
  ['pendingOpen', 'returnToIntake', 'reported'],
  ['merged', 'unmerge', 'reported'],
  ['pendingDispatch', 'dispatch', 'pendingSign'],
  ['pendingDispatch', 'dispatchByRule', 'pendingSign'],
  ['pendingDispatch', 'returnToAcceptor', 'pendingOpen'],
  ['pendingSign', 'sign', 'handling'],
  ['pendingSign', 'withdraw', 'pendingDispatch'],
  ['pendingSign', 'returnToDispatch', 'pendingDispatch'],
  ['handling', 'assign', 'handling'],
  ['handling', 'withdrawAssignment', 'handling', ['assign']],
  ['handling', 'finish', 'feedback'],
  ['handling', { act: 'finish', by: 'handler' }, 'handled', ['assign']],
  ['handling', 'returnToDispatch', 'pendingDispatch'],
  ['handling', 'requestExtension', 'handling'],
  ['handling', 'requestSuspension', 'handling'],
  ['handling', 'approve', 'handling', ['requestExtension']],
  ['handling', 'approve', 'suspended', ['requestSuspension']],
  ['handling', 'decline', 'handling', ['requestSuspension']],
  ['handling', 'cancelRequest', 'handling', ['requestExtension']],
  ['pendingDispatch', 'dispatchJointly', 'joint'],
  ['joint', 'sign', 'joint'],
  ['joint', 'finish', 'joint', ['sign']],
  ['joint', { act: 'finish', by: 'colleague' }, 'feedback', JOINTLY],
  ['joint', 'returnToDispatch', 'joint'],
  ['joint', 'returnToDispatch', 'pendingDispatch', [{ act: 'returnToDispatch', by: 'colleague' }]],
  ['joint', 'sendPart', 'joint'],
  ['joint', 'endJoint', 'feedback', ['sign', 'finish', { act: 'returnToDispatch', by: 'colleague' }]],
  ['joint', 'withdraw', 'pendingDispatch'],
  ['suspended', 'resume', 'handling'],
  ['handled', 'confirmHandled', 'feedback'],
  ['handled', 'sendBackHandled', 'handling'],
  ['feedback', 'startCheck', 'checking'],
  ['feedback', 'passCheck', 'pendingClose'],
  ['feedback', 'failCheck', 'rework'],
  ['checking', 'passCheck', 'pendingClose'],
  ['checking', 'failCheck', 'rework'],
  ['rework', 'startRework', 'handling'],
  ['rework', 'returnToDispatch', 'pendingDispatch'],
  ['pendingClose', 'close', 'closed'],
  ['pendingClose', 'recheck', 'feedback'],
  ['closed', 'visit', 'visited'],
  ['forceClosed', 'visit', 'visited'],
  ['rejected', 'reopen', 'pendingOpen'],
  ...COMMANDED.flatMap((state): Edge[] => [
    [state, 'blowWhistle', state],
    [state, 'arrive', state, ['blowWhistle']],
    [state, 'endWhistle', state, ['blowWhistle']],
    [state, 'escalate', state],
    [state, 'escalateOverdue', state],
    [state, 'forceClose', 'forceClosed'],
  ]),
  ...[...COMMANDED, ...POOLED, 'verifying' as const].flatMap((state): Edge[] => [
    [state, 'supervise', state],
    [state, 'answerSupervision', state, ['supervise']],
  ]),
  ...OVER.flatMap(toClose),
  ...CASE_STATES.filter((state) => state !== 'draft').map((state): Edge => [state, 'note', state]),
];
/** Edges whose requirement hangs on the clock or on an earlier answer: told on their own below. */
const LATE: ReadonlySet<Act> = new Set(['appeal']);

const edgeName = ([from, act, to, before = []]: Edge): string =>
  [from, ...before.map(toldAct), toldAct(act), to].join(' ');

describe('the lifecycle', () => {
  it.each(CASE_STATES)('reaches %s', (state) => {
    const fold = foldLog(logOf(WAY_TO[state]));
    expect([fold.state, fold.refused.size]).toEqual([state, 0]);
  });

  it('goes along every edge', () => {
    for (const edge of EDGES) {
      const [from, act, to, before = []] = edge;
      if (LATE.has(toldAct(act)) || before.some((told) => LATE.has(toldAct(told)))) continue;
      const fold = foldLog(logOf([...WAY_TO[from], ...before, act]));
      expect([edgeName(edge), fold.state, ...[...fold.refused.values()].map(({ why }) => why)]).toEqual([
        edgeName(edge),
        to,
      ]);
    }
  });

  const allowed = new Set(EDGES.map(([state, act]) => `${state}/${toldAct(act)}`));
  const rare = new Set(['visited/handleAgain']);

  it.each(CASE_STATES)('in %s has nothing else, says so in Chinese, and changes nothing', (state) => {
    const log = logOf(WAY_TO[state]);
    const before = foldLog(log);
    for (const act of ACT_NAMES) {
      if (allowed.has(`${state}/${act}`) || rare.has(`${state}/${act}`)) continue;
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
    const [from, , , before = []] = EDGES.find(([, edge]) => toldAct(edge) === act) ?? ['visited', act, 'visited'];
    const log = logOf([...WAY_TO[from], ...before]);
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
    const edge = EDGES.find(([from, told]) => from === state && toldAct(told) === act);
    const log = logOf([...WAY_TO[state], ...(edge?.[3] ?? [])]);
    return judgeNext(foldLog(log), anEntry(user, act, data, log.at(-1) ?? null))?.why ?? null;
  };

  it.each(ACT_NAMES.filter((act) => actOf(act).requires.includes('reason') && !LATE.has(act) && act !== 'handleAgain'))(
    '%s wants a written reason, not blanks',
    (act) => {
      const state = EDGES.find(([, edge]) => toldAct(edge) === act)?.[0] ?? 'draft';
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
