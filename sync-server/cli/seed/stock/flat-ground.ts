import { boxOfPolygon } from '../../../../shared/geo/bounding-box.ts';
import { METRES_PER_DEGREE, radians } from '../../../../shared/geo/distance.ts';
import type { Polygon, Position } from '../../../../shared/geo/geojson.ts';
import { forEachEdge } from '../../../../shared/geo/rings.ts';

/** A rectangle on the ground, metres east and south of the north-west corner of its sheet. */
export interface Plot {
  readonly east: number;
  readonly south: number;
  readonly width: number;
  readonly depth: number;
}

/** The ground of one grid as squares of two metres, free or taken. */
export interface FlatGround {
  /** Takes a strip along a line, so many metres to either side. */
  readonly takeLine: (from: Position, to: Position, reachMetres: number) => void;
  /** Takes the inside of a polygon and a strip around it. */
  readonly takePolygon: (polygon: Polygon, reachMetres: number) => void;
  /** Free plots of this size, row by row from the north, with so much room kept around each. What is given out is taken. */
  readonly plots: (width: number, depth: number, gapMetres: number, rowGapMetres: number) => readonly Plot[];
  readonly polygonOf: (plot: Plot) => { readonly polygon: Polygon; readonly centroid: [number, number] };
}

const SIDE = 2;
/** A border is kept at this distance: a house stands inside its grid, not on the line. */
const BORDER_METRES = 4;

const seventh = (degrees: number): number => Number(degrees.toFixed(7));

export function flatGround(grid: Polygon): FlatGround {
  const box = boxOfPolygon(grid);
  const lonMetres = METRES_PER_DEGREE * Math.cos(radians((box.south + box.north) / 2));
  const columns = Math.ceil(((box.east - box.west) * lonMetres) / SIDE);
  const rows = Math.ceil(((box.north - box.south) * METRES_PER_DEGREE) / SIDE);
  /** 1: taken. Everything is, until found inside. */
  const taken = new Uint8Array(columns * rows).fill(1);
  const eastOf = (lon: number): number => (lon - box.west) * lonMetres;
  const southOf = (lat: number): number => (box.north - lat) * METRES_PER_DEGREE;

  /** Sets the squares whose middle is inside, by even-odd crossings of each row. */
  const fill = (polygon: Polygon, value: 0 | 1): void => {
    const crossings: number[][] = Array.from({ length: rows }, () => []);
    for (const ring of polygon.coordinates) {
      forEachEdge(ring, (from, to) => {
        const [x1, y1, x2, y2] = [eastOf(from[0]), southOf(from[1]), eastOf(to[0]), southOf(to[1])];
        const [low, high] = y1 < y2 ? [y1, y2] : [y2, y1];
        for (let row = Math.max(0, Math.ceil(low / SIDE - 0.5)); row < rows && row * SIDE + SIDE / 2 < high; row += 1) {
          const y = row * SIDE + SIDE / 2;
          crossings[row]?.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
        }
      });
    }
    crossings.forEach((all, row) => {
      all.sort((a, b) => a - b);
      for (let at = 0; at + 1 < all.length; at += 2) {
        const from = Math.max(0, Math.ceil((all[at] ?? 0) / SIDE - 0.5));
        const to = Math.min(columns - 1, Math.floor((all[at + 1] ?? 0) / SIDE - 0.5));
        if (from <= to) taken.fill(value, row * columns + from, row * columns + to + 1);
      }
    });
  };

  const takeAround = (x: number, y: number, reach: number): void => {
    const squares = Math.ceil(reach / SIDE);
    const [column, row] = [Math.floor(x / SIDE), Math.floor(y / SIDE)];
    for (let r = Math.max(0, row - squares); r <= Math.min(rows - 1, row + squares); r += 1) {
      const from = Math.max(0, column - squares);
      const to = Math.min(columns - 1, column + squares);
      if (from <= to) taken.fill(1, r * columns + from, r * columns + to + 1);
    }
  };
  const takeLine: FlatGround['takeLine'] = (from, to, reach) => {
    const [x1, y1, x2, y2] = [eastOf(from[0]), southOf(from[1]), eastOf(to[0]), southOf(to[1])];
    const steps = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1)));
    for (let step = 0; step <= steps; step += 1) {
      takeAround(x1 + ((x2 - x1) * step) / steps, y1 + ((y2 - y1) * step) / steps, reach);
    }
  };
  const takeRings = (polygon: Polygon, reach: number): void => {
    for (const ring of polygon.coordinates) {
      forEachEdge(ring, (from, to) => {
        takeLine(from, to, reach);
      });
    }
  };

  fill(grid, 0);
  takeRings(grid, BORDER_METRES);

  /** Sums over rectangles from the corner: a plot is free when its sum is nothing. */
  const sums = (): Uint32Array => {
    const all = new Uint32Array((columns + 1) * (rows + 1));
    for (let row = 0; row < rows; row += 1) {
      let line = 0;
      for (let column = 0; column < columns; column += 1) {
        line += taken[row * columns + column] ?? 1;
        all[(row + 1) * (columns + 1) + column + 1] = (all[row * (columns + 1) + column + 1] ?? 0) + line;
      }
    }
    return all;
  };

  return {
    takeLine,
    takePolygon: (polygon, reach) => {
      fill(polygon, 1);
      takeRings(polygon, reach);
    },
    plots: (width, depth, gap, rowGap) => {
      const found: Plot[] = [];
      const all = sums();
      const [wide, deep] = [Math.ceil(width / SIDE), Math.ceil(depth / SIDE)];
      const [aside, below] = [Math.ceil(gap / SIDE), Math.ceil(rowGap / SIDE)];
      const at = (row: number, column: number): number => all[row * (columns + 1) + column] ?? 0;
      const lastSouth = new Int32Array(columns).fill(-1_000);
      for (let row = 0; row + deep <= rows; row += 1) {
        for (let column = 0; column + wide <= columns; column += 1) {
          const blocked =
            at(row + deep, column + wide) - at(row, column + wide) - at(row + deep, column) + at(row, column);
          if (blocked > 0) continue;
          let isNear = false;
          for (let c = Math.max(0, column - aside); c < Math.min(columns, column + wide + aside); c += 1) {
            if (row < (lastSouth[c] ?? 0) + below) {
              isNear = true;
              break;
            }
          }
          if (isNear) continue;
          found.push({ east: column * SIDE, south: row * SIDE, width, depth });
          lastSouth.fill(row + deep, column, column + wide);
          column += wide + aside - 1;
        }
      }
      for (const plot of found) {
        for (let row = Math.floor(plot.south / SIDE); row < (plot.south + plot.depth) / SIDE; row += 1) {
          const from = row * columns + Math.floor(plot.east / SIDE);
          taken.fill(1, from, from + wide);
        }
      }
      return found;
    },
    polygonOf: ({ east, south, width, depth }) => {
      const lon = (metres: number): number => seventh(box.west + metres / lonMetres);
      const lat = (metres: number): number => seventh(box.north - metres / METRES_PER_DEGREE);
      const [west, right, top, bottom] = [lon(east), lon(east + width), lat(south), lat(south + depth)];
      return {
        polygon: {
          type: 'Polygon',
          coordinates: [
            [
              [west, bottom],
              [right, bottom],
              [right, top],
              [west, top],
              [west, bottom],
            ],
          ],
        },
        centroid: [lon(east + width / 2), lat(south + depth / 2)],
      };
    },
  };
}
