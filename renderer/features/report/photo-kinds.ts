import type { PhotoKind } from '../../../shared/domain/evidence.ts';
import type { Draft } from '../../data/api.ts';

const ORDER: Readonly<Record<Draft['outcome'], readonly PhotoKind[]>> = {
  report: ['near', 'far', 'reference'],
  selfHandle: ['before', 'after'],
};

/** Photos that were taken for a report also show how the place looked before it was put right. */
const asBefore = (kind: PhotoKind): PhotoKind => (kind === 'near' || kind === 'far' ? 'before' : kind);

/** What the next photos most likely show, in the order they are taken; each can be changed on the photo. */
export function nextKinds(
  photos: Draft['photos'],
  outcome: Draft['outcome'],
  count: number,
): readonly [PhotoKind, ...PhotoKind[]] {
  const order = ORDER[outcome];
  const last = order.at(-1) ?? 'reference';
  const had = new Set(photos.map(({ kind }) => (outcome === 'selfHandle' ? asBefore(kind) : kind)));
  const missing = order.filter((kind) => !had.has(kind));
  const [first = last] = missing;
  return [first, ...Array.from({ length: Math.max(0, count - 1) }, (_, at) => missing[at + 1] ?? last)];
}
