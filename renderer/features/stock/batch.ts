import type { ActionContext, ActionResult, AnyRecord, Edit } from '../../../shared/actions/change-set.ts';
import { refuse } from '../../../shared/actions/scene.ts';
import { addTag } from '../../../shared/actions/tags.ts';
import type { TagEntry } from '../../../shared/domain/catalog.ts';
import type { StockRow } from '../../../shared/stock/rows.ts';

/** So many at once: each is a record of its own to be written and delivered. */
export const MOST_AT_ONCE = 500;

export interface Unable {
  readonly why: string;
  readonly count: number;
}
/** What of a selection can be done, and why not the rest, the most frequent reason first. */
export interface Parted<T> {
  readonly able: readonly T[];
  readonly unable: readonly Unable[];
}

/** Parts a selection by the first reason against each; those beyond the limit wait for the next time. */
export function parted<T>(all: readonly T[], whyNot: (one: T) => string | undefined): Parted<T> {
  const able: T[] = [];
  const reasons = new Map<string, number>();
  for (const one of all) {
    const why = whyNot(one) ?? (able.length >= MOST_AT_ONCE ? `一次最多办 ${String(MOST_AT_ONCE)} 个` : undefined);
    if (why === undefined) able.push(one);
    else reasons.set(why, (reasons.get(why) ?? 0) + 1);
  }
  return {
    able,
    unable: [...reasons].map(([why, count]) => ({ why, count })).toSorted((one, two) => two.count - one.count),
  };
}

/** 可办 18，不能 5（3 个已有这个标签；2 个已故） */
export function previewWords({ able, unable }: Parted<unknown>): string {
  const not = unable.reduce((sum, { count }) => sum + count, 0);
  const why = unable.map(({ why: reason, count }) => `${count.toLocaleString('zh-CN')} 个${reason}`).join('；');
  return `可办 ${able.length.toLocaleString('zh-CN')}，不能 ${not.toLocaleString('zh-CN')}${not === 0 ? '' : `（${why}）`}`;
}

/** Why nobody can be sent there. */
export const whyNoVisit =
  (isMine: (scope: string) => boolean) =>
  (row: StockRow): string | undefined => {
    if (!isMine(row.scope)) return '不在你的范围';
    if (row.kind === 'person' && row.life !== 'living') return row.life === 'dead' ? '已故' : '已迁出';
    if (row.kind === 'person' && row.room === '') return '没有住处';
    return undefined;
  };

export const whyNoTag =
  (tag: string | undefined, isMine: (scope: string) => boolean) =>
  (row: StockRow): string | undefined => {
    if (row.kind !== 'person' || !isMine(row.scope)) return '不在你的范围';
    if (row.life !== 'living') return row.life === 'dead' ? '已故' : '已迁出';
    return tag !== undefined && row.tags.includes(tag) ? '已有这个标签' : undefined;
  };

/** The same tag for several people, as one act with one undo. */
export function addTagToAll(people: readonly AnyRecord[], tag: TagEntry, context: ActionContext): ActionResult {
  const edits: Edit[] = [];
  let consequences: readonly string[] = [];
  for (const person of people) {
    const one = addTag([person], { person: person._id, tag, since: context.today }, context);
    if (!one.ok) continue;
    edits.push(...one.value.edits);
    consequences = one.value.consequences;
  }
  if (edits.length === 0) return refuse('nobody', '选中的人都不能加这个标签。', '换一个标签，或重新选人。');
  const [, ...ofEach] = consequences;
  return {
    ok: true,
    value: {
      act: 'addTag',
      title: `加标签 ${tag.label} ${String(edits.length)} 人`,
      source: context.source,
      edits,
      consequences: [`${String(edits.length)} 人加“${tag.label}”，今天起。`, ...ofEach],
    },
  };
}
