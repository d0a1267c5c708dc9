import { polygonsOf } from './map-objects.ts';
import type { AreaGeometry, Position, Ring } from './map-objects.ts';

/** About a centimetre; vertices of neighbours that are the same point must read the same. */
const key = ([lon, lat]: Position): string => `${lon.toFixed(7)},${lat.toFixed(7)}`;

interface Edge {
  readonly from: Position;
  readonly to: Position;
}

function edgesOf(ring: Ring): readonly Edge[] {
  return ring.flatMap((from, at) => {
    const to = ring[at + 1];
    return to === undefined || key(from) === key(to) ? [] : [{ from, to }];
  });
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
  const rings = (list: readonly AreaGeometry[]): readonly Ring[] => list.flatMap((area) => polygonsOf(area).flat());
  const undirected = ({ from, to }: Edge): string => [key(from), key(to)].sort().join(' ');
  const taken = new Set(rings(except).flatMap(edgesOf).map(undirected));
  const edges: Edge[] = [];
  for (const edge of rings(areas).flatMap(edgesOf)) {
    const name = undirected(edge);
    if (taken.has(name)) continue;
    taken.add(name);
    edges.push(edge);
  }
  return chained(edges);
}

/** Joins edges end to end into lines that break only where three or more meet. */
function chained(edges: readonly Edge[]): readonly (readonly Position[])[] {
  const at = new Map<string, Edge[]>();
  for (const edge of edges) {
    for (const end of [edge.from, edge.to]) {
      const list = at.get(key(end));
      if (list === undefined) at.set(key(end), [edge]);
      else list.push(edge);
    }
  }
  const used = new Set<Edge>();
  const grow = (start: Position): Position[] => {
    const line: Position[] = [start];
    for (;;) {
      const end = line[line.length - 1] as Position; // never empty: it starts with one
      const meeting = at.get(key(end)) ?? [];
      const next = line.length === 1 || meeting.length === 2 ? meeting.find((edge) => !used.has(edge)) : undefined;
      if (next === undefined) return line;
      used.add(next);
      line.push(key(next.from) === key(end) ? next.to : next.from);
    }
  };
  const lines: (readonly Position[])[] = [];
  const junctionsFirst = [...edges]
    .flatMap((edge) => [edge.from, edge.to])
    .filter((end) => at.get(key(end))?.length !== 2);
  for (const start of [...junctionsFirst, ...edges.map((edge) => edge.from)]) {
    while ((at.get(key(start)) ?? []).some((edge) => !used.has(edge))) lines.push(grow(start));
  }
  return lines;
}
