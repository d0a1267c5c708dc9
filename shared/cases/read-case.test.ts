import { describe, expect, it } from 'vitest';
import type { CaseDocument, LogEntry } from '../domain/case.ts';
import { aCase, aFinding, aStandard } from '../testing/builders.ts';
import { entryOn, logOf, PEOPLE, WAY_TO } from '../testing/lifecycle.ts';
import { foldLog, judgeNext, projectFold } from './fold.ts';
import { readCase } from './read-case.ts';

/* Cases of a newer version, with words that this one has never heard. */

const stamped = (log: readonly LogEntry[]): LogEntry[] =>
  log.map((entry, place) => ({ ...entry, stamp: { seq: place + 1, at: entry.at } }));
const newer = (document: CaseDocument, said: object): unknown => JSON.parse(JSON.stringify({ ...document, ...said }));
const handling = aCase(stamped(logOf(WAY_TO.handling)));

describe('a case of a newer version', () => {
  it('is kept whole: derived fields in words unknown here are what this version makes of the log', () => {
    const holder = { role: 'buildingLead' };
    const read = readCase(
      newer(handling, { state: 'mediating', dueClock: 'mediate', holder, changedAt: '2026-11-29T00:00:00.000Z' }),
    );
    expect([read?.state, read?.dueClock, read?.holder]).toEqual(['handling', handling.dueClock, handling.holder]);
    // What it does know stays the centre's.
    expect([read?.changedAt, read?.log]).toEqual(['2026-11-29T00:00:00.000Z', handling.log]);
  });

  it('that was begun by a channel and on a ground unknown here has its beginning, its photos and its author', () => {
    const [begun] = logOf(['report']);
    const finding = { ...aFinding(), channel: 'sensor', place: { ...aFinding().place, source: 'beidou' } };
    const by = { ...begun?.by, post: { ...begun?.by.post, role: 'buildingLead' } };
    const log = stamped([{ ...begun, data: { ...begun?.data, finding }, by } as unknown as LogEntry]);
    const shown = { finding, reporter: by, log };
    const read = readCase(newer(aCase(logOf(['report'])), shown));
    expect(read).toMatchObject({ state: 'reported', finding: { channel: 'sensor' }, log: [{ by }] });
  });

  it('opened by a limit of a unit unknown here folds on, without a clock for it', () => {
    const log = logOf(WAY_TO.pendingOpen);
    const standard = { ...aStandard, limit: { amount: 2, unit: 'tide' } };
    const fold = foldLog(stamped([...log, entryOn(log, { act: 'open', data: { standard } })]));
    expect([fold.state, projectFold(fold)?.dueClock]).toEqual(['pendingDispatch', 'dispatch']);
  });

  it('is not mistaken for a ruin, nor a ruin for one', () => {
    for (const ruin of [{ state: 7 }, { log: [] }, { finding: null }, { scope: '' }, { photos: 'none' }])
      expect(readCase(newer(handling, ruin))).toBeNull();
  });
});

it('a word that nobody has stamped is no word: a fresh entry is judged as ever', () => {
  const entry = entryOn([], { act: 'report', data: { finding: { ...aFinding(), channel: 'sensor' } } });
  expect(judgeNext(foldLog([]), entry)?.why).toBe('malformed');
  const role = {
    ...entryOn([], 'report'),
    by: { ...PEOPLE.gridWorker, name: 'x', post: { role: 'buildingLead', scope: '3' } },
  };
  expect(judgeNext(foldLog([]), role as unknown as LogEntry)?.why).toBe('role');
});
