import { describe, expect, it } from 'vitest';
import { catalogSchema, type CatalogDocument } from '../domain/catalog.ts';
import { aCase, aFinding, anEntry, anId, aReportedCase, aStandard, GRID, STREET } from '../testing/builders.ts';
import { logOf, PEOPLE, WAY_TO, type Told } from '../testing/lifecycle.ts';
import { foldLog, judgeNext, projectFold } from './fold.ts';
import { receiveCase } from './receive.ts';
import { hoursToCheck } from './same-hour.ts';
import { shelfOf } from './shelf.ts';

/* Rules 12 to 14 of DOMAIN §3.3. */

const PUBLISHED = '2026-01-01T00:00:00.000Z';
const aTable = (fields: Readonly<Record<string, unknown>>): CatalogDocument =>
  catalogSchema.parse({
    ...{ _id: anId('catalog'), type: 'catalog', scope: STREET, schema: 1, name: '表', version: 1 },
    validFrom: '2026-01-01',
    provenance: { createdAt: PUBLISHED, createdBy: 'x', createdDevice: 'x', source: 'x' },
    ...fields,
  });

describe('rule 12: what comes and goes is checked at the hour at which it was seen', () => {
  const rules = aTable({
    kind: 'caseRules',
    version: 2,
    entries: [{ act: 'passCheck', also: ['sameHour'] }],
  });
  const handled = (standard: object, version = 2) => {
    const acts: readonly Told[] = [
      'report',
      'accept',
      { act: 'open', data: { standard } },
      'dispatch',
      'sign',
      'finish',
    ];
    return logOf(acts).map((entry, at) => (at === 0 ? { ...entry, rules: version } : entry));
  };
  const shelf = shelfOf([rules]);
  const flagged = { ...aStandard, checkSameHour: true };
  const verdict = (log: ReturnType<typeof handled>, act: string, hours: number): string | undefined => {
    const last = log.at(-1) ?? null;
    const at = new Date(Date.parse(log[0]?.at ?? '') + hours * 3_600_000).toISOString();
    const data = act === 'failCheck' ? { reason: '还在' } : {};
    return judgeNext(foldLog(log, shelf.of), anEntry(PEOPLE.gridWorker, act, data, last, { at }))?.why;
  };

  it('passes within an hour of it on any day, fails at any time', () => {
    const log = handled(flagged);
    const at = (hours: number): string | undefined => verdict(log, 'passCheck', hours);
    expect([0.5, 1, 1.1, 12, 22.9, 23, 25, 25.1, 48].map(at)).toEqual([
      ...[undefined, undefined, 'sameHour', 'sameHour', 'sameHour'],
      ...[undefined, undefined, 'sameHour', undefined],
    ]);
    expect(verdict(log, 'failCheck', 12)).toBeUndefined();
  });
  it('asks it of marked rows alone, and of no case of before', () => {
    expect([verdict(handled(aStandard), 'passCheck', 12), verdict(handled(flagged, 1), 'passCheck', 12)]).toEqual([
      undefined,
      undefined,
    ]);
  });
  it('goes by when another channel was told of it, over midnight', () => {
    const received = { words: '', at: '2026-11-20T15:30:00.000Z', isAnonymous: false, wantsReply: false };
    const hours = hoursToCheck({
      standard: flagged,
      finding: { ...aFinding(), received },
      reportedAt: '2026-11-21T02:00:00.000Z',
    });
    expect(hours).toEqual({ fromMs: 22.5 * 3_600_000, toMs: 0.5 * 3_600_000 });
  });
});

describe('rule 13: where a class is controlled, patrols do not report it', () => {
  const { category, place } = aFinding();
  const entry = (changes: object = {}) => ({
    ...{ id: '1', name: '大修', categories: [category], fromDay: '2026-11-01', toDay: '2026-12-31' },
    ...{ message: '施工方负责', approvedBy: '2026-16 号' },
    ...changes,
  });
  const held = (changes: object, at = '2026-11-20T04:00:00.000Z', finding: object = {}): boolean =>
    shelfOf([aTable({ kind: 'controls', entries: [entry(changes)] })]).controlOn(
      { category, place, channel: 'patrol', ...finding },
      at,
    ) !== null;

  it('holds by class, area, circle, days and hours', () => {
    const elsewhere = { ...category, code: '09001' };
    const [lon, lat] = place.point;
    expect([
      held({}),
      held({ categories: [elsewhere] }),
      held({ categories: [{ ...category, code: category.code.slice(0, 2) }] }),
      held({ area: GRID }),
      held({ area: '310115999' }),
      held({ centre: { lon, lat }, radiusMetres: 50 }),
      held({ centre: { lon: lon + 0.01, lat }, radiusMetres: 50 }),
    ]).toEqual([true, false, true, true, false, true, false]);
    expect(
      [
        '2026-10-31T15:59:59.000Z',
        '2026-10-31T16:00:00.000Z',
        '2026-12-31T15:59:59.000Z',
        '2026-12-31T16:00:00.000Z',
      ].map((at) => held({}, at)),
    ).toEqual([false, true, true, false]);
    const night = { from: '22:00', to: '06:00' };
    expect([held(night), held(night, '2026-11-20T15:00:00.000Z')]).toEqual([false, true]);
  });
  it('keeps out no demand of people, and nothing from before it was published', () => {
    const at = '2026-11-20T04:00:00.000Z';
    expect([held({}, at, { channel: 'hotline' }), held({}, at)]).toEqual([false, true]);
    const late = aTable({
      kind: 'controls',
      entries: [entry()],
      provenance: { createdAt: '2026-11-20T05:00:00.000Z', createdBy: 'x', createdDevice: 'x', source: 'x' },
    });
    expect(shelfOf([late]).controlOn({ category, place, channel: 'patrol' }, at)).toBeNull();
  });
  it('comes back from the centre with the reason; what was handled on the spot is taken', () => {
    const shelf = shelfOf([
      aTable({ kind: 'controls', entries: [entry({ fromDay: '2020-01-01', toDay: '2099-12-31' })] }),
    ]);
    const options = { rulebooks: shelf.of, shelf };
    const report = aReportedCase(PEOPLE.gridWorker);
    const nowMs = Date.parse(report.log[0]?.at ?? '') + 1000;
    const outcome = receiveCase(null, report, PEOPLE.gridWorker, nowMs, options);
    expect(outcome).toMatchObject({
      ok: false,
      reason: {
        code: 'controlled',
        why: '这里是管控区域（大修，2020-01-01 至 2099-12-31，2026-16 号），这一类不用上报：施工方负责',
      },
    });
    const handled = aCase(logOf(['selfHandle']));
    expect(receiveCase(null, handled, PEOPLE.gridWorker, nowMs, options).ok).toBe(true);
    // A case that is there is kept, whatever is published later.
    expect(foldLog(report.log, shelf.of).state).toBe('reported');
  });
});

describe('rule 14: a bundle is timed by one limit', () => {
  const longer = { ...aStandard, id: 'other', limit: { amount: 9, unit: 'urgentHour' } as const };
  const bundle = { id: 'b', cases: [anId('case'), anId('case')], standard: longer };
  const department = { department: 'dept:roads', departmentName: '养护所' };
  const told: Told = { act: 'dispatch', data: { ...department, bundle } };
  const hours = (acts: readonly Told[]): number => {
    const log = logOf(acts);
    return (Date.parse(projectFold(foldLog(log))?.dueAt ?? '') - Date.parse(log.at(-1)?.at ?? '')) / 3_600_000;
  };

  it('takes the limit of the bundle in the place of its own, until it is dispatched anew', () => {
    const { bundle: shown } = aCase(logOf([...WAY_TO.pendingDispatch, told]));
    expect([hours([...WAY_TO.pendingDispatch, told]), shown]).toEqual([9, { id: 'b', size: 2, limit: longer.limit }]);
    const anew = aCase(logOf([...WAY_TO.pendingDispatch, told, 'withdraw', 'dispatch']));
    expect(anew.bundle).toBeUndefined();
  });
  it('holds cases of one class alone', () => {
    const stranger = { ...longer, category: { ...longer.category, code: '09001' } };
    const log = logOf([
      ...WAY_TO.pendingDispatch,
      { act: 'dispatch', data: { ...department, bundle: { ...bundle, standard: stranger } } },
    ]);
    expect([...foldLog(log).refused.values()].map(({ why }) => why)).toEqual(['bundleFits']);
  });
});
