import type { HistoryType } from '../domain/change.ts';
import { isUnder } from '../domain/codes.ts';
import type { RecordOf } from '../domain/record-of.ts';
import type { FieldSource } from '../domain/record-parts.ts';
import { CURRENT_FORM } from '../migrations/forms.ts';
import type { ActionContext, ActionResult, AnyRecord, Edit, NotPossible } from './change-set.ts';
import { fieldChanges } from './field-changes.ts';

/** The named fields: loose schemas let any other through, which would turn all of them into `unknown`. */
type Named<R> = { readonly [K in keyof R as string extends K ? never : number extends K ? never : K]: R[K] };
/** What an act says of a new record; the rest is filled in. */
export type NewRecord<R> = Omit<Named<R>, '_id' | 'type' | 'schema' | 'provenance'>;

/** Fields to set; `undefined` takes one away. */
export type Changes<R> = { readonly [K in keyof R]?: R[K] | undefined };

/** Their values are decisions of the act, not facts from a source. */
const WITHOUT_SOURCE: ReadonlySet<string> = new Set(['scope', 'audience', 'handover', 'state', 'tags', 'hazards']);
export const KEEP_SOURCES: ReadonlySet<HistoryType> = new Set([
  'room',
  'person',
  'household',
  'occupancy',
  'careFile',
  'enterprise',
  'component',
  'ledgerEntry',
]);

export interface Scene {
  readonly context: ActionContext;
  /** The record as this act has left it so far; void ones are found too. */
  readonly get: <T extends HistoryType>(type: T, id: string | undefined) => RecordOf[T] | undefined;
  /** All effective ones. */
  readonly all: <T extends HistoryType>(type: T) => readonly RecordOf[T][];
  /** Sets fields; what they are known from and who did it follow. Gives the record as it is then. */
  readonly change: <R extends AnyRecord>(record: R, fields: Changes<R>) => R;
  /** Something new; who made it and its schema are filled in. */
  readonly add: <T extends HistoryType>(type: T, fields: NewRecord<RecordOf[T]>) => RecordOf[T];
  /**
   * Found true today: the fields keep what they say and where it is from, with a new day. Named fields alone: the day of the record stays, for what
   * has no source of its own goes by it. None named: the record as a whole, with all that have a source where the list is left out.
   */
  readonly verify: <R extends AnyRecord>(record: R, fields?: readonly string[]) => R;
  readonly say: (sentence: string) => void;
  /** Whether a place lies under the post of whoever acts. */
  readonly isMine: (scope: string) => boolean;
  /** For what the actor moves out of his own sight: he keeps sight until the new keeper confirms. */
  readonly audienceAt: (scope: string) => readonly string[] | undefined;
  readonly finish: (act: string, title: string, source?: string) => ActionResult;
}

export const refuse = (
  code: string,
  why: string,
  fix: string,
): { readonly ok: false; readonly reason: NotPossible } => ({
  ok: false,
  reason: { code, why, fix },
});
export const notHere = (what: string): ReturnType<typeof refuse> =>
  refuse('not-here', `${what}不在本机，或已经移出你的范围。`, '刷新后再看；需要办理请联系街道受理员。');

const isEffective = (record: AnyRecord): boolean => record['state'] !== 'void';

/** The given fields over the record, without those that became undefined. */
const overlaid = <R extends AnyRecord>(record: R, fields: Changes<R>): R =>
  Object.fromEntries(
    Object.entries({ ...record, ...fields }).filter(([, value]) => value !== undefined),
  ) as unknown as R;

/** Opens the documents an act works on. They are never changed: the scene keeps what the act makes of them. */
export function openScene(documents: readonly AnyRecord[], context: ActionContext): Scene {
  const before = new Map(documents.map((record) => [record._id, record]));
  const now = new Map<string, AnyRecord>(before);
  const order: string[] = [];
  const verified = new Set<string>();
  const sentences: string[] = [];
  const mark = (id: string): void => {
    if (!order.includes(id)) order.push(id);
  };

  const kept = (record: AnyRecord, after: AnyRecord): AnyRecord => {
    const { by, nowIso, source } = context;
    const provenance = record['provenance'] as Readonly<Record<string, unknown>>;
    const source_: FieldSource = { source, at: nowIso, by: by.id };
    const known = fieldChanges(record, after).filter(({ field }) => !WITHOUT_SOURCE.has(field));
    const sources = KEEP_SOURCES.has(record.type)
      ? {
          ...(record['sources'] as object | undefined),
          ...Object.fromEntries(known.map(({ field }) => [field, source_])),
        }
      : undefined;
    return {
      ...after,
      ...(sources === undefined || known.length === 0 ? {} : { sources }),
      provenance: { ...provenance, updatedAt: nowIso, updatedBy: by.id },
    };
  };

  const scene: Scene = {
    context,
    get: (type, id) => {
      const found = id === undefined ? undefined : now.get(id);
      return found?.type === type ? (found as unknown as RecordOf[typeof type]) : undefined;
    },
    all: (type) =>
      [...now.values()].filter(
        (record) => record.type === type && isEffective(record),
      ) as unknown as RecordOf[typeof type][],
    change: (record, fields) => {
      const present = (now.get(record._id) ?? record) as typeof record;
      const after = overlaid(present, fields);
      if (fieldChanges(present, after).length === 0) return present;
      const isNew = !before.has(record._id);
      const next = (isNew ? after : kept(present, after)) as typeof record;
      now.set(record._id, next);
      mark(record._id);
      return next;
    },
    add: (type, fields) => {
      const { by, nowIso, source } = context;
      const provenance = { createdAt: nowIso, createdBy: by.id, createdDevice: by.device, source };
      const made = overlaid(
        { ...fields, _id: context.newId(type), type, schema: CURRENT_FORM, provenance } as unknown as AnyRecord,
        {},
      );
      now.set(made._id, made);
      mark(made._id);
      return made as unknown as RecordOf[typeof type];
    },
    verify: (record, fields) => {
      const present = (now.get(record._id) ?? record) as typeof record;
      const { by, nowIso } = context;
      const isWhole = fields === undefined || fields.length === 0;
      const former = present['provenance'] as Readonly<Record<string, unknown>>;
      const provenance = isWhole ? { ...former, verifiedAt: nowIso } : former;
      const known = (present['sources'] ?? {}) as Readonly<Record<string, FieldSource>>;
      const origin = (former as { readonly source?: string }).source ?? context.source;
      const sources = Object.fromEntries(
        (fields ?? Object.keys(known)).map((field) => [
          field,
          { source: known[field]?.source ?? origin, at: nowIso, by: by.id },
        ]),
      );
      const keeps = KEEP_SOURCES.has(present.type) && Object.keys(sources).length > 0;
      const next = { ...present, provenance, ...(keeps ? { sources: { ...known, ...sources } } : {}) } as typeof record;
      now.set(record._id, next);
      mark(record._id);
      verified.add(record._id);
      return next;
    },
    say: (sentence) => {
      sentences.push(sentence);
    },
    isMine: (scope) => isUnder(scope, context.by.post.scope),
    audienceAt: (scope) => (isUnder(scope, context.by.post.scope) ? undefined : [context.by.key]),
    finish: (act, title, source = context.source) => {
      const edits = order.map((id): Edit => {
        const after = now.get(id);
        if (after === undefined) throw new Error(`assumed: ${id} is in the scene`);
        return { before: before.get(id) ?? null, after };
      });
      const changed = edits.filter(
        (edit) => verified.has(edit.after._id) || fieldChanges(edit.before, edit.after).length > 0,
      );
      if (changed.length === 0) return refuse('nothing', '没有要改的，和现在记的一样。', '不用再办。');
      const reason = context.reason === undefined ? {} : { reason: context.reason };
      return { ok: true, value: { act, title, source, ...reason, edits: changed, consequences: sentences } };
    },
  };
  return scene;
}
