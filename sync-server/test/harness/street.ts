import type { Placed } from '../../../shared/domain/base-document.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import type { User } from '../../../shared/domain/staff.ts';
import {
  aReportedCase,
  anId,
  aUlid,
  aUser,
  COMMUNITY,
  GRID,
  OTHER_GRID,
  START_MS,
  STREET,
} from '../../../shared/testing/builders.ts';
import { aPhotoOf, aThumbOf } from './jpegs.ts';
import type { TestServer } from './start-server.ts';

const at = new Date(START_MS).toISOString();
const provenance = { createdAt: at, createdBy: 'test', createdDevice: 'test', source: 'test' };
const ring = [
  [121.5, 31.2],
  [121.6, 31.2],
  [121.6, 31.3],
  [121.5, 31.2],
];
const polygon = { type: 'Polygon', coordinates: [ring] };

export const OTHER_STREET = '310115006';
export const OTHER_COMMUNITY = '310115005002';

export const anArea = (code: string, kind: string, changes: object = {}) => ({
  _id: anId('area'),
  type: 'area',
  scope: code,
  schema: 1,
  provenance,
  kind,
  code,
  name: `区域${code}`,
  polygon,
  validFrom: '2026-01-01',
  ...changes,
});

export const aBuilding = (scope: string) => ({
  _id: anId('building'),
  type: 'building',
  scope,
  schema: 1,
  provenance,
  name: '上港小区 27幢',
  footprint: polygon,
  centroid: [121.55, 31.25],
});

export const aCatalog = (scope: string) => ({
  _id: anId('catalog'),
  type: 'catalog',
  scope,
  schema: 1,
  provenance,
  name: '立案标准',
  version: 1,
  validFrom: '2026-01-01',
  kind: 'departments',
  entries: [],
});

export const aStaffDocument = (user: User) => ({
  _id: user.id,
  type: 'staff',
  scope: user.posts[0]?.scope ?? STREET,
  audience: [`person:${user.id.slice('staff:'.length)}`],
  schema: 1,
  provenance,
  account: user.account,
  displayName: user.displayName,
  posts: user.posts,
  active: true,
});

/** A link as it lies in the store; its chain is judged elsewhere. */
export const anAuditLink = (person: User, scope: string, seq = 1, installation = aUlid()) => ({
  _id: `audit:${installation}:${String(seq).padStart(10, '0')}`,
  type: 'audit',
  scope,
  schema: 1,
  installation,
  seq,
  at,
  clock: 'trusted',
  person: person.id,
  role: 'gridWorker',
  act: 'view',
  prev: '',
  mac: 'a'.repeat(64),
});

export interface StreetDocument extends Placed {
  readonly database: 'records' | 'evidence' | 'audit';
  /** For evidence: what decides who sees it. */
  readonly subject?: Placed;
  readonly [field: string]: unknown;
}

export interface Street {
  readonly users: Readonly<Record<string, User>>;
  readonly documents: readonly StreetDocument[];
}

const ROLES_HERE: readonly Role[] = [
  'gridWorker',
  'communityClerk',
  'streetClerk',
  'dispatcher',
  'department',
  'supervisor',
  'systemAdmin',
  'securityAdmin',
  'auditor',
];

/** Every role here and the ones with a place also elsewhere; documents of every type here, next door, and in another street. */
export async function aStreet(server: TestServer): Promise<Street> {
  const users: Record<string, User> = Object.fromEntries(ROLES_HERE.map((role) => [role, aUser(role)]));
  users['gridWorker next door'] = aUser('gridWorker', { scope: OTHER_GRID });
  users['communityClerk next door'] = aUser('communityClerk', { scope: OTHER_COMMUNITY });
  users['streetClerk elsewhere'] = aUser('streetClerk', { scope: OTHER_STREET });
  users['department of others'] = aUser('department', { department: 'dept:greens' });
  users['auditor elsewhere'] = aUser('auditor', { scope: OTHER_STREET });
  await Promise.all(Object.values(users).map((user) => server.add(user)));

  // Reported by people who are not in the table, so that only place and department decide.
  const reporters = await Promise.all(
    [GRID, OTHER_GRID, `${OTHER_STREET}001001`].map((scope) => server.add(aUser('gridWorker', { scope }))),
  );
  const cases = reporters.map((reporter) => aReportedCase(reporter, { gridCode: reporter.posts[0]?.scope ?? GRID }));
  const records: Placed[] = [
    ...['310115', STREET, COMMUNITY, GRID, OTHER_GRID, OTHER_STREET].map((code) => anArea(code, 'grid')),
    ...[GRID, OTHER_GRID, `${OTHER_STREET}001001`].map(aBuilding),
    ...['310115', STREET, OTHER_STREET].map(aCatalog),
    ...[...Object.values(users), ...reporters].map(aStaffDocument),
  ];
  await server.opened.server.databases.served.records.write(records as never, { newEdits: true });

  const documents: StreetDocument[] = records.map((record) => ({ ...record, database: 'records' }));
  for (const [nth, reporter] of reporters.entries()) {
    const subject = cases[nth];
    if (subject === undefined) continue;
    const photo = aPhotoOf(reporter, subject._id);
    const thumb = aThumbOf(reporter, photo);
    const rows = await server.as(reporter)('POST', '/records/_bulk_docs?returns=docs', { docs: [subject] });
    const evidenceRows = await server.as(reporter)('POST', '/evidence/_bulk_docs', { docs: [photo, thumb] });
    if (!rows.text.includes('"ok":true') || evidenceRows.text.includes('error'))
      throw new Error(rows.text + evidenceRows.text);
    documents.push(
      { ...subject, database: 'records' },
      { ...photo, database: 'evidence', subject },
      { ...thumb, database: 'evidence', subject },
    );
    const link = anAuditLink(reporter, reporter.posts[0]?.scope ?? GRID);
    await server.opened.server.databases.served.audit.write([link], { newEdits: true });
    documents.push({ ...link, database: 'audit' });
  }
  return { users, documents };
}
