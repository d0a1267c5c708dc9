import type { AnyRecord, ChangeSet } from '../../../shared/actions/change-set.ts';
import { fieldAt, withFields } from '../../../shared/actions/field-changes.ts';
import { KEEP_SOURCES } from '../../../shared/actions/scene.ts';
import { isAct, type Act } from '../../../shared/cases/acts.ts';
import type { Rulebooks } from '../../../shared/cases/rulebook.ts';
import { actsFor } from '../../../shared/cases/legal-acts.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { FieldChange } from '../../../shared/domain/change.ts';
import type { HandoverDocument } from '../../../shared/domain/handover.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { same } from '../records/lists.ts';
import { inWords } from '../sync/tray.ts';
import { sourcesOf, withSources } from '../records/sources.ts';
import type { Proposal } from './api.ts';

/** Where a record lies and who sees it is not for somebody who keeps it no more. */
const NOT_PROPOSED: ReadonlySet<string> = new Set(['scope', 'audience', 'handover']);

/** The grounds an adopted value stands on. */
export const groundsOf = ({ by }: HandoverDocument): string => `交接：${by.name}`;

export function fieldsOf({ change }: HandoverDocument): readonly FieldChange[] {
  const last = new Map((change?.fields ?? []).map((field) => [field.field, field]));
  return [...last.values()].filter(({ field }) => !NOT_PROPOSED.has(field.split('.')[0] ?? field));
}

export function recordProposal(handover: HandoverDocument, now: AnyRecord | null): Proposal {
  if (now === null && handover.content === undefined) return { kind: 'gone' };
  const fields = fieldsOf(handover).map((change) => {
    const standing = now === null ? undefined : fieldAt(now, change.field);
    return { ...change, now: standing, isInForce: now !== null && same(standing, change.to) };
  });
  return { kind: now === null ? 'newRecord' : 'fields', fields };
}

/** The record with the chosen proposals in it, each with where it is from. */
export function adopted(handover: HandoverDocument, now: AnyRecord | null, only?: readonly string[]): ChangeSet {
  const { title, content, change, at, by } = handover;
  const chosen = fieldsOf(handover).filter(({ field }) => only === undefined || only.includes(field));
  const fresh = content as AnyRecord | undefined;
  const after = now === null ? fresh : withFields(now, chosen, 'to');
  const source = groundsOf(handover);
  const sources = Object.fromEntries(chosen.map(({ field }) => [field, { source, at, by: by.id }]));
  const withGrounds =
    now === null || after === undefined || !KEEP_SOURCES.has(after.type)
      ? after
      : withSources(after, { ...sourcesOf(now), ...sources });
  const grounds = [change?.source, change?.reason].filter(Boolean).join('：');
  return {
    act: 'adoptHandover',
    title: `采用交接 ${title}`,
    source,
    ...(grounds === '' ? {} : { reason: grounds.slice(0, 200) }),
    edits: withGrounds === undefined || chosen.length === 0 ? [] : [{ before: now, after: withGrounds }],
    consequences: [],
  };
}

/** A step of a case: the same act where it may be done now by this person, else a note with its words and photos. */
export function stepProposal(
  handover: HandoverDocument,
  held: CaseDocument | null,
  user: User,
  rulebooks: Rulebooks,
): Proposal {
  const { entry, content } = handover;
  const words = entry === undefined ? [] : inWords(entry);
  if (held === null) {
    const begins = content !== undefined && (entry?.act === 'report' || entry?.act === 'selfHandle');
    if (!begins) return { kind: 'gone' };
    const may = (act: Act, roles: readonly string[]): boolean =>
      entry.act === act && user.posts.some(({ role }) => roles.includes(role));
    return { kind: 'step', as: may('selfHandle', ['gridWorker']) ? 'selfHandle' : 'report', isNewCase: true, words };
  }
  // Adopted before, by whomever: the crash came before that was said.
  if (isInLog(handover, held)) return { kind: 'step', as: 'none', isNewCase: false, words };
  const { offered } = actsFor(user, held, handover.at, rulebooks);
  const same = offered.find(({ act }) => act === entry?.act && isAct(act));
  return { kind: 'step', as: same?.act ?? 'note', isNewCase: false, words };
}

export const isInLog = ({ _id, entry }: HandoverDocument, { log }: CaseDocument): boolean =>
  log.some(
    ({ id, data }) => id === entry?.id || (data['handover'] as { readonly id?: unknown } | undefined)?.id === _id,
  );
