import { isRough } from '../../../shared/cases/rough-place.ts';
import type { Finding, Place } from '../../../shared/domain/case.ts';
import { momentWords } from '../../lib/shanghai-time.ts';

/** What another channel handed over with a finding, as people read it: its own name, until when it wants an answer, its words where they are not what stands above. */
export function receivedFacts(
  { received, description }: Pick<Finding, 'received' | 'description'>,
  nowMs: number,
): readonly (readonly [string, string])[] {
  if (received === undefined) return [];
  const { via, at, replyBy, wantsReply, isAnonymous, words } = received;
  const isOver = replyBy !== undefined && Date.parse(replyBy) < nowMs;
  const reply =
    replyBy === undefined
      ? wantsReply
        ? '要答复，没写期限'
        : undefined
      : `${momentWords(replyBy, nowMs)} 前${isOver ? '，已过' : ''}`;
  return [
    ['来件', [via, momentWords(at, nowMs), isAnonymous ? '匿名' : undefined].filter(Boolean).join(' · ')],
    ...(reply === undefined ? [] : [['答复期限', reply] as const]),
    ...(words === description || words === '' ? [] : [['来件原文', words] as const]),
  ];
}

/** `，只到小区或社区，可能差 400 米`, where a place is known no better. */
export const roughWords = (place: Place): string =>
  isRough(place) ? `，未定位：只到小区或社区，可能差 ${String(place.accuracyMetres)} 米` : '';
