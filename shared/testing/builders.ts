import type { Actor, CaseDocument, Finding, LogEntry } from '../domain/case.ts';
import type { Role } from '../domain/roles.ts';
import type { Post, User } from '../domain/staff.ts';
import { projectFold, foldLog } from '../cases/fold.ts';
import { assert } from '../lib/assert.ts';
import { seededRandom, type Random } from '../lib/random.ts';
import { ulid } from '../lib/ulid.ts';
import { CURRENT_FORM } from '../migrations/forms.ts';

export const STREET = '310115005';
export const COMMUNITY = '310115005001';
export const GRID = '310115005001001';
export const OTHER_GRID = '310115005002001';
export const START_MS = Date.parse('2026-11-20T01:00:00.000Z');

let counter = 0;
const chance: Random = seededRandom(7);
export const aUlid = (): string => {
  counter += 1;
  return ulid(START_MS + counter, chance);
};
export const anId = (type: string): string => `${type}:${aUlid()}`;

const DUTY_SCOPE: Readonly<Record<Role, string>> = {
  gridWorker: GRID,
  communityClerk: COMMUNITY,
  streetClerk: STREET,
  dispatcher: STREET,
  department: STREET,
  supervisor: STREET,
  systemAdmin: STREET,
  securityAdmin: STREET,
  auditor: STREET,
};

export function aPost(role: Role, changes: Partial<Post> = {}): Post {
  return { role, scope: DUTY_SCOPE[role], ...(role === 'department' ? { department: 'dept:roads' } : {}), ...changes };
}

export function aUser(role: Role, post: Partial<Post> = {}): User {
  const id = anId('staff');
  return {
    id,
    account: `${role.toLowerCase()}${String(counter)}`,
    displayName: `${role}甲`,
    posts: [aPost(role, post)],
  };
}

export const actorOf = (user: User, index = 0): Actor => {
  const post = user.posts[index];
  assert(post !== undefined, 'the user has that post');
  return { id: user.id, name: user.displayName, post };
};

export function aFinding(changes: { gridCode?: string; description?: string } = {}): Finding {
  return {
    category: { standard: 'GB/T 47678.5-2026', kind: 'matter', code: '06010', name: '暴露垃圾' },
    place: {
      point: [121.51, 31.24],
      crs: 'WGS84',
      source: 'map',
      address: '上港小区 27幢 东侧',
      gridCode: changes.gridCode ?? GRID,
    },
    description: changes.description ?? '投放点旁散落装修袋',
    channel: 'patrol',
  };
}

export const aPhoto = (kind: 'near' | 'far' | 'before' | 'after' = 'near') => ({
  id: anId('photo'),
  kind,
  takenAt: new Date(START_MS).toISOString(),
});

export const aStandard = {
  id: '06010-1',
  category: { standard: 'GB/T 47678.5-2026', kind: 'matter', code: '06010' },
  openCondition: '垃圾散落，未进容器',
  closeCondition: '清理干净',
  limit: { amount: 4, unit: 'workHour' },
} as const;

/** An entry by a user, a minute after the one before it. */
export function anEntry(
  user: User,
  act: string,
  data: Readonly<Record<string, unknown>> = {},
  after: LogEntry | null = null,
  changes: Partial<LogEntry> = {},
): LogEntry {
  const atMs = after === null ? START_MS : Date.parse(after.at) + 60_000;
  return {
    id: aUlid(),
    act,
    by: actorOf(user),
    device: 'LJZ-0417',
    at: new Date(atMs).toISOString(),
    clock: 'trusted',
    after: after?.id ?? null,
    data,
    ...changes,
  };
}

/** A case document made of a log, as a client would hold it. */
export function aCase(log: readonly LogEntry[], changes: Partial<CaseDocument> = {}): CaseDocument {
  const projection = projectFold(foldLog(log));
  const first = log[0];
  assert(projection !== null && first !== undefined, 'a case begins with a report');
  return {
    _id: anId('case'),
    type: 'case',
    schema: CURRENT_FORM,
    provenance: { createdAt: first.at, createdBy: first.by.id, createdDevice: first.device, source: '巡查' },
    log: [...log],
    ...projection,
    ...changes,
  };
}

export const aReportedCase = (
  reporter: User = aUser('gridWorker'),
  changes: Parameters<typeof aFinding>[0] = {},
): CaseDocument => aCase([anEntry(reporter, 'report', { finding: aFinding(changes), photos: [aPhoto('near')] })]);
