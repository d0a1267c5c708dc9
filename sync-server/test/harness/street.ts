import type { Placed } from '../../../shared/domain/base-document.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import type { User } from '../../../shared/domain/staff.ts';
import {
  actorOf,
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
import { aHandover } from '../../../shared/testing/a-handover.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
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
  schema: CURRENT_FORM,
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
  schema: CURRENT_FORM,
  provenance,
  name: '上港小区 27幢',
  footprint: polygon,
  centroid: [121.55, 31.25],
});

/** One record of every kind of the ledger at a place: as little of each as its schema asks for. */
export const aLedger = (scope: string): readonly Placed[] => {
  const head = (type: string) => ({
    _id: anId(type),
    type,
    scope,
    schema: CURRENT_FORM,
    provenance,
    state: 'effective',
  });
  const [person, room, task] = [anId('person'), anId('room'), anId('task')];
  const day = '2026-01-01';
  const by = { id: anId('staff'), name: '某某', post: { role: 'communityClerk', scope: COMMUNITY } };
  const line = { act: 'edit', by, device: 'test', at, clock: 'trusted', source: '走访', fields: [], takenAt: at };
  const change = aUlid();
  const point = { point: [121.55, 31.25], crs: 'WGS84', source: 'map' };
  const records = [
    { ...head('room'), _id: room, building: anId('building'), unit: '无', floor: 1, number: '101', use: 'self' },
    { ...head('person'), _id: person, name: '某某', sex: '1', idKind: '居民身份证', class: 'resident', life: 'living' },
    { ...head('household'), kind: 'family' },
    { ...head('occupancy'), person, personName: '某某', room, role: 'own', counted: true, since: day },
    { ...head('careFile'), kind: 'mental', person, personName: '某某', since: day, values: {} },
    { ...head('enterprise'), name: '某店', trade: 'shop', address: '某路1号', operation: 'open' },
    {
      ...head('component'),
      code: '31011501001000001',
      name: '井盖',
      category: { standard: 'GB/T 47678.5-2026', kind: 'component', code: '01001', name: '供水井盖' },
      authority: { name: '某所' },
      condition: 'intact',
      firstOn: day,
      place: point,
    },
    { ...head('ledgerEntry'), ledger: 'heritage', title: '某宅', values: {} },
    {
      ...head('task'),
      _id: task,
      kind: 'visit',
      title: '走访',
      startsOn: day,
      dueOn: day,
      drawnBy: '全部',
      targetCount: 1,
      madeBy: by,
      state: 'open',
    },
    {
      ...head('target'),
      task,
      taskKind: 'visit',
      taskTitle: '走访',
      dueOn: day,
      subject: person,
      subjectName: '某某',
      isOpen: true,
      results: [],
    },
    {
      ...head('objection'),
      subject: person,
      subjectName: '某某',
      field: 'name',
      fieldName: '姓名',
      why: '写错',
      raisedBy: by,
      raisedAt: at,
      state: 'open',
    },
    { ...head('change'), ...line, _id: `change:${change}`, id: change, batch: change, subject: person },
    { ...head('careChange'), ...line, _id: anId('change'), id: change, batch: change, subject: anId('careFile') },
    ...[person, anId('careFile'), anId('case')].map((subject) => aHandover(aUser('gridWorker'), subject, { scope })),
    { ...head('patrol'), person: by.id, startedAt: at, points: [] },
  ];
  return records;
};

export const aSharedFilter = (scope: string, by: User, changes: object = {}) => ({
  _id: anId('sharedFilter'),
  type: 'sharedFilter',
  scope,
  schema: CURRENT_FORM,
  provenance,
  list: 'cases',
  name: '超期的',
  where: [{ field: 'queue', op: 'in', values: ['overdue'] }],
  sharedBy: actorOf(by),
  state: 'effective',
  ...changes,
});

export const aCatalog = (scope: string) => ({
  _id: anId('catalog'),
  type: 'catalog',
  scope,
  schema: CURRENT_FORM,
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
  schema: CURRENT_FORM,
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
  schema: CURRENT_FORM,
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
    ...[GRID, OTHER_GRID, `${OTHER_STREET}001001`].flatMap(aLedger),
    ...['310115', STREET, OTHER_STREET].map(aCatalog),
    ...['310115', STREET, COMMUNITY, OTHER_COMMUNITY, OTHER_STREET].map((code) =>
      aSharedFilter(code, aUser('streetClerk', { scope: code })),
    ),
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
