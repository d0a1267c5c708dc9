import { describe, expect, it } from 'vitest';
import type { ActionContext, AnyRecord } from '../../../shared/actions/change-set.ts';
import type { TagEntry } from '../../../shared/domain/catalog.ts';
import { addTagToAll, MOST_AT_ONCE, parted, previewWords } from './batch.ts';

const tag: TagEntry = { code: 'livingAlone', label: '独居老人', family: '老年', visitDays: 30 };
const context: ActionContext = {
  today: '2026-11-20',
  nowIso: '2026-11-20T02:00:00.000Z',
  newId: (type) => `${type}:01J00000000000000000000000`,
  newKey: () => '01J00000000000000000000000',
  by: {
    id: 'staff:me',
    name: '邬子墨',
    key: 'person:me',
    device: 'T-1',
    post: { role: 'communityClerk', scope: '310115005001' },
  },
  source: '走访',
  sources: [],
};
const person = (id: string, tags: readonly string[] = []): AnyRecord => ({
  _id: id,
  type: 'person',
  scope: '310115005001001',
  name: '严立诚',
  life: 'living',
  state: 'effective',
  provenance: {},
  tags: tags.map((code) => ({ code, source: '走访', since: '2026-01-01' })),
});

describe('an act on a selection', () => {
  it('says what can be done and why not the rest', () => {
    const two = parted(['a', 'b', 'c', 'd'], (one) =>
      one === 'a' ? undefined : one === 'd' ? '已故' : '已有这个标签',
    );
    expect(two.able).toEqual(['a']);
    expect(previewWords(two)).toBe('可办 1，不能 3（2 个已有这个标签；1 个已故）');
    expect(previewWords(parted(['a'], () => undefined))).toBe('可办 1，不能 0');
  });

  it('does no more at once than can be written at once', () => {
    const many = parted(Array.from({ length: MOST_AT_ONCE + 7 }), () => undefined);
    expect(many.able).toHaveLength(MOST_AT_ONCE);
    expect(many.unable).toEqual([{ why: '一次最多办 500 个', count: 7 }]);
  });

  it('tags several people as one act, leaving out who has the tag', () => {
    const result = addTagToAll(
      [person('person:1'), person('person:2', ['livingAlone']), person('person:3')],
      tag,
      context,
    );
    expect(result.ok && result.value.edits.map(({ after }) => after._id)).toEqual(['person:1', 'person:3']);
    expect(result.ok && result.value.consequences).toEqual(['2 人加“独居老人”，今天起。', '每 30 天要走访一次。']);
  });

  it('is not possible when it would change nobody', () => {
    const result = addTagToAll([person('person:2', ['livingAlone'])], tag, context);
    expect(result.ok).toBe(false);
  });
});
