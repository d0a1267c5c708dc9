import { expect, it } from 'vitest';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { kinOf } from './family.ts';

const person = (name: string, given: Partial<PersonDocument> = {}): PersonDocument => ({
  _id: `person:${name}`,
  type: 'person',
  scope: '310115005001001',
  schema: 1,
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 's', createdDevice: 'T', source: '走访' },
  name,
  sex: '1',
  idKind: '居民身份证',
  class: 'resident',
  life: 'living',
  state: 'effective',
  homeRoom: 'room:1',
  ...given,
});
const self = person('严立诚', {
  contacts: [
    { name: '严文博', person: 'person:严文博', phone: '10000000001' },
    { name: '严思齐', relation: '孙女' },
    { name: '邻居老王', relation: '邻居', phone: '10000000000' },
  ],
});
const members = [
  self,
  person('柳玉珍', { life: 'dead', diedOn: '2023-08-21' }),
  person('严文博', { homeRoom: 'room:2' }),
  person('严思齐'),
];

it('tells the household without the person himself, who is gone last, then other contacts', () => {
  expect(kinOf(self, members).map(({ name, standing, isContact }) => [name, standing, isContact])).toEqual([
    ['严文博', '住在别处', true],
    ['严思齐', '', false],
    ['柳玉珍', '2023-08-21 去世', false],
    ['邻居老王', '', true],
  ]);
});

it('names nobody twice', () => {
  const kin = kinOf(person('甲', { contacts: [{ name: '严思齐' }] }), members);
  expect(kin.filter(({ name }) => name === '严思齐')).toHaveLength(1);
});
