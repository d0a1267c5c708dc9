import type { Hit } from '../../../shared/stock/query.ts';
import { openParts } from '../../lib/masks.ts';

/** A stretch of a shown text. */
export interface Part {
  readonly text: string;
  readonly isHit: boolean;
}

type Stretch = readonly [number, number];

/** A text cut where the marks begin and end; marks may overlap. */
export function partsOf(text: string, stretches: readonly Stretch[]): readonly Part[] {
  const isHit = (at: number): boolean => stretches.some(([from, to]) => at >= from && at < to);
  const parts: { text: string; isHit: boolean }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const last = parts.at(-1);
    const hit = isHit(at);
    if (last?.isHit === hit) last.text += text.charAt(at);
    else parts.push({ text: text.charAt(at), isHit: hit });
  }
  return parts;
}

export const stretchesOf = (hit: Hit, text: string): readonly Stretch[] =>
  hit.marks.filter((mark) => mark.text === text).map(({ from, to }) => [from, to] as const);

/**
 * Marks of a number moved onto its mask. Masks keep the tail, so places are counted from behind; what is covered is never marked, or the mark would tell it.
 */
export function maskedParts(number: string, masked: string, stretches: readonly Stretch[]): readonly Part[] {
  const shift = masked.length - number.length;
  const open = openParts(masked);
  const visible = stretches.flatMap(([from, to]) =>
    open
      .map(([start, end]) => [Math.max(from + shift, start), Math.min(to + shift, end)] as const)
      .filter(([start, end]) => end > start),
  );
  return partsOf(masked, visible);
}

/** Marks of a case's 19 digits moved onto 1104-00417. */
export function shortNumberStretches(stretches: readonly Stretch[]): readonly Stretch[] {
  const moved = (at: number): number => Math.max(0, at - 10) + (at > 14 ? 1 : 0);
  return stretches
    .map(([from, to]) => [moved(from) + (from === 14 ? 1 : 0), moved(to)] as const)
    .filter(([from, to]) => to > from);
}
