import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../domain/case.ts';
import { anEntry, aStandard, aUser } from '../testing/builders.ts';
import { entryOn, logOf, PEOPLE, STEPS, WAY_TO, type Told } from '../testing/lifecycle.ts';
import { personKey } from '../domain/staff.ts';
import { ACT_NAMES, type Act } from './acts.ts';
import { foldLog, foldMore, judgeNext, projectFold } from './fold.ts';
import { NATIONAL_RULEBOOK, type Rulebooks } from './rulebook.ts';

const HOUR_MS = 3_600_000;
const whys = (told: readonly Told[]): readonly string[] =>
  [...foldLog(logOf(told)).refused.values()].map(({ why }) => why);
/** What stands against an act so many hours after the last entry of a log. */
function whyAfter(log: readonly LogEntry[], told: Told, hours: number): string | null {
  const entry = entryOn(log, told);
  const at = new Date(Date.parse(log.at(-1)?.at ?? '') + hours * HOUR_MS).toISOString();
  return judgeNext(foldLog(log), { ...entry, at })?.why ?? null;
}
const handling = WAY_TO.handling;

describe('rule 3: whoever gets a case back may not push it forward', () => {
  const FORWARD: Readonly<Partial<Record<Act, true>>> = {
    passCheck: true,
    close: true,
    finish: true,
    confirmHandled: true,
  };
  it.each([
    [['dispatch', 'returnToDispatch']],
    [['dispatch', 'withdraw']],
    [['dispatch', 'sign', 'returnToDispatch']],
  ] as const)('after %j a dispatcher can dispatch anew or return it further', (acts) => {
    const log = logOf([...WAY_TO.pendingDispatch, ...acts]);
    const fold = foldLog(log);
    const possible = ACT_NAMES.filter((act) => {
      const entry = anEntry(PEOPLE.dispatcher, act, STEPS[act].data(), log.at(-1) ?? null);
      return judgeNext(fold, entry) === null && foldMore(fold, [entry]).state !== fold.state;
    });
    expect(possible.sort()).toEqual(['dispatch', 'dispatchJointly', 'returnToAcceptor']);
    expect(possible.some((act) => FORWARD[act])).toBe(false);
  });
});

describe('rule 2: a return clears nothing', () => {
  it('keeps finding, photos, standard and every entry', () => {
    const log = logOf([...handling, 'returnToDispatch', 'returnToAcceptor', 'returnToIntake']);
    const { context, refused } = foldLog(log);
    expect([refused.size, context.returns, context.standard?.id, context.photos.length]).toEqual([
      0,
      3,
      aStandard.id,
      1,
    ]);
  });
});

describe('rule 4: the pool', () => {
  const another = aUser('communityClerk');
  const claimed = logOf(['report', 'claim']);

  it('keeps a claimed case for whoever claimed it, until the lease ends', () => {
    const theirs = anEntry(another, 'accept', {}, claimed.at(-1) ?? null);
    expect(judgeNext(foldLog(claimed), theirs)?.why).toBe('free');
    const late = new Date(Date.parse(claimed[1]?.at ?? '') + NATIONAL_RULEBOOK.limits.leaseMinutes * 60_000);
    expect(judgeNext(foldLog(claimed), { ...theirs, at: late.toISOString() })).toBeNull();
    expect(judgeNext(foldLog(claimed), { ...theirs, at: new Date(late.getTime() - 1).toISOString() })?.why).toBe(
      'free',
    );
    expect(whyAfter(claimed, 'accept', 0.1)).toBeNull();
  });

  it('gives it to the next once it is put back, by its claimant or the supervisor', () => {
    expect(judgeNext(foldLog(claimed), anEntry(another, 'release', {}, claimed.at(-1) ?? null))?.why).toBe('claimant');
    for (const by of [PEOPLE.communityClerk, PEOPLE.supervisor]) {
      const log = [...claimed, anEntry(by, 'release', {}, claimed.at(-1) ?? null)];
      expect(judgeNext(foldLog(log), anEntry(another, 'claim', {}, log.at(-1) ?? null))).toBeNull();
    }
  });

  it('ends a claim with the stage it was for', () => {
    expect(projectFold(foldLog(claimed))?.claim?.name).toBe(PEOPLE.communityClerk.displayName);
    expect(projectFold(foldLog(logOf(['report', 'claim', 'accept'])))?.claim).toBeUndefined();
  });
});

describe('rule 5: within a department', () => {
  const assigned = [...handling, 'assign'] as const;
  it('does not return a case that somebody of it is at', () => {
    expect(whys([...assigned, 'returnToDispatch'])).toEqual(['unassigned']);
    expect(whys([...assigned, 'withdrawAssignment', 'returnToDispatch'])).toEqual([]);
  });
  it('lets only him report it done, and the department confirm it', () => {
    expect(whys([...assigned, 'finish'])).toEqual(['ownAssignment']);
    const submitted = foldLog(logOf([...assigned, { act: 'finish', by: 'handler' }]));
    expect([submitted.state, projectFold(submitted)?.handler?.key]).toEqual(['handled', personKey(PEOPLE.handler.id)]);
  });
  it('takes nothing back once he has submitted', () => {
    expect(whys([...assigned, { act: 'finish', by: 'handler' }, 'withdrawAssignment'])).toEqual(['notNow']);
  });
});

describe('rule 6: more time', () => {
  const granted: readonly Told[] = ['requestExtension', 'approve'];

  it('goes from the person over the department to the dispatcher, each of them somebody else', () => {
    const asked: readonly Told[] = [...handling, 'assign', { act: 'requestExtension', by: 'handler' }];
    expect(whys([...asked, 'approve'])).toEqual(['decider']);
    expect(whys([...asked, { act: 'approve', by: 'handler' }])).toEqual(['decider']);
    const once = foldLog(logOf([...asked, { act: 'approve', by: 'department' }]));
    expect([once.context.request?.decidedBy, once.context.extensions]).toEqual(['dispatcher', 0]);
    const twice = foldLog(logOf([...asked, { act: 'approve', by: 'department' }, 'approve']));
    expect([twice.context.request, twice.context.extensions, twice.refused.size]).toEqual([null, 1, 0]);
  });

  it('skips the first level where the department itself asks', () => {
    expect(foldLog(logOf([...handling, ...granted])).context.extensions).toBe(1);
  });

  it('is given twice at most, and what was declined does not count', () => {
    const declined: readonly Told[] = ['requestExtension', 'decline'];
    expect(whys([...handling, ...declined, ...declined, ...granted, ...granted])).toEqual([]);
    expect(whys([...handling, ...granted, ...granted, 'requestExtension'])).toEqual(['extensionsLeft']);
  });

  it('is not given once the time is over, also not by an extension that came in time for less', () => {
    // 20 November 2026 is a Friday; 4 working hours from 09:04 end at 15:04 (lunch from 12 to 14).
    const log = logOf(handling);
    expect([whyAfter(log, 'requestExtension', 5.9), whyAfter(log, 'requestExtension', 6.1)]).toEqual([null, 'inTime']);
    const longer = logOf([...handling, ...granted]);
    expect([whyAfter(longer, 'requestExtension', 6.1), whyAfter(longer, 'requestExtension', 80)]).toEqual([
      null,
      'inTime',
    ]);
  });

  it('adds one original limit to the way, from the approval on', () => {
    expect(
      foldLog(logOf([...handling, ...granted]))
        .path.map(({ act, extensions }) => [act, extensions])
        .slice(-2),
    ).toEqual([
      ['sign', 0],
      ['approve', 1],
    ]);
  });
});

describe('rule 7: rest', () => {
  it('is granted once, for a year at most, from tomorrow on', () => {
    const until = (day: string): Told => ({ act: 'requestSuspension', data: { reason: '等审批', until: day } });
    for (const [day, expected] of [
      ['2026-11-20', ['withinYear']],
      ['2026-11-21', []],
      ['2027-11-20', []],
      ['2027-11-21', ['withinYear']],
    ] as const)
      expect([day, whys([...handling, until(day)])]).toEqual([day, expected]);
    expect(whys([...WAY_TO.suspended, 'resume', 'requestSuspension'])).toEqual(['suspensionsLeft']);
  });

  it('lets nothing be done meanwhile but a remark', () => {
    const log = logOf(WAY_TO.suspended);
    const fold = foldLog(log);
    for (const act of ACT_NAMES) {
      const entry = entryOn(log, act);
      const isFree = act === 'note' || act === 'resume';
      expect([act, judgeNext(fold, entry) === null]).toEqual([act, isFree]);
    }
    expect(projectFold(fold)?.suspendedUntil).toBe('2027-03-31T16:00:00.000Z');
  });

  it('is ended by the centre alone', () => {
    const log = logOf(WAY_TO.suspended);
    const forged = anEntry(aUser('systemAdmin'), 'resume', {}, log.at(-1) ?? null);
    expect(judgeNext(foldLog(log), forged)?.why).toBe('byTimer');
  });
});

describe('rule 8: who is taken off a case takes his requests with him', () => {
  it('voids his, not the department’s', () => {
    const his = foldLog(
      logOf([...handling, 'assign', { act: 'requestExtension', by: 'handler' }, 'withdrawAssignment']),
    );
    expect([his.context.request, his.refused.size]).toEqual([null, 0]);
    const theirs = foldLog(logOf([...handling, 'requestExtension', 'assign', 'withdrawAssignment']));
    expect(theirs.context.request?.kind).toBe('extension');
  });
  it('voids all with the dispatch', () => {
    expect(foldLog(logOf([...handling, 'requestExtension', 'returnToDispatch'])).context.request).toBeNull();
  });
});

describe('rule 9: an appeal', () => {
  /** Finished three days after it was signed: far beyond four working hours. */
  const lateLog = (): LogEntry[] => {
    const log = logOf(handling);
    const finish = entryOn(log, 'finish');
    log.push({ ...finish, at: new Date(Date.parse(finish.at) + 96 * HOUR_MS).toISOString() });
    for (const act of ['passCheck', 'close'] as const) log.push(entryOn(log, act));
    return log;
  };
  const further = (log: readonly LogEntry[], ...told: readonly Told[]): LogEntry[] => {
    const longer = [...log];
    for (const one of told) longer.push(entryOn(longer, one));
    return longer;
  };
  const street: Told = { act: 'approve', by: 'streetClerk' };

  it('is only for what was handled late, once', () => {
    expect(whys([...WAY_TO.closed, 'appeal'])).toEqual(['handledLate']);
    const fold = foldLog(further(lateLog(), 'appeal', 'decline', 'appeal'));
    expect([...fold.refused.values()].map(({ why }) => why)).toEqual(['notAppealed']);
  });

  it('is decided by the dispatcher, then by the street; granted, it exempts and keeps the fact', () => {
    const fold = foldLog(further(lateLog(), 'appeal', 'approve', street));
    expect([fold.refused.size, fold.state, typeof projectFold(fold)?.exemptAt]).toEqual([0, 'closed', 'string']);
    const log = lateLog();
    expect(foldLog(further(log, 'appeal', 'approve', street)).path).toEqual(foldLog(log).path);
  });
});

describe('rule 10 and the opening: what is verified on the spot first', () => {
  const strict: Rulebooks = (version) =>
    version === 2 ? { ...NATIONAL_RULEBOOK, version, verifyFirst: ['patrol'] } : NATIONAL_RULEBOOK;
  const under2 = (told: readonly Told[]): LogEntry[] =>
    logOf(told).map((entry, index) => (index === 0 ? { ...entry, rules: 2 } : entry));

  it('is not opened before somebody has been there, nor where nothing was found', () => {
    const why = (told: readonly Told[]): readonly string[] =>
      [...foldLog(under2(told), strict).refused.values()].map((verdict) => verdict.why);
    expect(why(['report', 'accept', 'open'])).toEqual(['verified']);
    expect(why(['report', 'sendToVerify', 'verify', 'open'])).toEqual([]);
    const absent: Told = { act: 'verify', data: { result: 'absent', text: '现场没有' } };
    expect(why(['report', 'sendToVerify', absent, 'open'])).toEqual(['verified']);
    const unable: Told = { act: 'verify', data: { result: 'unable', text: '大门锁着' } };
    expect(why(['report', 'sendToVerify', unable, 'open'])).toEqual([]);
    expect(why(['report', 'sendToVerify', { act: 'verify', data: { result: 'absent' } }])).toEqual([
      'wordsUnlessFound',
    ]);
  });

  it('is a rule of version 2 alone: a log that names none folds by the first', () => {
    const log = logOf(['report', 'accept', 'open']);
    expect([foldLog(log, strict).state, foldLog(under2(['report', 'accept', 'open']), strict).state]).toEqual([
      'pendingDispatch',
      'pendingOpen',
    ]);
  });

  it('is the task of whom it was given to, and addressed to him', () => {
    const worker = aUser('gridWorker', { scope: '310115005002001' });
    const log = logOf(['report', { act: 'sendToVerify', data: { worker: personKey(worker.id), workerName: '某人' } }]);
    const fold = foldLog(log);
    expect(projectFold(fold)?.audience).toContain(personKey(worker.id));
    expect(judgeNext(fold, anEntry(worker, 'verify', { result: 'exists' }, log.at(-1) ?? null))).toBeNull();
    expect(judgeNext(fold, entryOn(log, 'verify'))?.why).toBe('verifier');
  });
});

describe('a joint handling', () => {
  const colleague = (act: Act): Told => ({ act, by: 'colleague' });
  const joint = [...WAY_TO.joint, 'sign', colleague('sign')] as const;

  it('closes last: the case goes on when every obligatory part is done, whoever is first', () => {
    const ways: readonly (readonly Told[])[] = [
      [...joint, 'finish'],
      [...joint, colleague('finish')],
      [...joint, 'finish', colleague('finish')],
      [...joint, colleague('finish'), 'finish'],
    ];
    const states = ways.map((told) => foldLog(logOf(told)).state);
    expect(states).toEqual(['joint', 'joint', 'feedback', 'feedback']);
    // A part that is not obligatory is not waited for.
    expect(foldLog(logOf([...joint, 'sendPart', 'finish', colleague('finish')])).state).toBe('feedback');
  });

  it('lets every department do its own part, once', () => {
    expect(whys([...joint, 'sign'])).toEqual(['partTurn']);
    expect(whys([...joint, 'finish', 'finish'])).toEqual(['partTurn']);
    expect(whys([...WAY_TO.joint, colleague('finish')])).toEqual(['partTurn']);
    expect(whys([...joint, 'withdraw'])).toEqual(['noneSigned']);
    expect(whys([...joint, 'endJoint'])).toEqual(['partsDone']);
  });

  it('gives every part a clock of its own, and every department the case', () => {
    const log = logOf(joint);
    const late = {
      ...entryOn(log, 'finish'),
      at: new Date(Date.parse(log.at(-1)?.at ?? '') + 96 * HOUR_MS).toISOString(),
    };
    const projection = projectFold(foldLog([...log, late]));
    expect(
      projection?.parts?.map(({ department, state, inTime, dueAt }) => [department, state, inTime, typeof dueAt]),
    ).toEqual([
      ['dept:roads', 'done', false, 'undefined'],
      ['dept:green', 'handling', undefined, 'string'],
    ]);
    expect(projection?.audience).toEqual(expect.arrayContaining(['dept:roads', 'dept:green']));
  });

  it('goes back to all of its parts when the check fails', () => {
    const fold = foldLog(logOf([...joint, 'finish', colleague('finish'), 'failCheck']));
    expect([fold.state, fold.context.parts.map(({ state }) => state), fold.context.round]).toEqual([
      'joint',
      ['handling', 'handling'],
      1,
    ]);
  });

  it('wants one lead and no department twice', () => {
    const part = (key: string, isLead: boolean) => ({ key: `dept:${key}`, name: key, isLead, isRequired: true });
    for (const parts of [
      [part('a', false), part('b', false)],
      [part('a', true), part('b', true)],
      [part('a', true), part('a', false)],
    ])
      expect(whys([...WAY_TO.pendingDispatch, { act: 'dispatchJointly', data: { parts } }])).toEqual(['partsChosen']);
  });
});

describe('leading from above', () => {
  it('calls departments to the spot and notes who came when', () => {
    const called = [
      { key: 'dept:roads', name: '道路' },
      { key: 'dept:green', name: '绿化' },
    ];
    const log = logOf([
      ...WAY_TO.pendingDispatch,
      { act: 'blowWhistle', data: { reason: '塌陷', departments: called } },
      'arrive',
    ]);
    const fold = foldLog(log);
    expect(fold.context.whistle?.called.map(({ key, arrivedAt }) => [key, arrivedAt])).toEqual([
      ['dept:roads', log.at(-1)?.at],
      ['dept:green', null],
    ]);
    expect(projectFold(fold)?.audience).toEqual(expect.arrayContaining(['dept:roads', 'dept:green']));
    expect(whys([...WAY_TO.pendingDispatch, 'blowWhistle', 'arrive', 'arrive'])).toEqual(['calledHere']);
    expect(whys([...WAY_TO.pendingDispatch, 'blowWhistle', 'endWhistle', 'arrive'])).toEqual(['whistleOpen']);
  });

  it('asks for an answer, and notes it', () => {
    const answered = foldLog(logOf([...handling, 'supervise', 'answerSupervision']));
    expect(projectFold(answered)?.supervision).toMatchObject({ replyBy: '2026-11-21' });
    expect(projectFold(answered)?.supervision?.answeredAt).toBe(answered.context.changedAt);
    expect(whys([...handling, 'answerSupervision'])).toEqual(['supervisionOpen']);
  });

  it('begins again after an unhappy visit, and not after a happy one', () => {
    const unhappy: Told = { act: 'visit', data: { reached: true, solved: 'no', satisfied: 'no' } };
    const again = foldLog(logOf([...WAY_TO.closed, unhappy, 'handleAgain']));
    expect([again.state, again.context.round, projectFold(again)?.closedAt]).toEqual(['pendingDispatch', 1, undefined]);
    expect(whys([...WAY_TO.visited, 'handleAgain'])).toEqual(['unhappyVisit']);
    expect(whys([...WAY_TO.closed, 'reopenClosed', 'forceClose', 'reopenClosed'])).toEqual(['notRehandled']);
  });

  it('merges and takes the merger back, to where it stood', () => {
    for (const state of ['reported', 'pendingOpen'] as const) {
      const fold = foldLog(logOf([...WAY_TO[state], 'merge', 'unmerge']));
      expect([fold.state, fold.context.mergedInto]).toEqual([state, null]);
    }
    expect(projectFold(foldLog(logOf(WAY_TO.merged)))?.mergedInto).toMatch(/^case:/);
  });
});

it('a check that could not be made is neither passed nor failed: anybody goes again, and nothing is closed on it', () => {
  const unable = foldLog(logOf([...WAY_TO.checking, 'unableToCheck']));
  expect([unable.state, unable.context.checker, unable.context.round, unable.context.returns]).toEqual([
    'feedback',
    null,
    0,
    0,
  ]);
  expect(whys([...WAY_TO.checking, 'unableToCheck', 'close'])).toEqual(['notNow']);
  expect(foldLog(logOf([...WAY_TO.checking, 'unableToCheck', 'passCheck', 'close'])).state).toBe('closed');
});
