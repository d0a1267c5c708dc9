import type { AnyRecord } from '../actions/change-set.ts';
import type { Issue, World } from './issue.ts';
import { rulesOf } from './registry.ts';

const NONE: readonly Issue[] = [];

/** Everything the rules find about one record, in the order of the rules. */
export function issuesOf(record: AnyRecord, world: World): readonly Issue[] {
  const found = rulesOf(record.type).flatMap((rule) => rule.find(record, world));
  return found.length === 0 ? NONE : found;
}

/** What the rules find that need nothing beside the record: cheap enough for every keystroke. */
export const issuesAlone = (record: AnyRecord, world: World): readonly Issue[] =>
  rulesOf(record.type).flatMap((rule) => (rule.needsWorld ? NONE : rule.find(record, world)));

/** What this edit brought in: issues of `after` that `before` did not have. A new record brings in all of its own. */
export function introducedBy(before: AnyRecord | null, after: AnyRecord, world: World): readonly Issue[] {
  const there = new Set(before === null ? [] : issuesOf(before, world).map((issue) => issue.id));
  return issuesOf(after, world).filter((issue) => !there.has(issue.id));
}
