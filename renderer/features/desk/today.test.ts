import { describe, expect, it } from 'vitest';
import type { User } from '../../../shared/domain/staff.ts';
import type { CaseRow, Draft } from '../../data/api.ts';
import { STATE_LABELS } from '../../../shared/cases/acts.ts';
import { todayGroups, waitingCount } from './today.ts';

const NOW = Date.parse('2026-11-20T04:00:00.000Z');
const clerk: User = {
  id: 'staff:me',
  account: 'clerk',
  displayName: '邬子墨',
  posts: [{ role: 'communityClerk', scope: '310115005001' }],
};
const aRow = (change: Partial<CaseRow>): CaseRow => ({
  id: 'case:1',
  number: undefined,
  state: 'reported',
  stage: 1,
  category: 'GB/T 47678.5/matter/06010',
  categoryName: '暴露垃圾',
  description: '',
  address: '上港小区',
  point: [121.5, 31.2],
  gridCode: '310115005001001',
  channel: 'patrol',
  urgent: false,
  department: undefined,
  reporterId: 'staff:other',
  reporterName: '戚建平',
  reportedAt: '2026-11-20T01:00:00.000Z',
  changedAt: '2026-11-20T01:00:00.000Z',
  due: {},
  suspendedUntil: undefined,
  returns: 0,
  round: 0,
  photoCount: 0,
  unsent: 0,
  refused: false,
  ...change,
});
const aDraft: Draft = {
  id: '1',
  savedAt: '2026-11-20T01:00:00.000Z',
  description: '',
  urgent: false,
  channel: 'patrol',
  outcome: 'report',
  photos: [],
};

describe('what is mine today', () => {
  const open = [
    aRow({ id: 'a' }),
    aRow({ id: 'b', state: 'feedback' }),
    aRow({ id: 'c', state: 'pendingOpen' }),
    aRow({ id: 'd', gridCode: '310115005002001' }),
    aRow({ id: 'e', state: 'handling', reporterId: 'staff:me' }),
    aRow({ id: 'f', reporterId: 'staff:me', urgent: true }),
  ];

  it('groups drafts, what waits for me by stage, and what I reported; nothing twice', () => {
    const groups = todayGroups(open, [aDraft], clerk, NOW, STATE_LABELS);
    expect(groups.map((group) => [group.key, group.items.map((item) => item.id)])).toEqual([
      ['drafts', ['draft 1']],
      ['reported', ['f', 'a']],
      ['feedback', ['b']],
      ['reported-by-me', ['e']],
    ]);
  });

  it('puts what is over first, then what is due today; what has just come in stays new until it is near', () => {
    const due = (dueAt: string, warnAt: string) => ({ due: { dueAt, warnAt } });
    const rows = [
      aRow({ id: 'fresh', ...due('2026-11-20T04:14:00.000Z', '2026-11-20T04:10:00.000Z') }),
      aRow({ id: 'near', ...due('2026-11-20T04:03:00.000Z', '2026-11-20T03:59:00.000Z') }),
      aRow({ id: 'over', ...due('2026-11-20T03:00:00.000Z', '2026-11-20T02:00:00.000Z') }),
      aRow({ id: 'today', state: 'feedback', ...due('2026-11-20T15:59:59.000Z', '2026-11-20T12:00:00.000Z') }),
      // Midnight in Shanghai is 16:00 UTC.
      aRow({ id: 'tomorrow', state: 'feedback', ...due('2026-11-20T16:00:00.000Z', '2026-11-20T12:00:00.000Z') }),
    ];
    expect(
      todayGroups(rows, [aDraft], clerk, NOW, STATE_LABELS).map(({ key, items }) => [key, items.map(({ id }) => id)]),
    ).toEqual([
      ['overdue', ['over']],
      ['due-today', ['near', 'today']],
      ['drafts', ['draft 1']],
      ['reported', ['fresh']],
      ['feedback', ['tomorrow']],
    ]);
  });

  it('counts for the badge what needs me, not drafts or what others have', () => {
    expect(waitingCount(open, clerk)).toBe(3);
  });

  it('is empty when nothing is mine', () => {
    expect(todayGroups([aRow({ state: 'pendingOpen' })], [], clerk, NOW, STATE_LABELS)).toEqual([]);
  });
});
