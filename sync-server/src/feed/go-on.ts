import { isAt, walkFrom, type Position, type Sequence } from './position.ts';

/** How far back a server can say what left whose sight: the trails of its indexes (`Trail`), put together for one database. */
export interface Memory {
  /** The data whose sequences these are. */
  readonly store: string;
  /** This server's own memory: what was read here is in it. */
  readonly name: string;
  /** Nothing that left a sight after this is forgotten. */
  readonly from: Position;
  /** The last moment at which another server may have shown what this one did not see. */
  readonly gapAt: Position;
}

/** A sequence that came back, and what of its scope is still the same. */
export interface Token {
  readonly sequence: Sequence;
  /** What its server said of the position to others; empty: nothing. */
  readonly mark: string;
  /** False: the posts have changed. */
  readonly isOfPlan: boolean;
  /** False: the data was put back from a backup. */
  readonly isOfStore: boolean;
  /** False: made by another server, or before this one lost its index. */
  readonly isOfMemory: boolean;
}

/** Whether what was written elsewhere must be read here before the token can be followed. */
export const isAhead = (token: Token, head: Position): boolean =>
  !token.isOfMemory || !isAt(head, token.sequence.position);

/**
 * Where a token goes on, once this server has caught up. A walk begins again where the token is of other posts, of other data, or of a time that the store has
 * lost: what newly came into sight must be sent. For who keeps a copy also where the memory does not reach back: what left his sight cannot be told one by one
 * (under other posts, not without naming what they never showed), so he compares what comes with what he has.
 */
export function goOn(token: Token, memory: Memory, head: Position, keepsCopy: boolean): Sequence {
  const { sequence, isOfPlan, isOfStore, isOfMemory } = token;
  const { position } = sequence;
  const isRemembered = isAt(position, memory.from) && (isOfMemory || isAt(position, memory.gapAt));
  if (!isOfPlan || !isOfStore || !isAt(head, position) || (keepsCopy && !isRemembered))
    return walkFrom(head, keepsCopy);
  return sequence;
}
