import { describe, expect, it } from 'vitest';
import type { OccupancyDocument, OccupancyRole, PersonDocument } from '../../../shared/domain/person.ts';
import { dwellersOf, householdWords } from './dwellers.ts';

const head = {
  scope: '310115005001001',
  schema: 1,
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 's', createdDevice: 'T', source: '走访' },
};
const stay = (name: string, role: OccupancyRole, given: Partial<OccupancyDocument> = {}): OccupancyDocument => ({
  _id: `occupancy:${name}`,
  type: 'occupancy',
  ...head,
  person: `person:${name}`,
  personName: name,
  room: 'room:1',
  role,
  counted: true,
  since: '2000-01-01',
  state: 'effective',
  ...given,
});
const person = (name: string, birth: string, relation: string): PersonDocument => ({
  _id: `person:${name}`,
  type: 'person',
  ...head,
  name,
  sex: '1',
  birth,
  relation,
  idKind: '居民身份证',
  class: 'resident',
  life: 'living',
  state: 'effective',
});
const names = (all: readonly { readonly name: string }[]): string => all.map(({ name }) => name).join(' ');

describe('in a room', () => {
  const stays = [
    stay('孙', 'own'),
    stay('客', 'lodger', { counted: false }),
    stay('户主', 'own'),
    stay('在外', 'registeredOnly', { counted: false }),
    stay('先走', 'tenant', { until: '2020-01-01' }),
    stay('刚走', 'tenant', { until: '2026-11-20' }),
    stay('误记', 'own', { state: 'void' }),
  ];
  const people = new Map([
    ['person:孙', person('孙', '2004-01-01', '41')],
    ['person:户主', person('户主', '1942-04-17', '02')],
  ]);
  const all = dwellersOf(
    stays,
    people,
    [person('户主', '1942-04-17', '02'), person('女儿', '1970-01-01', '30')],
    '2026-11-20',
  );

  it('the head stands first, who is counted elsewhere last', () => {
    expect(names(all.present)).toBe('户主 孙 客');
  });
  it('who is only registered, or belongs to the household and lives elsewhere, is away', () => {
    expect(names(all.away)).toBe('女儿 在外');
  });
  it('who left stands under the former, the last one first; what was void stands nowhere', () => {
    expect(names(all.former)).toBe('刚走 先走');
  });
  it('says it in one line', () => {
    expect(householdWords(all)).toBe('住 3 人 · 其中 1 人计入别处 · 另有 2 人户口在此、人不在');
    expect(householdWords(dwellersOf([], new Map(), [], '2026-11-20'))).toBe('住 0 人');
  });
});
