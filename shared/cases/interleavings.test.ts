import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASE_STATES, type CaseDocument, type CaseState, type LogEntry } from '../domain/case.ts';
import { assert } from '../lib/assert.ts';
import { aCase, START_MS } from '../testing/builders.ts';
import { entryOn, logOf, PEOPLE, WAY_TO, type Told } from '../testing/lifecycle.ts';
import { ACT_NAMES, actOf, type Act } from './acts.ts';
import { foldLog, judgeNext, projectFold } from './fold.ts';
import { mergeLogs } from './merge.ts';
import { receiveCase } from './receive.ts';

const ARRIVAL_MS = START_MS + 48 * 3_600_000;
const authorOf = (entry: LogEntry) => {
  const found = Object.values(PEOPLE).find(({ id }) => id === entry.by.id);
  assert(found !== undefined, 'somebody of the story wrote it');
  return found;
};

/** A case in a state, as the server holds it. */
function storedIn(state: CaseState): CaseDocument {
  const log = logOf(WAY_TO[state]).map((entry, place) => ({ ...entry, stamp: { seq: place + 1, at: entry.at } }));
  return aCase(log);
}
/** What anybody of the story may do there, each with the words he would write. */
function possible(document: CaseDocument): readonly LogEntry[] {
  const fold = foldLog(document.log);
  return ACT_NAMES.filter((act) => act !== 'note' && !actOf(act).requires.includes('byTimer')).flatMap((act) => {
    const entry = entryOn(document.log, act);
    return judgeNext(fold, entry) === null ? [entry] : [];
  });
}
function arrives(document: CaseDocument, ...entries: readonly LogEntry[]): CaseDocument {
  let held = document;
  for (const entry of entries) {
    const outcome = receiveCase(held, { ...held, log: [...held.log, entry] }, authorOf(entry), ARRIVAL_MS);
    assert(outcome.ok, `${entry.act} was legal when it was made`);
    held = outcome.value.document;
  }
  return held;
}

/** Nothing is lost, what had no effect says why, and both sides come to the same. */
function isWhole(document: CaseDocument, made: readonly LogEntry[]): void {
  const fold = foldLog(document.log);
  expect(CASE_STATES).toContain(fold.state);
  for (const { id } of made) expect(document.log.some((entry) => entry.id === id)).toBe(true);
  const { number: _number, ...projected } = { ...projectFold(fold), number: undefined };
  expect(document).toMatchObject(projected);
  for (const entry of document.log) expect(entry.stamp).toBeDefined();
}

describe('two people at one case', () => {
  const open = CASE_STATES.filter((state) => state !== 'draft');

  it.each(open)(
    'in %s: any two acts made at once arrive in either order, are kept both, and come to one state',
    (state) => {
      const document = storedIn(state);
      const acts = possible(document);
      for (const [place, mine] of acts.entries()) {
        const first = arrives(document, mine);
        for (const theirs of acts.slice(place + 1)) {
          const whole = arrives(first, theirs);
          isWhole(whole, [mine, theirs]);
          // A client that had only its own comes to what the server has.
          const client = mergeLogs([...document.log, theirs], whole.log);
          expect(projectFold(foldLog(client))).toEqual(projectFold(foldLog(whole.log)));
          // Whoever was first had his effect.
          expect(foldLog(whole.log).refused.has(mine.id)).toBe(false);
        }
      }
    },
  );

  it('runs of two each, cut into one another in every way, lose nothing', () => {
    const runs: readonly (readonly [CaseState, readonly Told[], readonly Told[]])[] = [
      [
        'reported',
        ['claim', 'accept'],
        [
          { act: 'sendToVerify', by: 'streetClerk' },
          { act: 'recallVerify', by: 'streetClerk' },
        ],
      ],
      ['pendingOpen', ['open', 'supervise'], ['merge', 'unmerge']],
      ['pendingSign', ['sign', 'finish'], ['withdraw', 'dispatch']],
      ['handling', ['requestExtension', 'finish'], ['supervise', 'forceClose']],
      ['handling', ['assign', { act: 'finish', by: 'handler' }], ['blowWhistle', 'endWhistle']],
      ['feedback', ['startCheck', 'passCheck'], ['failCheck', 'startRework']],
      ['closed', ['visit', 'reopenClosed'], ['reopenClosed', 'dispatch']],
    ];
    for (const [state, mine, theirs] of runs) {
      const document = storedIn(state);
      const made = [mine, theirs].map((run) => {
        const log = [...document.log];
        for (const told of run) log.push(entryOn(log, told));
        return log.slice(document.log.length);
      });
      const [a = [], b = []] = made;
      for (const order of ['aabb', 'abab', 'abba', 'baab', 'baba', 'bbaa']) {
        const turns = { a: [...a], b: [...b] };
        let held = document;
        for (const who of order) {
          const entry = turns[who as 'a' | 'b'].shift();
          assert(entry !== undefined, 'two each');
          const outcome = receiveCase(held, { ...held, log: [...held.log, entry] }, authorOf(entry), ARRIVAL_MS);
          // Not legal on what its author had seen: it comes back to him, and nothing else is touched.
          if (outcome.ok) held = outcome.value.document;
          else expect(outcome.reason.why).toMatch(/[一-鿿]/);
        }
        isWhole(held, []);
      }
    }
  });

  it('any prefix of any course by anybody folds to a state, and folding on is folding all', () => {
    const act = fc.constantFrom<Act>(...ACT_NAMES);
    fc.assert(
      fc.property(fc.array(act, { minLength: 3, maxLength: 14 }), (acts) => {
        const log = logOf(['report', ...acts]);
        const fold = foldLog(log);
        expect(CASE_STATES).toContain(fold.state);
        const half = log.slice(0, Math.ceil(log.length / 2));
        expect(projectFold(foldLog(half))).not.toBeNull();
        expect(fold.refused.size + fold.path.length).toBeLessThanOrEqual(log.length + fold.context.extensions);
      }),
      { numRuns: 40 },
    );
  });
});
