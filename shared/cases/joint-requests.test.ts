import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCase } from '../testing/builders.ts';
import { entryOn, logOf, PEOPLE, WAY_TO, type Told } from '../testing/lifecycle.ts';
import { foldLog, foldMore, judgeNext, projectFold } from './fold.ts';
import { actsFor } from './legal-acts.ts';
import { mergeLogs } from './merge.ts';
import { handlingDueMs, wasHandledLate } from './overdue.ts';
import { queuedCase, queuesOf } from './queues.ts';
import { NATIONAL_ONLY } from './rulebook.ts';
import { withWhatIsDue } from './timers.ts';

const colleague = (act: Exclude<Told, object>, hours?: number): Told => ({
  act,
  by: 'colleague',
  ...(hours === undefined ? {} : { hours }),
});
const signed: readonly Told[] = [...WAY_TO.joint, 'sign', colleague('sign')];
const partsOf = (told: readonly Told[]) => projectFold(foldLog(logOf(told)))?.parts ?? [];
const whys = (told: readonly Told[]) => [...foldLog(logOf(told)).refused.values()].map(({ why }) => why);
const granted: readonly Told[] = ['requestExtension', 'approve'];
const rests: readonly Told[] = [...signed, 'requestSuspension', 'approve'];
const END = '2027-03-31T16:00:00.000Z';

describe('more time for one part', () => {
  it('adds a limit to its clock, counted for it alone, and none to the others', () => {
    const [before, after] = [partsOf(signed), partsOf([...signed, ...granted])];
    const hours = (place: number) => (after[place]?.dueSpan?.ms ?? 0) / (before[place]?.dueSpan?.ms ?? 1);
    expect([hours(0), after[0]?.extensions, hours(1), after[1]?.extensions]).toEqual([2, 1, 1, undefined]);
  });

  it('is granted at most twice for each part, and not once its own time is over', () => {
    expect(whys([...signed, ...granted, ...granted, 'requestExtension'])).toEqual(['extensionsLeft']);
    expect(whys([...signed, ...granted, ...granted, colleague('requestExtension'), 'approve'])).toEqual([]);
    expect(whys([...signed, colleague('requestExtension', 96)])).toEqual(['inTime']);
    expect(whys([...WAY_TO.joint, 'requestExtension'])).toEqual(['partTurn']);
  });

  it('moves the whole with it, so that it is not over before its parts', () => {
    const whole = (told: readonly Told[]) => {
      const { path, context, rules } = foldLog(logOf(told));
      return new Date(handlingDueMs(path, context.standard?.limit ?? null, rules) ?? 0).toISOString();
    };
    const extended = [...signed, ...granted];
    expect([whole(signed), whole(extended)]).toEqual([partsOf(signed)[0]?.dueAt, partsOf(extended)[0]?.dueAt]);
    // The other's one lies within what the whole has been given already.
    expect(whole([...extended, colleague('requestExtension'), 'approve'])).toBe(whole(extended));
    // Lists show what runs out first: the part that was given none.
    expect(projectFold(foldLog(logOf(extended)))?.dueAt).toBe(partsOf(signed)[1]?.dueAt);
  });
});

describe('two requests at once', () => {
  const both: readonly Told[] = [...signed, 'requestExtension', colleague('requestSuspension')];

  it('are decided each for itself, by its name; what is gone is not decided on', () => {
    const log = logOf(both);
    const [roads, green] = log.slice(-2).map(({ id }) => id);
    const decide = (request: string | undefined) => ({ act: 'approve', data: { request } }) as const;
    const fold = foldMore(foldLog(log), [entryOn(log, decide(green))]);
    expect(fold.context.parts.map(({ state, request }) => [state, request?.kind])).toEqual([
      ['handling', 'extension'],
      ['suspended', undefined],
    ]);
    expect(projectFold(fold)?.request).toMatchObject({ kind: 'extension', entry: roads, part: 'dept:roads' });
    expect(judgeNext(fold, entryOn(log, decide(green)))?.why).toBe('requestNamed');
    expect(judgeNext(fold, entryOn(log, { act: 'cancelRequest', by: 'colleague' }))?.why).toBe('requester');
  });

  it('a word about one that was taken back and asked anew does not grant the new one, seen by nobody', () => {
    const log = logOf([...WAY_TO.handling, 'requestSuspension']);
    const seen = { act: 'approve', data: { request: log.at(-1)?.id } } as const;
    const anew = [...log, entryOn(log, 'cancelRequest')];
    const asked = [...anew, entryOn(anew, { act: 'requestSuspension', data: { reason: '再等', until: '2027-11-01' } })];
    expect(judgeNext(foldLog(log), entryOn(log, seen))).toBeNull();
    expect(judgeNext(foldLog(asked), entryOn(asked, seen))?.why).toBe('requestNamed');
  });

  it('are offered to whoever may decide or take back, and to nobody else', () => {
    const document = aCase(logOf(both));
    const offered = (who: keyof typeof PEOPLE) =>
      actsFor(PEOPLE[who], document, document.changedAt)
        .offered.map(({ act }) => act)
        .filter((act) => /equest|approve|decline/.test(act));
    expect([offered('dispatcher'), offered('department'), offered('colleague')]).toEqual([
      ['approve', 'decline'],
      ['cancelRequest'],
      ['cancelRequest'],
    ]);
    expect(queuesOf(PEOPLE.dispatcher, queuedCase(document))).toContain('decide');
  });

  it('end with the handling', () => {
    expect(projectFold(foldLog(logOf([...both, 'forceClose'])))?.request).toBeUndefined();
    const optional: readonly Told[] = [...signed, 'sendPart', 'requestExtension', 'finish', colleague('finish')];
    expect(foldLog(logOf(optional)).context.parts.every(({ request }) => request === null)).toBe(true);
  });
});

describe('a part that rests', () => {
  it('does nothing, has no clock, waits for nobody, and holds the whole up', () => {
    const document = aCase(logOf(rests));
    expect(document.parts?.map(({ state, suspendedUntil, dueAt }) => [state, suspendedUntil, typeof dueAt])).toEqual([
      ['suspended', END, 'undefined'],
      ['handling', undefined, 'string'],
    ]);
    // Lists show the clock that still runs: the other's.
    expect([document.state, document.dueAt, document.suspendedUntil]).toEqual([
      'joint',
      document.parts?.[1]?.dueAt,
      END,
    ]);
    expect(aCase(logOf([...rests, colleague('finish')])).dueAt).toBeUndefined();
    for (const act of ['finish', 'returnToDispatch', 'requestExtension', 'sign'] as const)
      expect(whys([...rests, act])).toEqual(['partTurn']);
    expect(queuesOf(PEOPLE.department, queuedCase(document))).toEqual(['all']);
    expect(queuesOf(PEOPLE.colleague, queuedCase(document))).toContain('mine');
    expect(whys([...rests, colleague('finish'), 'endJoint'])).toEqual(['partsDone']);
  });

  it('goes on by itself on its day with the time that was left, once, whichever server wakes it', () => {
    const document = aCase(logOf(rests).map((entry, place) => ({ ...entry, stamp: { seq: place + 1, at: entry.at } })));
    expect([document.wakeAt, withWhatIsDue(document, Date.parse(END) - 1, NATIONAL_ONLY)]).toEqual([END, null]);
    const [early, late] = [1, 900_000].map((ms) => withWhatIsDue(document, Date.parse(END) + ms, NATIONAL_ONLY));
    const merged = foldLog(mergeLogs(early?.log ?? [], late?.log ?? []));
    expect(merged.context.parts.map(({ state, suspension }) => [state, suspension])).toEqual([
      ['handling', null],
      ['handling', null],
    ]);
    expect([merged.refused.size, merged.path.at(-1)?.state, early?.suspendedUntil]).toEqual([0, 'joint', undefined]);
    // A second rest is not to be had.
    const again = entryOn(early?.log ?? [], {
      act: 'requestSuspension',
      data: { reason: '再等', until: '2027-05-01' },
    });
    expect(judgeNext(merged, { ...again, at: END })?.why).toBe('suspensionsLeft');
  });

  it('two that rest until one day wake both', () => {
    const both: readonly Told[] = [...rests, colleague('requestSuspension'), 'approve'];
    const woken = withWhatIsDue(aCase(logOf(both)), Date.parse(END), NATIONAL_ONLY);
    expect(woken?.parts?.map(({ state }) => state)).toEqual(['handling', 'handling']);
  });
});

it('the whole is late only where an obligatory part is', () => {
  const step = fc.record({
    what: fc.constantFrom('more', 'rest', 'wait', 'finish' as const),
    by: fc.constantFrom('department', 'colleague' as const),
    hours: fc.integer({ min: 0, max: 30 }),
  });
  let [lateWholes, rested] = [0, 0];
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { minLength: 2, maxLength: 7 }), (isOneDone, steps) => {
      const begun = isOneDone ? [...signed, colleague('finish')] : signed;
      const told = steps.flatMap(({ what, by, hours }): readonly Told[] => {
        const data = { part: by === 'department' ? 'dept:roads' : 'dept:green' };
        if (what === 'more') return [{ act: 'requestExtension', by, hours }, 'approve'];
        if (what === 'rest') return [{ act: 'requestSuspension', by }, 'approve', { act: 'resume', hours, data }];
        return [what === 'wait' ? { act: 'note', hours } : { act: 'finish', by, hours }];
      });
      const fold = foldLog(logOf([...begun, ...told, { act: 'finish', hours: 1 }, colleague('finish')]));
      if (fold.state !== 'feedback') return;
      const isLate = wasHandledLate(fold.path, fold.context.standard?.limit ?? null, fold.rules);
      const parts = projectFold(fold)?.parts ?? [];
      if (isLate) lateWholes += 1;
      if (fold.context.parts.some(({ suspensions }) => suspensions > 0)) rested += 1;
      expect(!isLate || parts.some(({ inTime }) => inTime === false)).toBe(true);
    }),
    { numRuns: 80, seed: 6 },
  );
  expect([lateWholes > 5, rested > 20]).toEqual([true, true]);
});
