import { polygonsOf } from './map-objects.ts';
import type { AreaGeometry, Position, Ring } from './map-objects.ts';

/** Steps per degree, about a centimetre: vertices of neighbours that are the same point must become the same number. */
const FINEST_RASTER = 1e7;
/** Two coordinates side by side in one exact number (2^53). */
const COORDINATE_RANGE = 2 ** 26;

/** Numbers vertices, equal places alike. Thousands of grids have some hundred thousand vertices: text keys would take half a second. */
function vertexNumbers(rings: readonly Ring[]): (position: Position) => number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (const [lon, lat] of ring) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  const raster = Math.min(FINEST_RASTER, (COORDINATE_RANGE - 1) / Math.max(east - west, north - south, 1e-9));
  const numbers = new Map<number, number>();
  return ([lon, lat]) => {
    const key = Math.round((lon - west) * raster) * COORDINATE_RANGE + Math.round((lat - south) * raster);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly fromAt: Position;
  readonly toAt: Position;
}

/** Calls back for every edge of the rings that has a length. */
function eachEdge(rings: readonly Ring[], numberOf: (position: Position) => number, tell: (edge: Edge) => void): void {
  for (const ring of rings) {
    let before: { readonly number: number; readonly at: Position } | undefined;
    for (const at of ring) {
      const number = numberOf(at);
      if (before !== undefined && before.number !== number)
        tell({ from: before.number, to: number, fromAt: before.at, toAt: at });
      before = { number, at };
    }
  }
}

/**
 * Lines between areas, each once. Drawn ring by ring, a border shared by two areas would be drawn twice and its two
 * dash patterns would fill each other's gaps. `except` leaves out lines another layer draws already (a grid's edge that
 * is also a community's).
 */
export function sharedBorders(
  areas: readonly AreaGeometry[],
  except: readonly AreaGeometry[] = [],
): readonly (readonly Position[])[] {
  const ringsOf = (list: readonly AreaGeometry[]): readonly Ring[] => list.flatMap((area) => polygonsOf(area).flat());
  const [rings, others] = [ringsOf(areas), ringsOf(except)];
  const numberOf = vertexNumbers([...rings, ...others]);
  const undirected = ({ from, to }: Edge): number => Math.min(from, to) * COORDINATE_RANGE + Math.max(from, to);
  const taken = new Set<number>();
  eachEdge(others, numberOf, (edge) => taken.add(undirected(edge)));
  const edges: Edge[] = [];
  eachEdge(rings, numberOf, (edge) => {
    const key = undirected(edge);
    if (taken.has(key)) return;
    taken.add(key);
    edges.push(edge);
  });
  return chained(edges);
}

/** Joins edges end to end into lines that break only where three or more meet. */
function chained(edges: readonly Edge[]): readonly (readonly Position[])[] {
  const at = new Map<number, Edge[]>();
  for (const edge of edges) {
    for (const end of [edge.from, edge.to]) {
      const list = at.get(end);
      if (list === undefined) at.set(end, [edge]);
      else list.push(edge);
    }
  }
  const used = new Set<Edge>();
  const grow = (start: number, startAt: Position): Position[] => {
    const line: Position[] = [startAt];
    let end = start;
    for (;;) {
      const meeting = at.get(end) ?? [];
      const next = line.length === 1 || meeting.length === 2 ? meeting.find((edge) => !used.has(edge)) : undefined;
      if (next === undefined) return line;
      used.add(next);
      const isForward = next.from === end;
      end = isForward ? next.to : next.from;
      line.push(isForward ? next.toAt : next.fromAt);
    }
  };
  const lines: (readonly Position[])[] = [];
  const growAll = (vertex: number, position: Position): void => {
    while ((at.get(vertex) ?? []).some((edge) => !used.has(edge))) lines.push(grow(vertex, position));
  };
  for (const { from, to, fromAt, toAt } of edges) {
    if (at.get(from)?.length !== 2) growAll(from, fromAt);
    if (at.get(to)?.length !== 2) growAll(to, toAt);
  }
  for (const { from, fromAt } of edges) growAll(from, fromAt);
  return lines;
}
