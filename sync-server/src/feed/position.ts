/**
 * How far a feed has been read. `own` counts the database's changes; `subjects` those of `/records`, which decide who sees evidence
 * (always 0 for the other databases).
 */
export interface Position {
  readonly own: number;
  readonly subjects: number;
}

/** Where a first pull stands in its walk: the range of the plan, and the key within it after which it goes on. */
export interface WalkCursor {
  readonly range: number;
  readonly after: string;
}

/** What a sequence of ours says once unsealed. `walk` is null when the walk is over and the change feed goes on from `position`. */
export interface Sequence {
  /** The feed's position; during a walk the one taken before it began. */
  readonly position: Position;
  readonly walk: WalkCursor | null;
}

export const WALK_START: WalkCursor = { range: 0, after: '' };
