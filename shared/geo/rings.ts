import type { Position, Ring } from './geojson.ts';

export const samePosition = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];

export const isClosed = (ring: Ring): boolean => {
  const first = ring[0];
  const last = ring.at(-1);
  return ring.length >= 4 && first !== undefined && last !== undefined && samePosition(first, last);
};

/** The ring with its first position repeated at the end, if it was not already. */
export const closedRing = (ring: Ring): Ring => {
  const first = ring[0];
  const last = ring.at(-1);
  if (first === undefined || last === undefined || samePosition(first, last)) return ring;
  return [...ring, first];
};

/** Calls back for every edge of a ring, also for the closing edge of a ring left open. */
export const forEachEdge = (ring: Ring, visit: (from: Position, to: Position) => void): void => {
  const closed = closedRing(ring);
  for (let i = 1; i < closed.length; i += 1) {
    const from = closed[i - 1];
    const to = closed[i];
    if (from !== undefined && to !== undefined && !samePosition(from, to)) visit(from, to);
  }
};
