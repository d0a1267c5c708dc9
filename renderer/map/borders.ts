import { polygonsOf } from './map-objects.ts';
import type { AreaGeometry, Position, Ring } from './map-objects.ts';

/** Steps per degree, about a centimetre: vertices of neighbours that are the same point must become the same number. */
const FINEST_RASTER = 1e7;
const MOST_STEPS = 2 ** 30;

/**
 * Numbers pairs, equal pairs alike, in the order they first come: 0, 1, 2 … A table of its own in two flat lists: thousands of grids have ten thousands of vertices, and the
 * engine's maps take several times as long with keys that are no small integers.
 */
function pairNumbers(first: Int32Array, second: Int32Array): Int32Array {
  const mask = 2 ** Math.ceil(Math.log2(first.length * 2 + 1)) - 1;
  /** Index of the pair that stands in a slot, plus one. */
  const slots = new Int32Array(mask + 1);
  const numbers = new Int32Array(first.length);
  let count = 0;
  for (let at = 0; at < first.length; at += 1) {
    const one = first[at] as number; // at is within
    const two = second[at] as number;
    let slot = (Math.imul(one, 73_856_093) ^ Math.imul(two, 19_349_663)) & mask;
    for (;;) {
      const held = slots[slot] as number; // slot is masked
      if (held === 0) {
        slots[slot] = at + 1;
        numbers[at] = count;
        count += 1;
        break;
      }
      if (first[held - 1] === one && second[held - 1] === two) {
        numbers[at] = numbers[held - 1] as number; // held is within
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return numbers;
}

/** A number for every vertex of the rings, one ring after another; equal places have equal numbers. */
function vertexNumbers(rings: readonly Ring[]): Int32Array {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  let total = 0;
  for (const ring of rings) {
    total += ring.length;
    for (const position of ring) {
      west = Math.min(west, position[0]);
      east = Math.max(east, position[0]);
      south = Math.min(south, position[1]);
      north = Math.max(north, position[1]);
    }
  }
  const raster = Math.min(FINEST_RASTER, MOST_STEPS / Math.max(east - west, north - south, 1e-9));
  const x = new Int32Array(total);
  const y = new Int32Array(total);
  let at = 0;
  for (const ring of rings) {
    for (const position of ring) {
      x[at] = Math.round((position[0] - west) * raster);
      y[at] = Math.round((position[1] - south) * raster);
      at += 1;
    }
  }
  return pairNumbers(x, y);
}

/** A number for the edge from each vertex to the next of the same list, whichever way it runs; what lies between two rings counts as an edge too, and is skipped. */
function edgeNumbers(vertices: Int32Array): Int32Array {
  const [low, high] = [new Int32Array(vertices.length), new Int32Array(vertices.length)];
  for (let at = 0; at + 1 < vertices.length; at += 1) {
    const here = vertices[at] as number; // at and the next are within
    const next = vertices[at + 1] as number;
    low[at] = Math.min(here, next);
    high[at] = Math.max(here, next);
  }
  return pairNumbers(low, high);
}

/**
 * Lines between areas, each once. Drawn ring by ring, a border shared by two areas would be drawn twice and its two
 * dash patterns would fill each other's gaps. `except` leaves out lines another layer draws already (a grid's edge that
 * is also a community's). The first area of two keeps the line, so that its dashes run on all around it.
 */
export function sharedBorders(
  areas: readonly AreaGeometry[],
  except: readonly AreaGeometry[] = [],
): readonly (readonly Position[])[] {
  const ringsOf = (list: readonly AreaGeometry[]): readonly Ring[] => list.flatMap((area) => polygonsOf(area).flat());
  const others = ringsOf(except);
  const rings = [...others, ...ringsOf(areas)];
  const vertices = vertexNumbers(rings);
  const edges = edgeNumbers(vertices);
  const taken = new Uint8Array(edges.length);
  const lines: (readonly Position[])[] = [];
  let start = 0;
  rings.forEach((ring, number) => {
    const isDrawn = number >= others.length;
    const ofRing: Position[][] = [];
    let line: Position[] | undefined;
    for (let at = 0; at + 1 < ring.length; at += 1) {
      const edge = edges[start + at] as number; // an edge for every vertex
      const [from, to] = [ring[at] as Position, ring[at + 1] as Position];
      if (vertices[start + at] === vertices[start + at + 1]) continue;
      if (taken[edge] === 1) {
        line = undefined;
        continue;
      }
      taken[edge] = 1;
      if (!isDrawn) continue;
      if (line === undefined) {
        line = [from];
        ofRing.push(line);
      }
      line.push(to);
    }
    const [first] = ofRing;
    // A ring begins anywhere: what ends there runs on in what begins there.
    if (line !== undefined && first !== undefined && line !== first && first[0] === ring[0]) {
      line.push(...first.slice(1));
      ofRing.shift();
    }
    lines.push(...ofRing);
    start += ring.length;
  });
  return lines;
}
