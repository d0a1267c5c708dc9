import type { FieldChange } from '../../../shared/domain/change.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import type { Dispute, MarkedChange, MergedEdit, PastChange } from '../../data/records/api.ts';

/** What a resident's own page hides as well: where a record lies is the business of its act. */
const SILENT: ReadonlySet<string> = new Set(['scope', 'audience', 'handover', 'state', 'provenance']);
export const isTold = ({ field }: Pick<FieldChange, 'field'>): boolean => !SILENT.has(field.split('.')[0] ?? field);

/** Times stand with their day only where it is not today. */
export const shortMoment = (iso: string, nowMs: number): string => momentWords(iso, nowMs).replace(/^今天 /, '');

/** 戚建平 · 08:47 · 走访 */
export const basisWords = ({ by, at, source }: Pick<PastChange, 'by' | 'at' | 'source'>, nowMs: number): string =>
  `${by.name} · ${shortMoment(at, nowMs)} · ${source}`;

/** Two lines under a name in the list. */
export function disputeWords({ change }: Dispute, count: number, nowMs: number): readonly [string, string] {
  return [`${String(count)} 个字段两人都改了`, `${change.by.name} · ${momentWords(change.at, nowMs)}`];
}

const listed = (names: readonly string[]): string =>
  `${[...new Set(names)].slice(0, 2).join('、')}${new Set(names).size > 2 ? '等' : ''}`;

/** 你改手机，戚建平改就业 · 都保留 */
export function mergedWords({ change, with: who }: MergedEdit, fieldName: (path: string) => string): string {
  const own = change.fields.filter(isTold).map(({ field }) => fieldName(field));
  const theirs = (change.beside ?? []).filter((field) => isTold({ field })).map(fieldName);
  const mine = own.length === 0 ? '你的改动' : `你改${listed(own)}`;
  return theirs.length === 0 ? `${mine} · 已保留` : `${mine}，${who ?? '别人'}改${listed(theirs)} · 都保留`;
}

/** An edit written this long before it arrived was written without the centre. */
const LATE_MS = 120_000;

/** One step of 经过: who did what, and whether it was written offline. */
export function stepWords(change: MarkedChange, isMe: boolean): string {
  const count = change.fields.filter(isTold).length + (change.lost ?? []).filter(isTold).length;
  const wasOffline = change.takenAt !== undefined && Date.parse(change.takenAt) - Date.parse(change.at) > LATE_MS;
  const who = isMe ? '你' : change.by.name;
  const how = change.act === 'settle' ? '在冲突台定' : `${change.source}后改`;
  return `${who} ${how} ${String(count)} 项${wasOffline ? '（当时离线）' : ''}`;
}
