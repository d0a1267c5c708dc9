import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../domain/case.ts';
import { foldLog, projectFold } from './fold.ts';
import { NATIONAL_RULEBOOK, type Rulebooks } from './rulebook.ts';

/** Logs of every state that was, with the verdicts and the projection of the machine of their day (14 states, 23 acts, no rulebook). Written by that version. */
interface OldLog {
  readonly name: string;
  readonly log: readonly LogEntry[];
  readonly refused: readonly (readonly [id: string, why: string, state: string])[];
  readonly projection: Readonly<Record<string, unknown>>;
}
const file = new URL('fixtures/logs-of-form-one.json', import.meta.url);
const OLD = JSON.parse(readFileSync(file, 'utf8')) as readonly OldLog[];

/** What there was no word for then. */
const NEW_FIELDS: ReadonlySet<string> = new Set(['dueAt', 'warnAt', 'dueClock', 'dueSpan', 'handledInTime']);

describe('logs of the first form', () => {
  it.each(OLD)('$name folds as it did', ({ log, refused, projection }) => {
    const fold = foldLog(log);
    const now = Object.entries(projectFold(fold) ?? {}).filter(([field]) => !NEW_FIELDS.has(field));
    expect(Object.fromEntries(now)).toEqual(projection);
    expect([...fold.refused].map(([id, { why, state }]) => [id, why, state])).toEqual(refused);
  });

  it('fold the same beside a newer rulebook: they name none', () => {
    const strict: Rulebooks = (version) =>
      version === 1 ? NATIONAL_RULEBOOK : { ...NATIONAL_RULEBOOK, version, verifyFirst: ['patrol'] };
    for (const { log } of OLD) expect(foldLog(log, strict).state).toBe(foldLog(log).state);
  });
});
