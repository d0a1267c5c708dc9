/**
 * How far a feed has been read. `own` counts the database's changes; `subjects` those of `/records`, which decide who sees evidence
 * (always 0 for the other databases).
 */
export interface Position {
  readonly own: number;
  readonly subjects: number;
  /** Within the change of a subject that comes next (at `subjects + 1`): the evidence about it that was sent last. */
  readonly half?: string;
}

export const isAt = (a: Position, b: Position): boolean => a.own >= b.own && a.subjects >= b.subjects;

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
  /**
   * The walk was begun to replace what the client has: who keeps a copy lets go of what did not come with it. Stays until what changed meanwhile has
   * been sent too, or a document that moved behind the walk's back would be let go of and come again.
   */
  readonly isReset: boolean;
}

export const WALK_START: WalkCursor = { range: 0, after: '' };

/** From the beginning: a walk, before which the feed's position is taken, so that what changes meanwhile comes after it. */
export const walkFrom = (position: Position, isReset = false): Sequence => ({ position, walk: WALK_START, isReset });

export const feedFrom = (position: Position): Sequence => ({ position, walk: null, isReset: false });

/** Whether the walk is over, and what came meanwhile has been sent too where it was begun to replace something. */
export const isInFeed = ({ walk, isReset }: Sequence): boolean => walk === null && !isReset;

/** Whether nothing has been sent yet of a walk. */
export const isBeginning = ({ walk }: Sequence): boolean => walk?.range === 0 && walk.after === '';
