import { dueFieldsOf } from '../cases/deadline/due-fields.ts';
import { queuedCase, queuesOf } from '../cases/queues.ts';
import { recurs } from '../cases/recurring.ts';
import { FINAL_STATES, type CaseDocument } from '../domain/case.ts';
import type { ComponentDocument } from '../domain/component.ts';
import type { EnterpriseDocument } from '../domain/enterprise.ts';
import type { LedgerEntryDocument } from '../domain/ledger-entry.ts';
import type { TargetDocument } from '../domain/task.ts';
import { buildingAddress } from '../address/room-address.ts';
import { enterpriseRisk } from '../risk/enterprise-risk.ts';
import { inspectionDueOn, placeKind } from '../risk/place-kind.ts';
import { riskWords } from '../risk/risk-level.ts';
import { countedStay } from './project-person.ts';
import { addressOf, dueAt, earlier, headOf, recurringIn, type Projection } from './projection.ts';
import type { CaseStock, ComponentStock, EnterpriseStock, LedgerStock, TargetStock } from './rows.ts';

type Point = readonly [number, number];
const pointOf = (point: readonly number[] | undefined): Point | null => {
  const [lon, lat] = point ?? [];
  return lon === undefined || lat === undefined ? null : [lon, lat];
};

export function projectEnterprise(projection: Projection, enterprise: EnterpriseDocument): EnterpriseStock {
  const { facts, settings } = projection;
  const kind = placeKind(enterprise, settings.placeKinds);
  const risk = enterpriseRisk(enterprise, settings.risk);
  const building = enterprise.building === undefined ? undefined : facts.get('building', enterprise.building);
  let first: { readonly kind: string; readonly until: string } | undefined;
  for (const licence of enterprise.licences ?? []) {
    if (licence.until !== undefined && (first === undefined || licence.until < first.until)) {
      first = { kind: licence.kind, until: licence.until };
    }
  }
  const isOpen = enterprise.operation === 'open' || enterprise.operation === 'unknown';
  const inspectOn = enterprise.inspectDueOn ?? inspectionDueOn(kind, enterprise.inspectedAt, settings.today);
  const officers = [enterprise.legalPerson, enterprise.safetyOfficer].flatMap((one) => one ?? []);
  return {
    kind: 'enterprise',
    ...headOf(projection, enterprise),
    name: enterprise.name,
    uscc: enterprise.uscc ?? enterprise.localId ?? '',
    trade: enterprise.trade,
    placeKind: kind.code,
    isNinePlace: kind.isNine,
    address: enterprise.address,
    building: enterprise.building ?? '',
    contact: officers[0]?.name ?? '',
    phones: [...new Set(officers.flatMap(({ phone }) => phone ?? []))],
    operation: enterprise.operation,
    employees: enterprise.employees ?? 0,
    licence: first?.kind ?? '',
    licenceUntil: first?.until ?? '',
    risk: risk.level,
    riskWords: riskWords(risk),
    dueOn: earlier(dueAt(facts, enterprise._id), isOpen ? inspectOn : ''),
    point: pointOf(enterprise.place?.point ?? building?.centroid),
  };
}

export function projectComponent(projection: Projection, component: ComponentDocument): ComponentStock {
  return {
    kind: 'component',
    ...headOf(projection, component),
    name: component.name,
    code: component.code,
    category: component.category.name,
    condition: component.condition,
    keeper: component.keeper?.name ?? '',
    address: component.address ?? '',
    dueOn: earlier(dueAt(projection.facts, component._id), component.inspectDueOn ?? ''),
    point: pointOf(component.place.point),
  };
}

export function projectLedger(projection: Projection, entry: LedgerEntryDocument): LedgerStock {
  const building = entry.building === undefined ? undefined : projection.facts.get('building', entry.building);
  return {
    kind: 'ledgerEntry',
    ...headOf(projection, entry),
    name: entry.title,
    ledger: entry.ledger,
    month: entry.month ?? '',
    series: entry.series ?? '',
    values: entry.values,
    building: entry.building ?? '',
    address: building === undefined ? '' : buildingAddress(building),
    point: pointOf(entry.place?.point ?? building?.centroid),
  };
}

export function projectCase(projection: Projection, one: CaseDocument): CaseStock {
  const { category, place, description, channel, channelNumber = '', urgent = false } = one.finding;
  const { person } = projection.settings;
  const again = recurringIn(projection.settings);
  const queued = queuedCase(
    one,
    !FINAL_STATES.has(one.state) && recurs(one, projection.facts.casesAround(one, again.metres), again),
  );
  return {
    kind: 'case',
    ...headOf(projection, one),
    name: category.name,
    number: one.number ?? '',
    state: one.state,
    stage: one.stage,
    category: category.name,
    description,
    address: place.address,
    building: place.building ?? '',
    reportedAt: one.reportedAt,
    point: pointOf(place.point),
    changedAt: one.changedAt,
    channel,
    channelNumber,
    urgent,
    department: one.department ?? '',
    parts: queued.parts ?? NONE,
    reporterId: one.reporter.id,
    reporterName: one.reporter.name,
    due: dueFieldsOf(one),
    suspendedUntil: one.suspendedUntil ?? '',
    returns: one.returns,
    unsent: queued.unsent,
    mergedInto: one.mergedInto ?? '',
    queues: person === undefined ? NONE : queuesOf(person, queued),
  };
}

const NONE: readonly never[] = [];

/** Where a target is met: as its subject's record says it now. */
function addressAt(projection: Projection, { subject, room }: TargetDocument): string {
  const { facts, settings } = projection;
  const place = facts.any(subject);
  if (place?.type === 'enterprise' || place?.type === 'component') return place.address ?? '';
  const home =
    place?.type === 'person' ? (countedStay(facts, subject, settings.today)?.room ?? place.homeRoom) : subject;
  const found = facts.get('room', home ?? '') ?? facts.get('room', room ?? '');
  return found === undefined ? '' : addressOf(facts, found);
}

export function projectTarget(projection: Projection, target: TargetDocument): TargetStock {
  const last = target.results.at(-1);
  const proposals = target.results.flatMap((result) => result.proposals ?? []);
  return {
    kind: 'target',
    ...headOf(projection, target),
    name: target.subjectName,
    task: target.task,
    taskKind: target.taskKind,
    taskTitle: target.taskTitle,
    subject: target.subject,
    room: target.room ?? '',
    address: addressAt(projection, target),
    dueOn: target.dueOn,
    isOpen: target.isOpen,
    outcome: last?.outcome ?? '',
    resultAt: last?.at ?? '',
    resultBy: last?.by.name ?? '',
    proposals: proposals.filter(({ state }) => state === 'proposed').length,
  };
}
