import type { CaseDocument, CaseState, Holder } from '../domain/case.ts';
import { personKey } from '../domain/staff.ts';
import { unreachable } from '../lib/assert.ts';
import { openRequests } from './asked.ts';
import type { CaseContext } from './case-context.ts';
import { DUE_FIELDS, type DueFields } from './deadline/due-fields.ts';
import { heldUpUntil } from './part-requests.ts';

/** The fields of a case document that the fold writes. */
export type CaseProjection = Pick<
  CaseDocument,
  | 'scope'
  | 'audience'
  | 'state'
  | 'stage'
  | 'holder'
  | 'finding'
  | 'reporter'
  | 'reportedAt'
  | 'changedAt'
  | 'photos'
  | 'round'
  | 'returns'
> &
  Partial<Pick<CaseDocument, OptionalField>> &
  DueFields &
  Pick<CaseDocument, 'wakeAt' | 'parts'>;

/** The optional fields that the context gives: absent again when it no longer does. */
const OPTIONAL_FIELDS = [
  'standard',
  'department',
  'bundle',
  'checker',
  'closedAt',
  'claim',
  'handler',
  'request',
  'extensions',
  'suspendedUntil',
  'supervision',
  'whistle',
  'escalatedAt',
  'exemptAt',
  'mergedInto',
  'visit',
] as const satisfies readonly (keyof CaseDocument)[];
type OptionalField = (typeof OPTIONAL_FIELDS)[number];
/** Every field that may be absent, those of the clocks included. */
export const ABSENT_FIELDS = [...OPTIONAL_FIELDS, ...DUE_FIELDS, 'wakeAt', 'parts'] as const;

/** Who has to act next. */
export function holderOf(state: CaseState, context: CaseContext): Holder | null {
  switch (state) {
    case 'draft':
    case 'verifying':
      return { role: 'gridWorker' };
    case 'reported':
    case 'selfHandled':
      return { role: 'communityClerk' };
    case 'pendingOpen':
    case 'pendingClose':
      return { role: 'streetClerk' };
    case 'pendingDispatch':
      return { role: 'dispatcher' };
    case 'joint':
      // The last department gave its part back: whoever dispatches goes on.
      return context.parts.every((part) => part.state === 'done')
        ? { role: 'dispatcher' }
        : { role: 'department', ...(context.department === null ? {} : { department: context.department }) };
    case 'pendingSign':
    case 'handling':
    case 'suspended':
    case 'handled':
    case 'rework':
      return context.department === null
        ? { role: 'department' }
        : { role: 'department', department: context.department };
    case 'feedback':
    case 'checking':
      return { role: 'gridWorker' };
    case 'closed':
    case 'forceClosed':
    case 'visited':
    case 'rejected':
    case 'merged':
    case 'void':
      return null;
    default:
      return unreachable(state, 'holderOf');
  }
}

/** Audience holds at most eight keys (DESIGN §3). */
const MAX_AUDIENCE = 8;

/** Whoever has work at the case and could not do it out of sight of it: the departments that have it, those called to the spot, whoever checks or verifies it. */
function atWork({ parts, department, whistle, checker, verification }: CaseContext): readonly (string | null)[] {
  const isCalled = whistle?.endedAt === null;
  return [
    ...parts.flatMap(({ key, state }) => (state === 'done' ? [] : [key])),
    department,
    checker,
    verification?.result === null ? verification.worker : null,
    ...(isCalled ? whistle.called.flatMap(({ key, arrivedAt }) => (arrivedAt === null ? [key] : [])) : []),
  ];
}

/**
 * Whom the case is addressed to: its reporter, whoever checks or verifies it, then the departments, latest first. Where they are more than may be named, those fall out
 * who only follow it.
 */
export function audienceOf(reporter: string, context: CaseContext): string[] {
  const all = new Set([personKey(reporter)]);
  if (context.checker !== null) all.add(context.checker);
  const sent = context.verification?.worker ?? null;
  if (sent !== null) all.add(sent);
  for (const department of [...context.departments].reverse()) all.add(department);
  if (all.size <= MAX_AUDIENCE) return [...all];
  const first = [personKey(reporter), ...atWork(context), ...all].filter((key) => key !== null);
  const kept = new Set([...new Set(first)].slice(0, MAX_AUDIENCE));
  return [...all].filter((key) => kept.has(key));
}

/** The first that waits; of a part also whose. */
function requestShown(context: CaseContext): CaseDocument['request'] | null {
  const [first] = openRequests(context);
  if (first === undefined) return null;
  const { kind, by, decidedBy, entry } = first;
  const part = context.parts.find(({ request }) => request === first)?.key;
  return { kind, by: by.id, decidedBy, entry, ...(part === undefined ? {} : { part }) };
}

/** What the log has said that is not always there. */
export function optionalFields(context: CaseContext): Partial<Pick<CaseDocument, OptionalField>> {
  const { claim, mergedInto, visit, supervision, whistle } = context;
  const fields: { readonly [F in OptionalField]: CaseDocument[F] | null } = {
    standard: context.standard,
    department: context.department,
    bundle: context.bundle,
    checker: context.checker,
    closedAt: context.closedAt,
    claim: claim === null ? null : { by: claim.by.id, name: claim.by.name, at: claim.at, until: claim.until },
    handler: context.handler,
    request: requestShown(context),
    extensions: context.extensions === 0 ? null : context.extensions,
    suspendedUntil: context.suspension?.endsAt ?? heldUpUntil(context.parts),
    supervision:
      supervision === null
        ? null
        : {
            at: supervision.at,
            ...(supervision.replyBy === null ? {} : { replyBy: supervision.replyBy }),
            ...(supervision.answeredAt === null ? {} : { answeredAt: supervision.answeredAt }),
          },
    whistle: whistle === null ? null : { at: whistle.at, open: whistle.endedAt === null },
    escalatedAt: context.escalatedAt,
    exemptAt: context.exemptAt,
    mergedInto: mergedInto?.id ?? null,
    visit: visit === null ? null : { reached: visit.reached, solved: visit.solved, satisfied: visit.satisfied },
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
