import { isDeepStrictEqual } from 'node:util';
import { shelfOf } from '../../../shared/cases/shelf.ts';
import { isByTimer } from '../../../shared/cases/timer-actor.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { foldLog, projectCase, type Fold } from '../../../shared/cases/fold.ts';
import { areaSchema } from '../../../shared/domain/area.ts';
import { areaSquareMetres } from '../../../shared/geo/area.ts';
import { buildingSchema } from '../../../shared/domain/building.ts';
import {
  CASE_STATES,
  caseSchema,
  FINAL_STATES,
  type CaseDocument,
  type CaseState,
} from '../../../shared/domain/case.ts';
import { shanghaiDay } from '../../../shared/domain/case-number.ts';
import { catalogSchema } from '../../../shared/domain/catalog.ts';
import { ROLE_NAMES, ROLES } from '../../../shared/domain/roles.ts';
import { personKey, staffSchema } from '../../../shared/domain/staff.ts';
import { distanceMetres } from '../../../shared/geo/distance.ts';
import type { Polygon } from '../../../shared/geo/geojson.ts';
import { isInPolygon } from '../../../shared/geo/point-in-polygon.ts';
import { demoAccount } from '../../../shared/sync/wire.ts';
import type { ReplayedCase } from './cases/replay.ts';
import { demonstration, type Demonstration } from './demonstration.ts';
import { DEMO_PASSWORD, SEED_SIZES } from './profile.ts';
import { findResources, readResources } from './resources.ts';

/** A Friday at noon in Shanghai. */
const NOW_MS = Date.parse('2026-11-20T04:00:00Z');

const resources = readResources(findResources());
let street: Demonstration;
let replayed: readonly ReplayedCase[];
let cases: readonly CaseDocument[];
/** What each log says, read once: to read all of them is most of the work here. */
let folds: ReadonlyMap<CaseDocument, Fold>;

beforeAll(() => {
  street = demonstration(resources, { seed: 1, nowMs: NOW_MS, size: SEED_SIZES.demo });
  replayed = [...street.cases()];
  const rulebooks = shelfOf(street.catalogs).of;
  cases = replayed.map(({ document }) => document);
  folds = new Map(cases.map((each) => [each, foldLog(each.log, rulebooks)]));
}, 400_000);

const foldOf = (document: CaseDocument): Fold => {
  const fold = folds.get(document);
  if (fold === undefined) throw new Error('every case was folded');
  return fold;
};
const countOf = (state: CaseState): number => cases.filter((each) => each.state === state).length;

describe('the people of the demonstration', () => {
  it('are documents as the house knows them, no two of a name, an account or a terminal', () => {
    const { everybody } = street.staff;
    for (const { document } of everybody) expect(staffSchema.safeParse(document).error?.issues ?? []).toEqual([]);
    expect(new Set(everybody.map(({ document }) => document.displayName)).size).toBe(everybody.length);
    expect(new Set(everybody.map(({ document }) => document.account)).size).toBe(everybody.length);
    expect(new Set(everybody.map(({ device }) => device)).size).toBe(everybody.length);
    expect(new Set(everybody.map(({ document }) => document._id)).size).toBe(everybody.length);
  });

  it('are one worker in every grid, one clerk in every community, two in every department, and all roles', () => {
    const codes = (kind: string): readonly string[] =>
      street.areas.filter((area) => area.kind === kind).map((area) => area.code);
    expect([...street.staff.workers.keys()]).toEqual(codes('grid'));
    expect(street.staff.workers.size).toBeGreaterThanOrEqual(110);
    expect([...street.staff.clerks.keys()]).toEqual(codes('community'));
    expect(street.staff.clerks.size).toBe(35);
    for (const { key } of resources.departments.entries) expect(street.staff.departments.get(key)?.length).toBe(2);
    expect(new Set(street.staff.everybody.map(({ actor }) => actor.post.role))).toEqual(new Set(ROLES));
  });

  it('are offered to visitors with every role, neighbours of one community and a grid of another', () => {
    for (const account of street.accounts) expect(demoAccount.safeParse(account).success).toBe(true);
    expect(street.accounts[0]?.role).toBe(ROLE_NAMES.streetClerk);
    expect(new Set(street.accounts.map(({ role }) => role))).toEqual(new Set(Object.values(ROLE_NAMES)));
    const grids = street.accounts.filter(({ role }) => role === ROLE_NAMES.gridWorker).flatMap(({ scope }) => scope);
    const communities = grids.map((grid) => grid.slice(0, 12));
    expect(grids.length).toBe(3);
    expect(new Set(communities).size).toBe(2);
    const clerks = street.accounts
      .filter(({ role }) => role === ROLE_NAMES.communityClerk)
      .flatMap(({ scope }) => scope);
    expect(new Set(clerks)).toEqual(new Set(communities));
    const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(DEMO_PASSWORD));
    expect(DEMO_PASSWORD.length).toBeGreaterThanOrEqual(8);
    expect(kinds.length).toBeGreaterThanOrEqual(3);
  });
});

describe('the street', () => {
  it('has statutory grids over the same ground, with codes of their own, and management grids of three classes', () => {
    const ground = (kind: string): number =>
      street.areas
        .filter((area) => area.kind === kind)
        .reduce((sum, { polygon }) => sum + (polygon?.type === 'Polygon' ? areaSquareMetres(polygon) : 0), 0);
    const whole = ground('grid');
    expect(Math.abs(ground('unitGrid') / whole - 1)).toBeLessThan(1e-4);
    expect(Math.abs(ground('dutyGrid') / whole - 1)).toBeLessThan(1e-4);
    expect(new Set(street.areas.map(({ code }) => code)).size).toBe(street.areas.length);
    expect(new Set(street.areas.flatMap((area) => (area.kind === 'grid' ? area['class'] : []))).size).toBe(3);
  });

  it('is made of documents as the house knows them', () => {
    for (const area of street.areas) expect(areaSchema.safeParse(area).error?.issues ?? []).toEqual([]);
    for (const building of street.buildings) expect(buildingSchema.safeParse(building).error?.issues ?? []).toEqual([]);
    for (const catalog of street.catalogs) expect(catalogSchema.safeParse(catalog).error?.issues ?? []).toEqual([]);
    expect(new Set(street.catalogs.map(({ kind }) => kind))).toEqual(
      new Set([
        'calendar',
        'caseRules',
        'dispatchRules',
        'templates',
        'controls',
        'countingRules',
        'categories',
        'codeMap',
        'duplicateRules',
        'standards',
        'departments',
        'reasons',
        'terms',
        'sources',
        'tags',
        'placeKinds',
        'riskRules',
        'careFields',
        'ledger',
      ]),
    );
  });
});

describe('the cases of the demonstration', () => {
  it(`are ${SEED_SIZES.demo.cases}, each a document as the house knows it and what its own log says`, () => {
    expect(cases.length).toBe(SEED_SIZES.demo.cases);
    for (const each of cases) {
      expect(caseSchema.safeParse(each).error?.issues ?? []).toEqual([]);
      const said = projectCase(each, foldOf(each));
      // Vitest's own comparison takes many times as long, and says where they differ.
      if (!isDeepStrictEqual(said, each)) expect(said).toEqual(each);
    }
  });

  it('stand in every state there is but a draft, most of them ended', () => {
    for (const state of CASE_STATES.filter((each) => each !== 'draft'))
      expect(countOf(state), state).toBeGreaterThan(0);
    const open = cases.filter((each) => !FINAL_STATES.has(each.state)).length;
    expect(open).toBeGreaterThan(190);
    expect(open).toBeLessThan(360);
    expect(countOf('handling')).toBeGreaterThan(60);
  });

  it('went back, were worked twice, reopened and handled on the spot', () => {
    const acts = new Map<string, number>();
    for (const entry of cases.flatMap(({ log }) => log)) acts.set(entry.act, (acts.get(entry.act) ?? 0) + 1);
    for (const act of [
      'selfHandle',
      'confirmSelfHandled',
      'refuseSelfHandled',
      'returnToIntake',
      'returnToAcceptor',
      'returnToDispatch',
      'withdraw',
      'failCheck',
      'startRework',
      'recheck',
      'reopen',
      'correct',
      'note',
      'reject',
      'void',
      'verify',
      'merge',
      'assign',
      'confirmHandled',
      'requestExtension',
      'requestSuspension',
      'resume',
      'forceClose',
      'visit',
      'handleAgain',
    ]) {
      expect(acts.get(act) ?? 0, act).toBeGreaterThan(2);
    }
    expect(cases.filter(({ round }) => round >= 2).length).toBeGreaterThan(3);
  });

  it('hold no entry without effect but those where a colleague was faster', () => {
    const refused = cases.flatMap((each) =>
      [...foldOf(each).refused].map(([id, verdict]) => ({ entry: each.log.find((entry) => entry.id === id), verdict })),
    );
    expect(refused.length).toBeGreaterThan(2);
    expect(refused.length).toBeLessThan(60);
    for (const { entry, verdict } of refused) {
      expect(['accept', 'dispatch']).toContain(entry?.act);
      expect(verdict.why).toBe('notNow');
    }
  });

  it('lie in the grid that their point lies in', () => {
    const polygons = new Map(resources.areas.areas.map((area) => [area.code, area.polygon]));
    for (const { scope, finding } of cases) {
      expect(scope).toBe(finding.place.gridCode);
      const polygon = polygons.get(scope) as Polygon;
      expect(isInPolygon(polygon, finding.place.point), finding.place.address).toBe(true);
    }
  });

  it('are seen by the reporter, the checker and the departments they were ever sent to, and only by them', () => {
    for (const each of cases) {
      const { refused } = foldOf(each);
      const sentTo = each.log
        .filter((entry) => !refused.has(entry.id))
        .flatMap(({ act, data }) =>
          act === 'dispatch'
            ? [String(data['department'])]
            : ((data['parts'] ?? []) as readonly { readonly key: string }[]).map(({ key }) => key),
        );
      const expected = new Set([
        personKey(each.reporter.id),
        ...(each.checker === undefined ? [] : [each.checker]),
        ...sentTo,
      ]);
      expect(new Set(each.audience)).toEqual(expected);
    }
  });

  it('were acted on by the right people of the right place, never before the centre could know', () => {
    const people = new Map(street.staff.everybody.map((person) => [person.user.id, person]));
    const now = new Date(NOW_MS).toISOString();
    const isRight = ({ log }: CaseDocument): boolean =>
      log.every(({ by, device, at, stamp }, nth) => {
        const person = people.get(by.id);
        const isTheirs =
          person?.device === device && person.user.posts.some((post) => isDeepStrictEqual(post, by.post));
        const [arrived = '', before = ''] = [stamp?.at, log[nth - 1]?.stamp?.at];
        const isInTime = at <= arrived && arrived <= now && arrived >= before && stamp?.seq === nth + 1;
        return (isByTimer(by) || isTheirs) && isInTime;
      });
    expect(cases.filter((each) => !isRight(each))).toEqual([]);
  });

  it('carry entries that were written offline and came in later', () => {
    const late = cases
      .flatMap(({ log }) => log)
      .filter((entry) => Date.parse(entry.stamp?.at ?? '') - Date.parse(entry.at) > 5 * 60_000);
    expect(late.length).toBeGreaterThan(200);
    expect(late.every((entry) => entry.by.post.role === 'gridWorker' || entry.by.post.role === 'department')).toBe(
      true,
    );
    expect(late.some((entry) => entry.clock === 'unverified')).toBe(true);
  });

  it('are numbered day by day in order of arrival, without a gap', () => {
    const days = new Map<string, CaseDocument[]>();
    for (const each of cases) {
      const day = shanghaiDay(Date.parse(each.log[0]?.stamp?.at ?? ''));
      days.set(day, [...(days.get(day) ?? []), each]);
    }
    expect(days.size).toBeGreaterThan(25);
    for (const [day, ofDay] of days) {
      const byArrival = [...ofDay].sort((a, b) => ((a.log[0]?.stamp?.at ?? '') < (b.log[0]?.stamp?.at ?? '') ? -1 : 1));
      expect(byArrival.map(({ number }) => number)).toEqual(
        byArrival.map((_, index) => `310115${day}${String(index + 1).padStart(5, '0')}`),
      );
    }
  });

  it('repeat one another where the stream did, at the same place', () => {
    const repeats = replayed.filter(({ incident }) => incident.repeats !== null);
    expect(repeats.length).toBeGreaterThan(300);
    for (const { incident } of repeats) {
      const first = incident.repeats?.finding;
      expect(first?.category).toEqual(incident.finding.category);
      expect(distanceMetres(first?.place.point ?? [0, 0], incident.finding.place.point)).toBeLessThan(50);
    }
    const voided = repeats.filter(({ document }) => document.state === 'void');
    expect(voided.length).toBeGreaterThan(50);
    const reasons = voided.map(({ document }) => document.log.at(-1)?.data['reason']);
    expect(
      reasons.filter((reason) => typeof reason === 'string' && /^与已有事件重复：\d{4}-\d{5}$/.test(reason)).length,
    ).toBeGreaterThan(50);
  });

  it('tell what was found in words of their own, without saying the place twice', () => {
    for (const { finding } of cases) {
      expect(finding.description.length).toBeGreaterThan(3);
      expect(finding.description).not.toContain('{');
      expect(finding.category.name).not.toBe(finding.category.code);
    }
  });

  it('name photos only where one was taken, and have each once', () => {
    const ordered = replayed.flatMap(({ photos }) => photos.map(({ id }) => id));
    const named = cases.flatMap(({ photos }) => photos.map(({ id }) => id));
    expect(named.sort()).toEqual([...ordered].sort());
    expect(new Set(ordered).size).toBe(ordered.length);
    const shown = cases.filter(({ photos }) => photos.some(({ kind }) => kind === 'near'));
    expect(shown.length).toBeGreaterThan(60);
  });
});

describe('at another hour', () => {
  it.each(['2026-11-22T19:00:00Z', '2026-11-23T00:00:00Z', '2027-02-01T10:00:00Z'])(
    '%s there is work in hand too',
    (now) => {
      const other = demonstration(resources, {
        seed: 2,
        nowMs: Date.parse(now),
        size: { ...SEED_SIZES.small, days: 30, cases: 300 },
      });
      const open = [...other.cases()].filter(({ document }) => !FINAL_STATES.has(document.state));
      expect(open.length).toBeGreaterThan(13);
    },
    300_000,
  );
});
