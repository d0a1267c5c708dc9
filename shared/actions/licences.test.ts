import { describe, expect, it } from 'vitest';
import type { EnterpriseDocument } from '../domain/enterprise.ts';
import { aPost, anId, GRID } from '../testing/builders.ts';
import type { ActionContext } from './change-set.ts';
import { renewLicence, type RenewLicenceInput } from './licences.ts';

const AT = '2026-11-20T01:00:00.000Z';
const shop = {
  _id: anId('enterprise'),
  type: 'enterprise',
  scope: GRID,
  schema: 1,
  provenance: { createdAt: AT, createdBy: 'x', createdDevice: 'x', source: '走访' },
  name: '上港便利店',
  trade: 'shop',
  address: '即墨路1号',
  operation: 'open',
  licences: [{ id: 'food', kind: '食品经营许可证', number: '1', until: '2026-12-02' }],
  state: 'effective',
} satisfies EnterpriseDocument;
const context: ActionContext = {
  today: '2026-11-20',
  nowIso: AT,
  newId: (type) => anId(type),
  newKey: () => 'new',
  by: { id: 'staff:x', name: '邬子墨', key: 'person:x', device: 'T-1', post: aPost('communityClerk') },
  source: '走访',
  sources: [],
};
const renew = (until: string, licence: string | undefined = 'food') => {
  const input: RenewLicenceInput = { enterprise: shop._id, licence, kind: '食品经营许可证', until };
  return renewLicence([shop], input, context);
};

describe('renewing a licence', () => {
  it.each([
    ['', '还没有写有效期至哪天'],
    ['2026-12-02', '不晚于现在记的'],
    ['2026-11-01', '已经过了'],
  ])('until “%s” is no renewal', (until, why) => {
    const result = renew(until);
    expect(result.ok ? '' : result.reason.why).toContain(why);
  });

  it('takes a later day, and for good only when said so', () => {
    const untilOf = (until: string) => {
      const result = renew(until);
      return result.ok ? (result.value.edits[0]?.after['licences'] as { until?: string }[])[0]?.until : 'refused';
    };
    expect([untilOf('2027-12-02'), untilOf('forGood')]).toEqual(['2027-12-02', undefined]);
  });
});
