import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CASE_STATES, type CaseDocument, type CaseState, type LogEntry } from '../domain/case.ts';
import { assert } from '../lib/assert.ts';
import type { User } from '../domain/staff.ts';
import { aCase, anEntry, START_MS } from '../testing/builders.ts';
import { entryOn, logOf, PEOPLE, STEPS, WAY_TO } from '../testing/lifecycle.ts';
import { ACT_NAMES, actOf, type Act } from './acts.ts';
import { foldLog, foldMore, judgeNext, knowsAct, projectFold, type Fold } from './fold.ts';
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

/** So many acts in a row on either side, without contact. `INTERLEAVE=2+2` is the depth that runs in a minute: 39,552 orders, 35 s of CPU with everything around (several minutes of the clock on a machine that is busy). */
const ASKED = process.env['INTERLEAVE'];
const [MINE = 2, THEIRS = 1] = (ASKED ?? '2+1').split('+').map(Number);
/** What leads a case without moving it: the suite tries these by twos alone, above. */
const ASIDE: ReadonlySet<Act> = new Set(
  ASKED === undefined ? ['supervise', 'blowWhistle', 'endWhistle', 'arrive', 'escalate', 'answerSupervision'] : [],
);

/** What one person may do there without contact, act after act: each legal on what he has before him, with what may follow it. */
interface Run {
  readonly entry: LogEntry;
  /** What he has of the case once he has written it. */
  readonly log: readonly LogEntry[];
  readonly next: readonly Run[];
}
function runsOf(document: CaseDocument, person: User, depth: number): readonly Run[] {
  const follow = (log: readonly LogEntry[], fold: Fold, left: number): readonly Run[] =>
    left === 0
      ? []
      : ACT_NAMES.filter((act) => act !== 'note' && !ASIDE.has(act) && knowsAct(fold.state, act)).flatMap(
          (act): readonly Run[] => {
            const entry = anEntry(person, act, STEPS[act].data(), log.at(-1) ?? null);
            if (judgeNext(fold, entry) !== null) return [];
            const longer = [...log, entry];
            return [{ entry, log: longer, next: follow(longer, foldMore(fold, [entry]), left - 1) }];
          },
        );
  return follow(document.log, foldLog(document.log), depth);
}

/** Every order in which two persons' runs can arrive: each push is taken, everything in it is kept, and both come to what the server has. Answers how many there are. */
function interleave(document: CaseDocument, mine: readonly Run[], theirs: readonly Run[]): number {
  const arrive = (
    held: { readonly document: CaseDocument; readonly fold: Fold },
    run: Run,
  ): { readonly document: CaseDocument; readonly fold: Fold } => {
    const pushed = { ...document, log: [...run.log] };
    const outcome = receiveCase(held.document, pushed, authorOf(run.entry), ARRIVAL_MS, { storedFold: held.fold });
    assert(outcome.ok, `${run.entry.act} was legal when it was made`);
    const { document: now } = outcome.value;
    assert(now.log.length === held.document.log.length + 1, `${run.entry.act} is kept`);
    return outcome.value;
  };
  // Alone, whatever somebody does is what it is.
  if (mine.length === 0 || theirs.length === 0) return 0;
  let ended = 0;
  const step = (
    held: { readonly document: CaseDocument; readonly fold: Fold },
    [own, ownNext]: readonly [Run | null, readonly Run[]],
    [other, otherNext]: readonly [Run | null, readonly Run[]],
  ): void => {
    for (const run of ownNext) step(arrive(held, run), [run, run.next], [other, otherNext]);
    for (const run of otherNext) step(arrive(held, run), [own, ownNext], [run, run.next]);
    if (ownNext.length > 0 || otherNext.length > 0) return;
    ended += 1;
    const order = held.document.log.map(({ id }) => id).join(' ');
    for (const run of [own, other]) {
      if (run === null) continue;
      const client = mergeLogs(run.log, held.document.log);
      assert(client.map(({ id }) => id).join(' ') === order, `${run.entry.act}: both sides have one order`);
    }
  };
  step({ document, fold: foldLog(document.log) }, [null, mine], [null, theirs]);
  return ended;
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

let tried = 0;

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

  it.each(open)(
    `in %s: runs of ${String(MINE)} and ${String(THEIRS)}, cut into one another in every way, lose nothing`,
    (state) => {
      const document = storedIn(state);
      const persons = Object.values(PEOPLE).filter(({ id }) => id !== PEOPLE.timer.id);
      for (const [place, mine] of persons.entries()) {
        const own = runsOf(document, mine, MINE);
        for (const other of MINE === THEIRS ? persons.slice(place + 1) : persons.filter((one) => one !== mine))
          tried += interleave(document, own, runsOf(document, other, THEIRS));
      }
    },
  );
  afterAll(() => {
    const { user, system } = process.cpuUsage();
    console.log(
      `${String(MINE)}+${String(THEIRS)}：${String(tried)} 种先后，每一种都收下、都留着、两边一致，连同别的用 CPU ${((user + system) / 1e6).toFixed(0)} 秒`,
    );
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
