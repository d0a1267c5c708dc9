import { z } from 'zod';
import { isoTime } from '../domain/base-document.ts';

const count = z.int().min(0).max(10_000_000);

/**
 * How a terminal stands, as it says itself (`POST device`): figures only, no ids, no names, no content. Sent at sign-in, at sign-out and at most every five
 * minutes in between.
 */
export const deviceReport = z.looseObject({
  /** Name of the terminal, e.g. LJZ-0417. */
  terminal: z.string().min(1).max(80),
  appVersion: z.string().max(40),
  protocol: z.int().min(1),
  /** Form of its documents. */
  form: z.int().min(1),
  /** What moved it to say so. */
  occasion: z.enum(['signIn', 'running', 'signOut']),
  /** Writes without a receipt, photos among them. */
  unsent: count,
  photosUnsent: count,
  oldestUnsentAt: isoTime.optional(),
  lastReceiptAt: isoTime.optional(),
  /** Open items of the 退回箱 and of the 冲突台. */
  refused: count,
  conflicts: count.optional(),
  /** Device clock minus server clock, ms. */
  clockDeviationMs: z.number().min(-1e15).max(1e15),
  /** Left out where the browser does not say. */
  freeBytes: z.number().min(0).optional(),
  /** Where writes lie beside the database until their receipt. */
  journal: z.enum(['file', 'opfs', 'none']).optional(),
  /** Last link of its audit chain. */
  auditSeq: z.int().min(0).optional(),
});
export type DeviceReport = Readonly<z.infer<typeof deviceReport>>;

/** One terminal of one person, as `GET devices` tells it: what it said last, and what the server knows without it. */
export const deviceRow = z.looseObject({
  /** Names terminal and person; says nothing of either. */
  key: z.string(),
  person: z.string(),
  scope: z.string(),
  role: z.string(),
  protocol: z.int(),
  form: z.int(),
  /** The last sign-in or report: the server has heard nothing since. */
  lastContactAt: isoTime,
  /** Absent: a client that does not report yet. */
  report: deviceReport.optional(),
  reportedAt: isoTime.optional(),
  /** Links of its audit chain that are here, and the last one it told of. */
  auditHeld: z.int().min(0),
  auditTold: z.int().min(0),
});
export type DeviceRow = Readonly<z.infer<typeof deviceRow>>;

export const devicesResponse = z.looseObject({
  time: isoTime,
  /** The centre itself. */
  version: z.string(),
  protocol: z.int(),
  form: z.int(),
  devices: z.array(deviceRow),
});
export type DevicesResponse = Readonly<z.infer<typeof devicesResponse>>;

/** What an administrator should know first of a terminal; the order is that of gravity. */
export const VERDICTS = [
  'longAway',
  'auditGap',
  'tooOld',
  'clock',
  'disk',
  'refused',
  'waiting',
  'away',
  'behind',
  'fine',
] as const;
export type VerdictKind = (typeof VERDICTS)[number];

export interface Verdict {
  readonly kind: VerdictKind;
  readonly gravity: 'bad' | 'warn' | 'note' | 'fine';
}

const GRAVITY: Readonly<Record<VerdictKind, Verdict['gravity']>> = {
  longAway: 'bad',
  auditGap: 'bad',
  tooOld: 'bad',
  clock: 'warn',
  disk: 'warn',
  refused: 'warn',
  waiting: 'warn',
  away: 'note',
  behind: 'note',
  fine: 'fine',
};

const HOUR_MS = 3_600_000;
/** Without contact for so long, with something unsent, is a case for a call. */
export const LONG_AWAY_MS = 72 * HOUR_MS;
/** Somebody signed in reports every five minutes; twice missed is away. */
export const AWAY_MS = 11 * 60_000;
/** In contact, and something has been waiting for so long all the same. */
export const WAITING_MS = HOUR_MS;
export const CLOCK_MS = 60_000;
export const DISK_BYTES = 1e9;
/** Links are sent after the fact: so long after a report they should be here. */
const AUDIT_MS = 15 * 60_000;

export interface Center {
  readonly nowMs: number;
  readonly version: string;
  readonly protocol: number;
  readonly form: number;
  /** Documents in an older form are no longer taken. */
  readonly oldestForm: number;
}

/** Whether versions say that one is before the other; what is no version is before none. */
export function isOlderVersion(one: string, other: string): boolean {
  const parts = (text: string): readonly number[] => text.split('.').map((part) => Number.parseInt(part, 10));
  const [a, b] = [parts(one), parts(other)];
  if ([...a, ...b].some(Number.isNaN)) return false;
  const at = a.findIndex((part, nth) => part !== (b[nth] ?? 0));
  return at === -1 ? a.length < b.length : (a[at] ?? 0) < (b[at] ?? 0);
}

/** Everything that is to be said of a terminal, gravest first; `fine` where there is nothing. Pure: figures and the centre's time decide. */
export function verdictsOf(device: DeviceRow, center: Center): readonly Verdict[] {
  const { report } = device;
  const silentMs = center.nowMs - Date.parse(device.lastContactAt);
  const isSignedOut = report?.occasion === 'signOut';
  const unsent = report?.unsent ?? 0;
  const oldestMs = report?.oldestUnsentAt === undefined ? 0 : center.nowMs - Date.parse(report.oldestUnsentAt);
  const holds: Readonly<Record<Exclude<VerdictKind, 'fine'>, boolean>> = {
    longAway: unsent > 0 && silentMs >= LONG_AWAY_MS,
    auditGap: device.auditTold > device.auditHeld && silentMs >= AUDIT_MS && unsent === 0,
    tooOld: device.form < center.oldestForm,
    clock: Math.abs(report?.clockDeviationMs ?? 0) >= CLOCK_MS,
    disk: report?.freeBytes !== undefined && report.freeBytes < DISK_BYTES,
    refused: (report?.refused ?? 0) > 0,
    waiting: unsent > 0 && oldestMs >= WAITING_MS && silentMs < LONG_AWAY_MS,
    away: !isSignedOut && report !== undefined && silentMs >= AWAY_MS,
    behind: device.form < center.form || (report !== undefined && isOlderVersion(report.appVersion, center.version)),
  };
  const found = VERDICTS.filter((kind) => kind !== 'fine' && holds[kind]);
  return (found.length === 0 ? (['fine'] as const) : found).map((kind) => ({ kind, gravity: GRAVITY[kind] }));
}
