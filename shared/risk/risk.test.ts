import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RiskRulesTable } from '../domain/catalog-resources.ts';
import { RISK_LEVELS } from '../domain/catalog.ts';
import { ROOM_USES, type Hazard } from '../domain/room.ts';
import { enterpriseRisk } from './enterprise-risk.ts';
import { riskWords, severityOf, visitDueOn } from './risk-level.ts';
import { roomRisk, type RiskRoom } from './room-risk.ts';

const table = JSON.parse(
  readFileSync(new URL('../../resources/catalogs/risk-rules.json', import.meta.url), 'utf8'),
) as RiskRulesTable;

const aHazard = (code: string, isCleared = false): Hazard => ({
  id: code,
  code,
  foundAt: '2026-10-01T02:00:00.000Z',
  foundBy: '戚建平',
  source: '检查',
  ...(isCleared ? { cleared: { at: '2026-10-08T02:00:00.000Z', by: '戚建平' } } : {}),
});
const aRoom = (changes: Partial<RiskRoom> = {}): RiskRoom => ({ use: 'rent', state: 'effective', ...changes });

describe('the risk of a room', () => {
  it.each<[string, Partial<RiskRoom>, number, string, string]>([
    ['let, nothing found', {}, 2, 'green', ''],
    ['lived in by its owner', { use: 'self' }, 0, '', ''],
    ['empty', { use: 'vacant' }, 0, '', ''],
    ['self-built, lived in by its owner', { use: 'self', buildingKind: 'selfBuiltHome' }, 0, 'green', ''],
    ['a cellar lived in by its owner', { use: 'self', buildingKind: 'underground' }, 0, '', ''],
    ['30 m² for 5', { areaM2: 30 }, 5, 'green', ''],
    ['30 m² for 6', { areaM2: 30 }, 6, 'red', '人均租住面积低于 6 平方米；租客 6 人及以上'],
    ['100 m² for 6', { areaM2: 100 }, 6, 'yellow', '租客 6 人及以上'],
    ['area not known, 5 tenants', {}, 5, 'green', ''],
    ['let, without tenants', { areaM2: 4 }, 0, 'green', ''],
    ['ten tenants', { areaM2: 200 }, 10, 'orange', '租客 10 人及以上；租客 6 人及以上'],
    ['let by the bed', { use: 'groupRental' }, 0, 'orange', '群租（分割出租）'],
    ['grade D', { dangerGrade: 'D' }, 1, 'red', '鉴定为整幢危险（D 级）'],
    ['grade A', { dangerGrade: 'A' }, 1, 'green', ''],
    ['grade C, lived in by its owner', { use: 'self', dangerGrade: 'C' }, 0, 'orange', '鉴定为局部危险（C 级）'],
    ['small, lived in by its owner', { use: 'self', areaM2: 4 }, 1, '', ''],
    ['a hazard', { hazards: [aHazard('noPledge')] }, 1, 'yellow', '没有签安全责任书'],
    ['a hazard cleared', { hazards: [aHazard('majorFire', true)] }, 1, 'green', ''],
    [
      'the worst first',
      { hazards: [aHazard('noPledge'), aHazard('majorFire'), aHazard('gasUnsafe', true)] },
      1,
      'red',
      '重大火灾隐患；没有签安全责任书',
    ],
    [
      'found twice, said once',
      { hazards: [aHazard('noPledge'), { ...aHazard('noPledge'), id: '2' }] },
      1,
      'yellow',
      '没有签安全责任书',
    ],
    [
      'found, then no longer let',
      { use: 'self', hazards: [aHazard('exitBlocked')] },
      0,
      'orange',
      '疏散通道、安全出口被堵或上锁',
    ],
    ['a rule that is gone', { hazards: [aHazard('oldRule')] }, 1, 'yellow', '已停用的隐患项（oldRule）'],
    ['void', { state: 'void', hazards: [aHazard('majorFire')] }, 1, '', ''],
  ])('%s', (_, changes, tenants, level, words) => {
    const verdict = roomRisk(aRoom(changes), { tenants }, table);
    expect(verdict.level).toBe(level);
    expect(riskWords(verdict)).toBe(words);
  });

  it('goes by the table, not by the code', () => {
    const strict = {
      ...table,
      entries: table.entries.map((rule) =>
        rule.code === 'areaTooSmall'
          ? { ...rule, level: 'orange' as const, figure: { field: 'areaPerTenantM2' as const, below: 10 } }
          : rule,
      ),
    };
    expect(roomRisk(aRoom({ areaM2: 40 }), { tenants: 5 }, strict).level).toBe('orange');
    expect(roomRisk(aRoom({ areaM2: 40 }), { tenants: 5 }, table).level).toBe('green');
  });

  it('is never better for one more hazard, and only clearing it takes it back', () => {
    const codes = table.entries.map((rule) => rule.code);
    const someHazards = fc.uniqueArray(fc.constantFrom(...codes), { maxLength: 6 });
    const aRandomRoom = fc.record({
      use: fc.constantFrom(...ROOM_USES),
      areaM2: fc.integer({ min: 5, max: 200 }),
      tenants: fc.integer({ min: 0, max: 12 }),
      codes: someHazards,
      more: fc.constantFrom(...codes),
    });
    fc.assert(
      fc.property(aRandomRoom, ({ use, areaM2, tenants, codes: found, more }) => {
        const hazards = found.filter((code) => code !== more).map((code) => aHazard(code));
        const without = roomRisk(aRoom({ use, areaM2, hazards }), { tenants }, table);
        const withMore = roomRisk(aRoom({ use, areaM2, hazards: [...hazards, aHazard(more)] }), { tenants }, table);
        expect(severityOf(withMore.level)).toBeLessThanOrEqual(severityOf(without.level));
        const cleared = roomRisk(
          aRoom({ use, areaM2, hazards: [...hazards, aHazard(more, true)] }),
          { tenants },
          table,
        );
        expect(cleared).toEqual(without);
        const turned = roomRisk(aRoom({ use, areaM2, hazards: hazards.toReversed() }), { tenants }, table);
        expect(turned).toEqual(without);
      }),
    );
  });
});

describe('the risk of a place', () => {
  it.each<[string, Parameters<typeof enterpriseRisk>[0], string, string]>([
    ['nothing found', { operation: 'open', state: 'effective' }, 'green', ''],
    [
      'people living in it',
      { operation: 'open', state: 'effective', hazards: [aHazard('dormInProduction')] },
      'red',
      '生产、仓储、经营场所内住人（三合一）',
    ],
    ['cleared', { operation: 'open', state: 'effective', hazards: [aHazard('dormInProduction', true)] }, 'green', ''],
    ['closed', { operation: 'closed', state: 'effective', hazards: [aHazard('dormInProduction')] }, '', ''],
    [
      'not known whether open',
      { operation: 'unknown', state: 'effective', hazards: [aHazard('noExtinguisher')] },
      'yellow',
      '灭火器缺少、失效',
    ],
    ['void', { operation: 'open', state: 'void', hazards: [aHazard('majorFire')] }, '', ''],
  ])('%s', (_, enterprise, level, words) => {
    const verdict = enterpriseRisk(enterprise, table);
    expect([verdict.level, riskWords(verdict)]).toEqual([level, words]);
  });
});

describe('the next visit', () => {
  it.each([
    ['red', '2026-11-20T02:00:00.000Z', '2026-11-27'],
    ['orange', '2026-11-20T02:00:00.000Z', '2026-12-20'],
    ['yellow', '2026-11-20T02:00:00.000Z', '2027-02-19'],
    ['green', '2026-11-19T16:30:00.000Z', '2027-05-21'],
    ['green', undefined, '2026-11-21'],
    ['', '2026-11-20T02:00:00.000Z', ''],
  ] as const)('of %j, last on %s: %s', (level, inspectedAt, due) => {
    expect(visitDueOn(level, inspectedAt, table, '2026-11-21')).toBe(due);
  });

  it('is set for every level', () => {
    for (const level of RISK_LEVELS) expect(visitDueOn(level, undefined, table, '2026-11-21')).toBe('2026-11-21');
  });
});
