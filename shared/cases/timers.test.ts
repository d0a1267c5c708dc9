import { describe, expect, it } from 'vitest';
import { aCase } from '../testing/builders.ts';
import { logOf, WAY_TO } from '../testing/lifecycle.ts';
import { foldLog, projectFold } from './fold.ts';
import { mergeLogs } from './merge.ts';
import { NATIONAL_ONLY, NATIONAL_RULEBOOK, type Rulebooks } from './rulebook.ts';
import { withWhatIsDue } from './timers.ts';

const END = '2027-03-31T16:00:00.000Z';
/** As the server holds them. */
const resting = aCase(
  logOf(WAY_TO.suspended).map((entry, place) => ({ ...entry, stamp: { seq: place + 1, at: entry.at } })),
);

describe('what comes due by itself', () => {
  it('ends a rest at its last midnight, not a moment before, and once', () => {
    expect([resting.wakeAt, withWhatIsDue(resting, Date.parse(END) - 1, NATIONAL_ONLY)]).toEqual([END, null]);
    const awake = withWhatIsDue(resting, Date.parse(END) + 60_000, NATIONAL_ONLY);
    expect([awake?.state, awake?.wakeAt, awake?.suspendedUntil, awake?.log.at(-1)?.at]).toEqual([
      'handling',
      undefined,
      undefined,
      END,
    ]);
    expect(awake === null ? null : withWhatIsDue(awake, Date.parse(END) + 120_000, NATIONAL_ONLY)).toBeNull();
  });

  it('is one entry, however many servers write it, whenever', () => {
    const [early, late] = [5_000, 900_000].map((ms) => withWhatIsDue(resting, Date.parse(END) + ms, NATIONAL_ONLY));
    const [one, other] = [early?.log ?? [], late?.log ?? []];
    const merged = mergeLogs(one, other);
    expect([merged.length, mergeLogs(other, one)]).toEqual([resting.log.length + 1, merged]);
    expect(foldLog(merged).state).toBe('handling');
    expect(merged.at(-1)?.stamp?.at).toBe(new Date(Date.parse(END) + 5_000).toISOString());
  });

  it('ends a claim with its lease', () => {
    const claimed = aCase(logOf(['report', 'claim']));
    const until = claimed.claim?.until ?? '';
    expect(claimed.wakeAt).toBe(until);
    const free = withWhatIsDue(claimed, Date.parse(until), NATIONAL_ONLY);
    expect([free?.claim, free?.state, free?.log.at(-1)?.act]).toEqual([undefined, 'reported', 'leaseEnd']);
  });

  it('sends an overdue handling up, where the rules say so, and only once', () => {
    const strict: Rulebooks = () => ({ ...NATIONAL_RULEBOOK, escalateOverdue: true });
    const log = logOf(WAY_TO.handling);
    const document = { ...aCase(log), ...projectFold(foldLog(log, strict)) };
    const dueMs = Date.parse(document.dueAt ?? '');
    expect(withWhatIsDue(document, dueMs, strict)).toBeNull();
    const up = withWhatIsDue(document, dueMs + 1, strict);
    expect([typeof up?.escalatedAt, up?.log.at(-1)?.act, up?.state]).toEqual(['string', 'escalateOverdue', 'handling']);
    expect(up === null ? null : withWhatIsDue(up, dueMs + 9_000_000, strict)).toBeNull();
    expect(withWhatIsDue(document, dueMs + 1, NATIONAL_ONLY)).toBeNull();
  });
});
