import { z } from 'zod';
import { fieldAt, fieldChanges } from '../../../shared/actions/field-changes.ts';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import {
  changeEntry,
  historyTypeOf,
  type ChangeDocument,
  type ChangeEntry,
  type FieldChange,
} from '../../../shared/domain/change.ts';
import { personKey, type User } from '../../../shared/domain/staff.ts';
import { sameJson } from '../../../shared/lib/canonical-json.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { fail, ok, type Result } from '../../../shared/lib/result.ts';
import { overlay } from '../../../shared/lib/overlay.ts';
import { ulid } from '../../../shared/lib/ulid.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { inOwnName } from './own-name.ts';

/** More edits of one record than anybody makes between two contacts. */
const MOST_ENTRIES = 500;
const pushedEntries = z.array(changeEntry).max(MOST_ENTRIES);

type Fields = Readonly<Record<string, unknown>>;

export interface TakenHistory {
  /** The record itself, without the edits it carried. */
  readonly content: Fields & { readonly _id: string };
  readonly entries: readonly ChangeEntry[];
}

/** Takes the edits out of a pushed record. Each must be the pusher's own: nobody writes another's history. */
export function takeHistory(pushed: Fields & { readonly _id: string }, user: User): Result<TakenHistory, Refusal> {
  if (!('changes' in pushed)) return ok({ content: pushed, entries: [] });
  const { changes = [], ...content } = pushed;
  const parsed = pushedEntries.safeParse(changes);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    return fail({ ...REFUSALS.shape, why: `${REFUSALS.shape.why}（changes.${where}）` });
  }
  if (parsed.data.some((entry) => entry.by.id !== user.id)) return fail(REFUSALS.author);
  return ok({ content, entries: parsed.data });
}

/**
 * The history documents of one accepted record. What no entry speaks of (a client without history, or one that says less than it does) gets an entry made
 * here, so that no change of a record is without its line.
 */
export function historyOf(
  before: Fields | null,
  after: Fields & { readonly _id: string },
  entries: readonly ChangeEntry[],
  user: User,
  nowMs: number,
): readonly ChangeDocument[] {
  const takenAt = isoAt(nowMs);
  // Of what is new its maker's entry says enough.
  const changed = before === null && entries.length > 0 ? [] : changesOf(before, after);
  const untold = untoldOf(changed, entries);
  // What stands there as it did (said once more, its answer lost) tells nothing of what was before.
  const said = before === null || changed.length === 0 ? entries : uponWhatWasThere(before, entries);
  const told = said.map((entry) => {
    const by = inOwnName(entry.by, user, String(after['scope']));
    return changeDocument(after, by === entry.by ? entry : overlay(entry, { by }), user, takenAt);
  });
  if (untold.length === 0) return told;
  const own = changeDocument(after, serverEntry(untold, user, nowMs, takenAt), user, takenAt);
  madeHere.add(own);
  return [...told, own];
}

const madeHere = new WeakSet<ChangeDocument>();
/** Under an id that was drawn here a moment ago: nothing can lie under it. Whatever a pusher says of his own entries, they are not. */
export const isMadeHere = (line: ChangeDocument): boolean => madeHere.has(line);

/** Types with history only come here, and both sides were parsed by their schema. */
const changesOf = (before: Fields | null, after: Fields): readonly FieldChange[] =>
  fieldChanges(before as AnyRecord | null, after as unknown as AnyRecord);

/** What the entries do not tell as it has become; what they say of a whole group tells of its parts what it says of them. `told`: by field, as the last of them has it. */
function untoldOf(changed: readonly FieldChange[], entries: readonly ChangeEntry[]): FieldChange[] {
  const told = new Map(entries.flatMap(({ fields }) => fields.map(({ field, to }) => [field, to] as const)));
  return changed.filter(({ field, to }) => {
    const [group = field] = field.split('.', 1);
    if (!told.has(field) && !told.has(group)) return true;
    const said = told.has(field) ? told.get(field) : fieldAt({ [group]: told.get(group) }, field);
    return !sameJson(said ?? null, to ?? null);
  });
}

const isSame = (a: unknown, b: unknown): boolean => (a === undefined) === (b === undefined) && sameJson(a, b);

/** What a field was before is not the pusher's to say: of each entry what stood here when it came, after those before it. An edit made long ago may have been upon something else. */
function uponWhatWasThere(before: Fields, entries: readonly ChangeEntry[]): readonly ChangeEntry[] {
  const now = new Map<string, unknown>();
  return entries.map((entry) => {
    const fields = entry.fields.map((change): FieldChange => {
      const { from: said, ...rest } = change;
      const from = now.has(rest.field) ? now.get(rest.field) : fieldAt(before, rest.field);
      now.set(rest.field, rest.to);
      if (isSame(said, from)) return change;
      return from === undefined ? rest : { ...rest, from };
    });
    return fields.every((field, at) => field === entry.fields[at]) ? entry : overlay(entry, { fields });
  });
}

function serverEntry(fields: FieldChange[], user: User, nowMs: number, at: string): ChangeEntry {
  const [post] = user.posts;
  const id = ulid(nowMs, Math.random);
  return {
    id,
    act: 'edit',
    // A session without a post writes nothing, so there is one.
    by: { id: user.id, name: user.displayName, post: post ?? { role: 'systemAdmin', scope: '' } },
    device: 'server',
    at,
    clock: 'trusted',
    source: '接口写入',
    batch: id,
    fields,
  };
}

function changeDocument(
  subject: Fields & { readonly _id: string },
  entry: ChangeEntry,
  user: User,
  takenAt: string,
): ChangeDocument {
  const audience = subject['audience'] as readonly string[] | undefined;
  return overlay(entry, {
    _id: `change:${entry.id}`,
    type: historyTypeOf(String(subject['type'])),
    // What was accepted has a place.
    scope: subject['scope'] as string,
    ...(audience === undefined ? {} : { audience: [...audience] }),
    schema: CURRENT_FORM,
    provenance: { createdAt: takenAt, createdBy: user.id, createdDevice: entry.device, source: entry.source },
    subject: subject._id,
    takenAt,
  });
}

/**
 * Nobody lets others see a record by writing their keys into it: the writer may add only himself (he moved it out of his own sight), and take away whom he likes.
 * A care file is different: its keeper says who cares.
 */
export function widensSight(before: Fields | null, after: Fields, user: User): boolean {
  if (after['type'] === 'careFile') return false;
  const had = new Set((before?.['audience'] as readonly string[] | undefined) ?? []);
  const has = (after['audience'] as readonly string[] | undefined) ?? [];
  return has.some((key) => key !== personKey(user.id) && !had.has(key));
}
