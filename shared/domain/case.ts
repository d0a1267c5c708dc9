import { z } from 'zod';
import { pointPosition } from './area.ts';
import { audienceKey, baseFields, documentId, isoTime } from './base-document.ts';
import { categoryKey, standardRow, timeLimit } from './catalog.ts';
import { scopeCode } from './codes.ts';
import { photoRef } from './evidence.ts';
import { postSchema } from './staff.ts';

export const CASE_STATES = [
  'draft',
  'reported',
  'selfHandled',
  'verifying',
  'pendingOpen',
  'pendingDispatch',
  'pendingSign',
  'handling',
  'joint',
  'suspended',
  'handled',
  'feedback',
  'checking',
  'rework',
  'pendingClose',
  'closed',
  'forceClosed',
  'visited',
  'rejected',
  'merged',
  'void',
] as const;
export type CaseState = (typeof CASE_STATES)[number];
export const FINAL_STATES: ReadonlySet<CaseState> = new Set([
  'closed',
  'forceClosed',
  'visited',
  'rejected',
  'merged',
  'void',
]);

/** Intake channels that exist so far (DOMAIN §3.4); the words come from here until the catalogues carry them. */
export const CHANNELS = ['patrol', 'hotline', 'phone', 'visit', 'video', 'transfer', 'public'] as const;
export type Channel = (typeof CHANNELS)[number];
export const isChannel = (word: string): word is Channel => (CHANNELS as readonly string[]).includes(word);

/** Where a case is. WGS84 degrees; the source of the point is kept, never guessed. */
export const placeSchema = z.looseObject({
  point: pointPosition,
  crs: z.enum(['WGS84', 'CGCS2000']),
  source: z.enum(['map', 'gnss', 'building', 'address', 'import']),
  accuracyMetres: z.number().nonnegative().optional(),
  address: z.string().min(1).max(200),
  /** Management grid the point lies in: the scope of the case. */
  gridCode: z.string().regex(/^\d{15}$/),
  building: documentId('building').optional(),
});
export type Place = Readonly<z.infer<typeof placeSchema>>;

/** A demand as another channel handed it over (DOMAIN §3.4): never edited, whatever becomes of the finding. */
export const receivedSchema = z.looseObject({
  words: z.string().max(4000),
  /** The other side's own name for the way it came: 信访, 媒体, 上级平台. */
  via: z.string().max(40).optional(),
  at: isoTime,
  isAnonymous: z.boolean(),
  wantsReply: z.boolean(),
  /** Until when the other side wants an answer. */
  replyBy: isoTime.optional(),
});
export type Received = Readonly<z.infer<typeof receivedSchema>>;

/** What was found: the content of a case. Every later change of it is an entry (`correct`). */
export const findingSchema = z.looseObject({
  category: z.looseObject({ ...categoryKey.shape, name: z.string().min(1) }),
  place: placeSchema,
  description: z.string().max(2000),
  urgent: z.boolean().optional(),
  channel: z.enum(CHANNELS),
  /** Number, original words and caller's wishes of another channel, kept as they came. */
  channelNumber: z.string().max(60).optional(),
  /** What another channel handed over, as it came. A correction does not touch it. */
  received: receivedSchema.optional(),
});
export type Finding = Readonly<z.infer<typeof findingSchema>>;

/** Who acted, in which of his posts. The server checks it against the session; the fold judges by it. */
export const actorSchema = z.looseObject({
  id: documentId('staff'),
  name: z.string().min(1).max(30),
  post: postSchema,
});
export type Actor = Readonly<z.infer<typeof actorSchema>>;

/** The server's mark on an entry: given once, in order of arrival. */
export const stampSchema = z.looseObject({ seq: z.int().min(1), at: isoTime });

/**
 * One entry of a case's append-only log (DESIGN §4). `after` is the last entry its author had seen; `at` is the claimed time,
 * `clock` says whether it came from a trusted clock. `act` is open: an entry of a newer version is kept and folded as nothing.
 */
export const logEntrySchema = z.looseObject({
  id: z.string().min(1).max(60),
  act: z.string().min(1).max(40),
  by: actorSchema,
  device: z.string().max(80),
  at: isoTime,
  clock: z.enum(['trusted', 'unverified']),
  after: z.string().max(60).nullable(),
  data: z.record(z.string(), z.unknown()),
  /** Of the first entry: the version of the rules the case is kept under; absent: 1. */
  rules: z.int().min(1).optional(),
  /** Of the first entry, by the server with its stamp: the version it had named, which could not be, and why not. */
  rulesPut: z.looseObject({ named: z.int(), code: z.string().max(40), why: z.string().max(200) }).optional(),
  stamp: stampSchema.optional(),
});
export type LogEntry = Readonly<z.infer<typeof logEntrySchema>>;

/** Who has to act next: a post at the case's place, or one department. */
export const holderSchema = z.looseObject({
  role: postSchema.shape.role,
  department: z.string().optional(),
});
export type Holder = Readonly<z.infer<typeof holderSchema>>;

/** A photo of a case with the round of handling it belongs to and who added it when. */
export const casePhoto = z.looseObject({
  ...photoRef.shape,
  round: z.int().min(0),
  by: documentId('staff'),
});
export type CasePhoto = Readonly<z.infer<typeof casePhoto>>;

/** The clocks of a case (DOMAIN §1.7): 受理 派遣 处置 核查, and the whole. */
export const CLOCK_NAMES = ['accept', 'dispatch', 'handle', 'check', 'total'] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];

/** The fields written from the fold, for queues and maps. Never edited: the server recomputes them whatever the client sent. */
export const projectionFields = {
  state: z.enum(CASE_STATES),
  /** Steps of the six: 1 上报 2 立案 3 派遣 4 处置 5 核查 6 结案. */
  stage: z.int().min(0).max(6),
  holder: holderSchema.nullable(),
  finding: findingSchema,
  reporter: actorSchema,
  reportedAt: isoTime,
  /** Claimed time of the last effective entry. */
  changedAt: isoTime,
  photos: z.array(casePhoto),
  /** How many times handling began again after a failed check. */
  round: z.int().min(0),
  /** How often the case was returned, by whomever. */
  returns: z.int().min(0),
  standard: standardRow.optional(),
  department: z.string().optional(),
  /** 捆绑计时: dispatched with so many others (itself among them), all timed by one limit. */
  bundle: z.looseObject({ id: z.string(), size: z.int().min(2), limit: timeLimit }).optional(),
  checker: z.string().optional(),
  closedAt: isoTime.optional(),
  /** Taken out of the pool by somebody, for him until then. */
  claim: z.looseObject({ by: documentId('staff'), name: z.string(), at: isoTime, until: isoTime }).optional(),
  /** Whom the department gave it to. */
  handler: z.looseObject({ key: audienceKey, name: z.string() }).optional(),
  /** What has been asked for and waits for a decision. */
  request: z
    .looseObject({
      kind: z.enum(['extension', 'suspension', 'appeal']),
      by: documentId('staff'),
      decidedBy: z.enum(['department', 'dispatcher', 'streetClerk']),
      /** The entry that asks; of a joint handling also the department whose part it is for. */
      entry: z.string().optional(),
      part: z.string().optional(),
    })
    .optional(),
  /** Approved extensions. */
  extensions: z.int().min(1).optional(),
  /** 挂账: the instant at which it ends by itself. */
  suspendedUntil: isoTime.optional(),
  supervision: z
    .looseObject({ at: isoTime, replyBy: z.iso.date().optional(), answeredAt: isoTime.optional() })
    .optional(),
  whistle: z.looseObject({ at: isoTime, open: z.boolean() }).optional(),
  escalatedAt: isoTime.optional(),
  /** An appeal was granted: left out of the figures. */
  exemptAt: isoTime.optional(),
  mergedInto: documentId('case').optional(),
  /** 母子工单: the parts of a joint handling, each with its own clock. */
  parts: z
    .array(
      z.looseObject({
        department: z.string(),
        name: z.string(),
        isLead: z.boolean(),
        isRequired: z.boolean(),
        what: z.string().optional(),
        state: z.enum(['pendingSign', 'handling', 'suspended', 'done']),
        /** Approved extensions, what is asked for, and until when it rests: of this part alone. */
        extensions: z.int().min(1).optional(),
        request: z.enum(['extension', 'suspension', 'appeal']).optional(),
        suspendedUntil: isoTime.optional(),
        dueAt: isoTime.optional(),
        warnAt: isoTime.optional(),
        dueSpan: z.looseObject({ clock: z.enum(['continuous', 'work']), ms: z.int().min(0) }).optional(),
        inTime: z.boolean().optional(),
      }),
    )
    .optional(),
  /** The instant at which something comes due by itself (a lease, a rest); what the server is woken by. */
  wakeAt: isoTime.optional(),
  visit: z
    .looseObject({
      reached: z.boolean(),
      solved: z.enum(['yes', 'no', 'unknown']),
      satisfied: z.enum(['yes', 'fair', 'no', 'unknown']),
    })
    .optional(),
  /** The clock that runs out first of those that run now: its last instant in time, from when it is near, which one it is, what it may take. Overdue is asked of it with trusted now, never stored. */
  dueAt: isoTime.optional(),
  warnAt: isoTime.optional(),
  dueClock: z.enum(CLOCK_NAMES).optional(),
  dueSpan: z.looseObject({ clock: z.enum(['continuous', 'work']), ms: z.int().min(0) }).optional(),
  /** Of a case that is over and was handled by a department: whether that was in time. */
  handledInTime: z.boolean().optional(),
} as const;

/** A case: its log, and what the log says. `number` (19 digits: division 6 + date 8 + sequence 5) is given by the server. */
export const caseSchema = z.looseObject({
  _id: documentId('case'),
  type: z.literal('case'),
  ...baseFields,
  scope: scopeCode,
  audience: z.array(audienceKey).max(8),
  number: z
    .string()
    .regex(/^\d{19}$/)
    .optional(),
  log: z.array(logEntrySchema).min(1),
  ...projectionFields,
});
export type CaseDocument = Readonly<z.infer<typeof caseSchema>>;
