import { describe, expect, it } from 'vitest';
import type { CareFileDocument } from '../../../shared/domain/care-file.ts';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { termWords } from '../../lib/term-words.ts';
import { careFacts, factsOf, type FactParts } from './person-facts.ts';

const head = {
  scope: '310115005001001',
  schema: 1,
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 's', createdDevice: 'T', source: '走访' },
};
const person: PersonDocument = {
  _id: 'person:1',
  type: 'person',
  ...head,
  name: '严立诚',
  sex: '1',
  birth: '1942-04-17',
  idKind: '居民身份证',
  class: 'resident',
  marriage: '30',
  resident: { registeredRoom: 'room:1' },
  life: 'living',
  state: 'effective',
};
const parts = (given: Partial<FactParts>): FactParts => ({
  person,
  room: undefined,
  address: '上港小区 27幢 2单元 502',
  registeredAddress: '上港小区 27幢 2单元 502',
  isApart: false,
  terms: termWords([{ list: 'marriage', code: '30', label: '丧偶' }]),
  ...given,
});
const told = (given: Partial<FactParts>): readonly string[] =>
  factsOf(parts(given)).map(({ label, words }) => `${label} ${words}`);

describe('基本情况', () => {
  it('tells what is filled in, coded values in words, addresses last', () => {
    expect(told({})).toEqual([
      '出生日期 1942-04-17',
      '婚姻 丧偶',
      '人户一致 一致',
      '户籍地址 上港小区 27幢 2单元 502',
      '现住地址 上港小区 27幢 2单元 502',
    ]);
  });
  it('says 不一致 of one who lives elsewhere than registered, and nothing before it is known', () => {
    expect(told({ isApart: true })).toContain('人户一致 不一致');
    expect(told({ isApart: undefined }).join()).not.toContain('人户一致');
  });
  it.each(['overseas', 'floating'] as const)('does not speak of 人户 of %s persons', (own) => {
    expect(told({ person: { ...person, class: own } }).join()).not.toContain('人户');
  });
});

it('covers numbers of persons wherever they stand', () => {
  const floating: PersonDocument = { ...person, class: 'floating', floating: { permitNumber: '999100194204170417' } };
  expect(told({ person: floating })).toContain('证件号 9991**********0417');
});

it('tells the fields of a care file that are filled in, and no others', () => {
  const file: CareFileDocument = {
    _id: 'careFile:1',
    type: 'careFile',
    ...head,
    kind: 'mental',
    person: 'person:1',
    personName: '甲',
    since: '2026-01-01',
    values: { isGuarded: false, people: ['甲', '乙'], amount: 1200, phone: '10078881589', unknown: 'x' },
    state: 'effective',
  };
  const facts = careFacts(file, [
    { key: 'isGuarded', label: '有人监护', kind: 'yesNo' },
    { key: 'people', label: '参与人员', kind: 'text' },
    { key: 'amount', label: '补助', kind: 'money', unit: '元' },
    { key: 'phone', label: '电话', kind: 'phone' },
    { key: 'note', label: '备注', kind: 'longText' },
  ]);
  expect(facts.map(({ label, words }) => `${label} ${words}`)).toEqual([
    '有人监护 否',
    '参与人员 甲、乙',
    '补助 1,200 元',
    '电话 100****1589',
  ]);
});
