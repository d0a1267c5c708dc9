import { METRES_PER_DEGREE, radians } from '../../geo/distance.ts';
import type { DuplicateRules } from './duplicate-rules.ts';
import { judgePair, readSighting, type Likeness, type ReadSighting } from './judge-pair.ts';
import type { Sighting } from './sighting.ts';

export interface LikelySame {
  readonly id: string;
  readonly likeness: Likeness;
}

export interface LikenessIndex {
  readonly size: () => number;
  /** Puts a sighting in, or in the place of what had its id. */
  readonly add: (sighting: Sighting) => void;
  readonly remove: (id: string) => void;
  /** What is offered for a candidate, likeliest first. A sighting is never like itself. */
  readonly likelySame: (candidate: Sighting) => readonly LikelySame[];
  /** How many were compared word by word for the last question: what blocking is there to keep small. */
  readonly compared: () => number;
}

interface Kept {
  readonly sighting: Sighting;
  /** Read when first compared: most of them never are. */
  read: ReadSighting | undefined;
}

/**
 * Open cases by category and by cells as wide as the widest radius: a candidate is compared with those of its own and its kin categories in nine cells, by time and distance
 * first and by words last. Cells are squares of latitude and of longitude at the latitude of the first sighting, half as wide again as needed: a district is small.
 */
export function likenessIndex(rules: DuplicateRules, sightings: Iterable<Sighting> = []): LikenessIndex {
  const cells = new Map<string, Map<number, Kept[]>>();
  const homes = new Map<string, Kept[]>();
  const latStep = (rules.widestMetres * 1.5) / METRES_PER_DEGREE;
  let lonStep: number | undefined;
  let compared = 0;

  const rowOf = (lat: number): number => Math.floor(lat / latStep);
  const columnOf = ([lon, lat]: Sighting['point']): number => {
    lonStep ??= latStep / Math.max(0.01, Math.cos(radians(lat)));
    return Math.floor(lon / lonStep);
  };
  /** One number for a cell: no district has a million columns. */
  const cellOf = (row: number, column: number): number => row * 16_777_216 + column;

  const remove = (id: string): void => {
    const home = homes.get(id);
    if (home === undefined) return;
    homes.delete(id);
    home.splice(
      home.findIndex(({ sighting }) => sighting.id === id),
      1,
    );
  };
  const add = (sighting: Sighting): void => {
    remove(sighting.id);
    const ofCategory = cells.get(sighting.category) ?? new Map<number, Kept[]>();
    cells.set(sighting.category, ofCategory);
    const at = cellOf(rowOf(sighting.point[1]), columnOf(sighting.point));
    const home = ofCategory.get(at) ?? [];
    ofCategory.set(at, home);
    home.push({ sighting, read: undefined });
    homes.set(sighting.id, home);
  };
  const likelySame = (candidate: Sighting): readonly LikelySame[] => {
    const rule = rules.ruleOf(candidate.category);
    const [row, column] = [rowOf(candidate.point[1]), columnOf(candidate.point)];
    const mine = readSighting(candidate);
    const found: LikelySame[] = [];
    compared = 0;
    for (const category of [candidate.category, ...rule.alike]) {
      for (let up = row - 1; up <= row + 1; up += 1) {
        for (let along = column - 1; along <= column + 1; along += 1) {
          for (const kept of cells.get(category)?.get(cellOf(up, along)) ?? []) {
            const { id } = kept.sighting;
            if (id === candidate.id) continue;
            if (Math.abs(kept.sighting.atMs - candidate.atMs) > rule.hours * 3_600_000) continue;
            kept.read ??= readSighting(kept.sighting);
            compared += 1;
            const likeness = judgePair(mine, kept.read, rule);
            if (likeness?.isOffered === true) found.push({ id, likeness });
          }
        }
      }
    }
    return found.sort(
      (a, b) => b.likeness.score - a.likeness.score || a.likeness.metres - b.likeness.metres || (a.id < b.id ? -1 : 1),
    );
  };
  for (const sighting of sightings) add(sighting);
  return { size: () => homes.size, add, remove, likelySame, compared: () => compared };
}
