import { describe, expect, it } from 'vitest';
import type { CaseDocument, LogEntry } from '../domain/case.ts';
import type { User } from '../domain/staff.ts';
import { assert } from '../lib/assert.ts';
import { aCase, aFinding, anEntry, aUser, OTHER_GRID, START_MS } from '../testing/builders.ts';
import { logOf, PEOPLE, STEPS, WAY_TO, type Told } from '../testing/lifecycle.ts';
import type { Act } from './acts.ts';
import { foldLog } from './fold.ts';
import { receiveCase } from './receive.ts';

const LATER = START_MS + 24 * 3_600_000;

/** The document as the server holds it after these acts, each pushed by its own person. */
function stored(acts: readonly Told[]): CaseDocument {
  const log = logOf(acts);
  let document: CaseDocument | null = null;
  for (const [index, entry] of log.entries()) {
    const author = Object.values(PEOPLE).find(({ id }) => id === entry.by.id);
    assert(author !== undefined, 'somebody wrote it');
    const outcome = receiveCase(document, aCase(log.slice(0, index + 1)), author, LATER + index);
    assert(outcome.ok, 'a legal step is received');
    document = outcome.value.document;
  }
  assert(document !== null, 'at least one act');
  return document;
}

const withEntry = (document: CaseDocument, ...entries: LogEntry[]): CaseDocument => ({
  ...document,
  log: [...document.log, ...entries],
});
const last = (document: CaseDocument): LogEntry | null => document.log.at(-1) ?? null;
const next = (document: CaseDocument, user: User, act: Act, data = STEPS[act].data()): LogEntry =>
  anEntry(user, act, data, last(document));

describe('receiving a pushed case', () => {
  it('does the same thing once, however often it is told', () => {
    const pushed = aCase(logOf(['report']));
    const first = receiveCase(null, pushed, PEOPLE.gridWorker, LATER);
    assert(first.ok, 'taken');
    const again = receiveCase(first.value.document, pushed, PEOPLE.gridWorker, LATER + 5000);
    assert(again.ok, 'taken again');
    expect([again.value.stamped, again.value.document]).toEqual([[], first.value.document]);
  });

  it('keeps its own copy of an entry that somebody pushes back altered', () => {
    const document = stored(['report']);
    const forged = {
      ...document,
      log: document.log.map((entry) => ({ ...entry, data: { finding: aFinding({ description: '改过' }) } })),
    };
    const outcome = receiveCase(document, forged, PEOPLE.communityClerk, LATER);
    expect(outcome.ok && outcome.value.document.finding.description).toBe(document.finding.description);
  });

  it('names the author of a step as his account does, whatever he calls himself', () => {
    const document = stored(['report']);
    const step = next(document, PEOPLE.communityClerk, 'accept');
    const forged = { ...step, by: { ...step.by, name: '书记' } };
    const outcome = receiveCase(document, withEntry(document, forged), PEOPLE.communityClerk, LATER);
    assert(outcome.ok, 'taken');
    expect(outcome.value.document.log.at(-1)).toMatchObject({ id: step.id, by: step.by });
    const again = receiveCase(outcome.value.document, withEntry(document, forged), PEOPLE.communityClerk, LATER);
    expect(again.ok && [again.value.stamped, again.value.document]).toEqual([[], outcome.value.document]);
  });

  it('takes no entry away when a push leaves it out', () => {
    const document = stored(['report', 'accept']);
    const outcome = receiveCase(document, { ...document, log: document.log.slice(0, 1) }, PEOPLE.gridWorker, LATER);
    expect(outcome.ok && outcome.value.document.log).toHaveLength(2);
  });

  it('ignores a stamp that a client invents, and that its rules were put right', () => {
    const rulesPut = { named: 9, code: 'none', why: '没有这一版' };
    const pushed = aCase(logOf(['report']).map((entry) => ({ ...entry, rulesPut, stamp: { seq: 77, at: entry.at } })));
    const outcome = receiveCase(null, pushed, PEOPLE.gridWorker, LATER);
    const entry = outcome.ok ? outcome.value.document.log[0] : undefined;
    expect(entry?.stamp).toEqual({ seq: 1, at: new Date(LATER).toISOString() });
    expect(entry).not.toHaveProperty('rulesPut');
  });

  it('writes the state from the log, whatever the client says it is', () => {
    const outcome = receiveCase(
      null,
      { ...aCase(logOf(['report'])), state: 'closed', scope: OTHER_GRID, audience: ['dept:roads'] },
      PEOPLE.gridWorker,
      LATER,
    );
    assert(outcome.ok, 'taken');
    expect([
      outcome.value.document.state,
      outcome.value.document.scope,
      outcome.value.document.audience.includes('dept:roads'),
    ]).toEqual(['reported', aFinding().place.gridCode, false]);
  });

  it('keeps the second of two moves made offline at once, without effect, and tells why', () => {
    const document = stored(['report']);
    const colleague = aUser('communityClerk');
    const mine = receiveCase(
      document,
      withEntry(document, next(document, PEOPLE.communityClerk, 'accept')),
      PEOPLE.communityClerk,
      LATER,
    );
    assert(mine.ok, 'the first is taken');
    const theirs = next(document, colleague, 'void');
    const outcome = receiveCase(mine.value.document, withEntry(document, theirs), colleague, LATER);
    assert(outcome.ok, 'the second was legal when made, so it is taken');
    expect(outcome.value.document.state).toBe('void');
    const third = next(document, colleague, 'reject');
    const late = receiveCase(outcome.value.document, withEntry(document, third), colleague, LATER);
    assert(late.ok, 'so is the third');
    expect([late.value.document.state, foldLog(late.value.document.log).refused.get(third.id)?.why]).toEqual([
      'void',
      'notNow',
    ]);
  });

  it('keeps a whole offline run whose first step a colleague beat to it, without effect', () => {
    const document = stored(WAY_TO.pendingSign);
    const colleague = { ...aUser('department'), displayName: '同事' };
    const sign = next(document, PEOPLE.department, 'sign');
    const finish = anEntry(PEOPLE.department, 'finish', STEPS.finish.data(), sign);
    const theirs = next(document, colleague, 'returnToDispatch');
    const first = receiveCase(document, withEntry(document, theirs), colleague, LATER);
    assert(first.ok, 'the colleague came first');
    const outcome = receiveCase(first.value.document, withEntry(document, sign, finish), PEOPLE.department, LATER);
    assert(outcome.ok, 'both steps were legal when made');
    const refused = foldLog(outcome.value.document.log).refused;
    expect([outcome.value.document.state, refused.has(sign.id), refused.has(finish.id)]).toEqual([
      'pendingDispatch',
      true,
      true,
    ]);
  });

  it('refuses a move that was not legal when made', () => {
    const document = stored(['report']);
    const outcome = receiveCase(
      document,
      withEntry(document, next(document, PEOPLE.streetClerk, 'close')),
      PEOPLE.streetClerk,
      LATER,
    );
    expect(outcome.ok ? null : [outcome.reason.code, outcome.reason.why, outcome.reason.fix.length > 0]).toEqual([
      'not-legal',
      '这件还没有受理，现在不能结案',
      true,
    ]);
  });

  it.each([
    ['somebody else’s', aUser('communityClerk'), PEOPLE.communityClerk, 'not-yours'],
    [
      'a post the person does not hold',
      PEOPLE.gridWorker,
      { ...PEOPLE.communityClerk, id: PEOPLE.gridWorker.id },
      'not-yours',
    ],
  ])('refuses an entry in %s name', (_, session, author, code) => {
    const document = stored(['report']);
    const outcome = receiveCase(document, withEntry(document, next(document, author, 'accept')), session, LATER);
    expect(outcome.ok ? null : outcome.reason.code).toBe(code);
  });

  it('refuses a time ahead of the server, and takes any behind it', () => {
    const ahead = aCase([
      anEntry(PEOPLE.gridWorker, 'report', STEPS.report.data(), null, {
        at: new Date(LATER + 3_600_000).toISOString(),
      }),
    ]);
    const behind = aCase([
      anEntry(PEOPLE.gridWorker, 'report', STEPS.report.data(), null, { at: '2023-01-01T00:00:00.000Z' }),
    ]);
    const [first, second] = [ahead, behind].map((pushed) => receiveCase(null, pushed, PEOPLE.gridWorker, LATER));
    expect([first?.ok, second?.ok]).toEqual([false, true]);
  });

  it('waits for what an entry answers', () => {
    const document = stored(['report']);
    const orphan = { ...next(document, PEOPLE.communityClerk, 'accept'), after: 'never-seen' };
    const outcome = receiveCase(document, withEntry(document, orphan), PEOPLE.communityClerk, LATER);
    expect(outcome.ok ? null : outcome.reason.code).toBe('missing-predecessor');
  });

  it('takes a whole afternoon of one person at once, in order', () => {
    const document = stored(WAY_TO.pendingSign);
    const sign = next(document, PEOPLE.department, 'sign');
    const finish = anEntry(PEOPLE.department, 'finish', STEPS.finish.data(), sign);
    const outcome = receiveCase(document, withEntry(document, finish, sign), PEOPLE.department, LATER);
    assert(outcome.ok, 'taken');
    expect([outcome.value.document.state, outcome.value.stamped]).toEqual(['feedback', [sign.id, finish.id]]);
  });

  it('keeps fields that a newer version added', () => {
    const outcome = receiveCase(null, { ...aCase(logOf(['report'])), weather: '小雨' }, PEOPLE.gridWorker, LATER);
    expect(outcome.ok && outcome.value.document['weather']).toBe('小雨');
  });

  it('does not take a case without a report', () => {
    const log = [anEntry(PEOPLE.gridWorker, 'suspend', {})];
    const outcome = receiveCase(null, { ...aCase(logOf(['report'])), log }, PEOPLE.gridWorker, LATER);
    expect(outcome.ok ? null : outcome.reason.code).toBe('begins-nowhere');
  });
});
