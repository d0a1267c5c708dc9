import { describe, expect, it } from 'vitest';
import type { FieldEntry } from '../../../shared/domain/catalog.ts';
import type { EnterpriseDocument } from '../../../shared/domain/enterprise.ts';
import type { LedgerEntryDocument } from '../../../shared/domain/ledger-entry.ts';
import { anId, GRID } from '../../../shared/testing/builders.ts';
import {
  enterpriseGroups,
  ledgerGroups,
  monthBefore,
  monthDifferences,
  valueText,
  wholeValue,
} from './place-fields.ts';

const at = '2026-11-20T01:00:00.000Z';
const head = {
  scope: GRID,
  schema: 1,
  provenance: { createdAt: at, createdBy: 'x', createdDevice: 'x', source: '走访' },
};
const shop = {
  _id: anId('enterprise'),
  type: 'enterprise',
  ...head,
  name: '燕林餐饮',
  trade: 'eatery',
  address: '即墨路117号',
  operation: 'open',
  areaM2: 86.5,
  legalPerson: { name: '颜立超', phone: '10012340417', idNumber: '999101199301010417' },
  state: 'effective',
} as EnterpriseDocument;
const month = (values: Readonly<Record<string, unknown>>): LedgerEntryDocument => ({
  _id: anId('ledgerEntry'),
  type: 'ledgerEntry',
  ...head,
  ledger: 'assets',
  title: '一组',
  values,
  state: 'effective',
});
const cash: FieldEntry = { key: 'cash', label: '货币资金', kind: 'money' };

const linesOf = (document: EnterpriseDocument) => enterpriseGroups(document, undefined).flatMap(({ fields }) => fields);

describe('the card of a place', () => {
  it('covers numbers of persons and can show them whole', () => {
    const phone = linesOf(shop).find(({ field }) => field === 'legalPerson.phone');
    expect(phone).toMatchObject({ text: '100****0417', isMasked: true });
    expect(wholeValue(shop, 'legalPerson.phone')).toBe('10012340417');
    expect(JSON.stringify(linesOf(shop))).not.toContain('999101199301010417');
  });

  it('shows beds and seats only of those who have them', () => {
    expect(linesOf(shop).some(({ field }) => field === 'beds')).toBe(false);
    expect(linesOf({ ...shop, beds: 18 })).toContainEqual({
      field: 'beds',
      label: '床位',
      text: '18 张',
    });
  });
});

it('dates an inspection after midnight by the day in Shanghai', () => {
  const lines = linesOf({ ...shop, inspectedAt: '2026-11-19T17:30:00.000Z', inspectDueOn: '2026-12-01' });
  const texts = lines.flatMap(({ field, text }) => (field.startsWith('inspect') ? [text] : []));
  expect(texts).toEqual(['2026-11-20', '2026-12-01']);
});

describe('a special ledger', () => {
  it('is drawn from its configuration alone', () => {
    const fields: readonly FieldEntry[] = [
      { key: 'grade', label: '保护级别', kind: 'choice', choices: ['市级', '区级'] },
      { key: 'listed', label: '挂牌', kind: 'yesNo' },
      cash,
    ];
    const [group] = ledgerGroups(month({ grade: '市级', listed: false, cash: 1200 }), fields);
    expect(group?.fields.map(({ label, text }) => [label, text])).toEqual([
      ['保护级别', '市级'],
      ['挂牌', '否'],
      ['货币资金', '1,200.00 元'],
    ]);
  });

  it('says nothing where nothing was recorded', () => {
    expect(valueText(cash, undefined)).toBe('');
    expect(valueText({ ...cash, kind: 'yesNo' }, undefined)).toBe('');
  });

  it('counts the difference to the month before, and none where that is missing', () => {
    const now = month({ cash: 1200.1 });
    expect(monthDifferences(now, month({ cash: 1000 }), [cash], ['cash', 'unknown'])).toEqual([
      { key: 'cash', label: '货币资金', now: 1200.1, before: 1000, difference: 200.1 },
    ]);
    expect(monthDifferences(now, undefined, [cash], ['cash'])[0]?.difference).toBeUndefined();
  });

  it.each([
    ['2026-11', '2026-10'],
    ['2026-01', '2025-12'],
  ])('%s comes after %s', (one, before) => {
    expect(monthBefore(one)).toBe(before);
  });
});
