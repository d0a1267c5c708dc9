import { squaredDistances } from './reach.ts';

/** A piece of the sheet with one mark per cell, and whether what lies beyond it counts as marked. */
export interface Window {
  readonly columns: number;
  readonly rows: number;
  readonly marked: Uint8Array;
  readonly isBeyondMarked: boolean;
}

const inverted = (window: Window): Window => ({
  ...window,
  marked: Uint8Array.from(window.marked, (m) => 1 - m),
  isBeyondMarked: !window.isBeyondMarked,
});

const shrunk = (window: Window, radius: number): Window => {
  const distances = squaredDistances(window.marked, window.columns, window.rows, !window.isBeyondMarked);
  return { ...window, marked: Uint8Array.from(distances, (d) => (d > radius * radius ? 1 : 0)) };
};

const grown = (window: Window, radius: number): Window => inverted(shrunk(inverted(window), radius));

/** Connected groups (four sides) of marked cells, each as a list of cell indexes, in order of their first cell. */
export const pieces = ({ columns, rows, marked }: Omit<Window, 'isBeyondMarked'>): readonly (readonly number[])[] => {
  const seen = new Uint8Array(marked.length);
  const found: number[][] = [];
  for (let start = 0; start < marked.length; start += 1) {
    if (marked[start] !== 1 || seen[start] === 1) continue;
    const piece = [start];
    seen[start] = 1;
    for (let next = 0; next < piece.length; next += 1) {
      const index = piece[next] ?? 0;
      const column = index % columns;
      const beside = [
        column > 0 ? index - 1 : -1,
        column < columns - 1 ? index + 1 : -1,
        index >= columns ? index - columns : -1,
        index < columns * (rows - 1) ? index + columns : -1,
      ];
      for (const other of beside) {
        if (other >= 0 && marked[other] === 1 && seen[other] === 0) {
          seen[other] = 1;
          piece.push(other);
        }
      }
    }
    found.push(piece);
  }
  return found;
};

/**
 * Takes off spikes and strips thinner than twice the radius. What a round brush cannot reach in a plain corner is given
 * back: only scraps of at least `scrapCells` are taken.
 */
export const withoutSpikes = (window: Window, radius: number, scrapCells: number): Window => {
  const opened = grown(shrunk(window, radius), radius);
  const scraps = pieces({
    ...window,
    marked: Uint8Array.from(window.marked, (m, i) => (m === 1 && opened.marked[i] !== 1 ? 1 : 0)),
  });
  const kept = Uint8Array.from(window.marked);
  for (const scrap of scraps) {
    if (scrap.length >= scrapCells) for (const index of scrap) kept[index] = 0;
  }
  return { ...window, marked: kept };
};

/** Fills notches and slits thinner than twice the radius, by the same rule. */
export const withoutNotches = (window: Window, radius: number, scrapCells: number): Window =>
  inverted(withoutSpikes(inverted(window), radius, scrapCells));
