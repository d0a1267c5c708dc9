import type { Sight } from '../access/sight.ts';
import type { End } from '../session/ending.ts';
import type { StoredDocument } from '../store/port.ts';
import type { ChangeSource, SourceItem } from './change-source.ts';
import { goOn, isAhead, type Memory, type Token } from './go-on.ts';
import { feedFrom, isAt, isInFeed, walkFrom, type Position, type Sequence } from './position.ts';
import { waitingRoom, type Waited } from './waiting-room.ts';
import type { Walk } from './walk.ts';

const PAGE = 500;

export interface ScopedRow {
  readonly id: string;
  /** Null: a removal row. The session could see it before and may not now. */
  readonly document: StoredDocument | null;
  /** Where a client goes on after this row. */
  readonly sequence: Sequence;
}

/** One step of reading: rows that the session may see, and how far the reading has come with them. */
export interface ScopedStep {
  readonly rows: readonly ScopedRow[];
  readonly sequence: Sequence;
}

export interface ReadOptions {
  /** Rows also for what left the sight. */
  readonly removals: boolean;
}

export interface ScopedChanges {
  /** Everything from a sequence up to now, in steps; ends when there is no more. */
  readonly read: (sight: Sight, from: Sequence, options: ReadOptions) => AsyncIterable<ScopedStep>;
  readonly now: () => Sequence;
  readonly beginning: () => Sequence;
  /** From the beginning, in place of what the client has. */
  readonly replacing: () => Sequence;
  /** Where somebody goes on who comes with a token; what other servers wrote is read first where the token knows of it. */
  readonly goOn: (token: Token, options: ReadOptions) => Promise<Sequence>;
  readonly memory: () => Memory;
  /** What a token says of a position to a server that counts for itself. */
  readonly markOf: (position: Position) => string;
  /**
   * For who has read everything: resolves when there may be something for him, when the time is up, or when he is to stop, with where he goes on.
   * What came in between is none of his.
   */
  readonly waitBeyond: (
    reader: ReadOptions & { readonly sight: Sight; readonly sequence: Sequence },
    stop: End,
    ms: number,
  ) => Promise<{ readonly reason: Waited['reason']; readonly sequence: Sequence }>;
}

const NO_MORE = Promise.resolve({ done: true, value: undefined } as const);
const NO_STEPS: AsyncIterable<never> = { [Symbol.asyncIterator]: () => ({ next: () => NO_MORE }) };

/** A first pull walks what the sight holds, then goes on in the change feed (DESIGN §5.2); everyone after that only reads the feed. */
export function scopedChanges(walk: Walk, source: ChangeSource): ScopedChanges {
  const room = waitingRoom(source);

  async function* walkStep(sight: Sight, from: Sequence): AsyncGenerator<ScopedStep> {
    if (from.walk === null) return;
    let rows: ScopedRow[] = [];
    for await (const { document, cursor } of walk(sight, from.walk)) {
      const sequence = { ...from, walk: cursor };
      rows.push({ id: document._id, document, sequence });
      if (rows.length < PAGE) continue;
      yield { rows, sequence };
      rows = [];
    }
    yield { rows, sequence: { ...from, walk: null } };
  }

  /** What the session learns of one step of the feed: documents it sees, and, where it asks for them, those it does not see any more. */
  const rowsOf = async (
    sight: Sight,
    items: readonly SourceItem[],
    { removals }: ReadOptions,
    sequenceAt: (position: Position) => Sequence,
  ): Promise<readonly ScopedRow[]> => {
    const documents = items.flatMap(({ document }) => document ?? []);
    const answers = await sight.sees(documents);
    const seen = new Set(documents.filter((_document, at) => answers[at]));
    const hasLeft = ({ id, document, fallen }: SourceItem): boolean =>
      removals && (document === null || !seen.has(document)) && sight.holds(id, fallen);
    // Of what has changed again since, only the place is asked for: it may have come back, and then comes by itself.
    const superseded = items.filter((item) => item.document === null && hasLeft(item));
    const standing = await source.standing(superseded.map(({ id }) => id));
    const isBack = ({ id, document }: SourceItem): boolean =>
      document === null && sight.holds(id, standing.get(id) ?? []);
    return items.flatMap((item): readonly ScopedRow[] => {
      const { id, document, position } = item;
      const sequence = sequenceAt(position);
      if (document !== null && seen.has(document)) return [{ id, document, sequence }];
      return hasLeft(item) && !isBack(item) ? [{ id, document: null, sequence }] : [];
    });
  };

  async function* feedStep(sight: Sight, from: Sequence, options: ReadOptions): AsyncGenerator<ScopedStep> {
    let { position } = from;
    const sequenceAt = (at: Position): Sequence => ({ position: at, walk: null, isReset: from.isReset });
    while (!isAt(position, source.head())) {
      const { items, reached } = await source.read(position, PAGE);
      const rows = await rowsOf(sight, items, options, sequenceAt);
      position = reached;
      yield { rows, sequence: sequenceAt(position) };
    }
    if (from.isReset) yield { rows: [], sequence: feedFrom(position) };
  }

  async function* steps(sight: Sight, from: Sequence, options: ReadOptions): AsyncGenerator<ScopedStep> {
    let sequence = from;
    for await (const step of walkStep(sight, from)) {
      sequence = step.sequence;
      yield step;
    }
    yield* feedStep(sight, sequence, options);
  }

  /** Most who ask do: they come to wait. */
  const hasAll = (sequence: Sequence): boolean => isInFeed(sequence) && isAt(sequence.position, source.head());

  /** A token of another server, where each counts for itself, says where this one finds its place; if it does not, its reader begins again. */
  const inThisCount = async (token: Token): Promise<Token> => {
    if (token.isOfMemory || !token.isOfStore || source.positionAt === undefined) return token;
    const position = token.mark === '' ? null : await source.positionAt(token.mark);
    if (position === null) return { ...token, isOfStore: false };
    return { ...token, sequence: { ...token.sequence, position } };
  };

  return {
    read: (sight, from, options) => (hasAll(from) ? NO_STEPS : steps(sight, from, options)),
    now: () => feedFrom(source.head()),
    beginning: () => walkFrom(source.head()),
    replacing: () => walkFrom(source.head(), true),
    goOn: async (token, { removals }) => {
      if (isAhead(token, source.head())) await source.catchUp();
      return goOn(await inThisCount(token), source.memory(), source.head(), removals);
    },
    memory: source.memory,
    markOf: source.markOf,
    waitBeyond: async ({ sight, sequence, removals }, stop, ms) => {
      const mayConcern = ({ id, document, fallen }: SourceItem): boolean =>
        (document !== null && sight.mayShow(document)) || (removals && sight.holds(id, fallen));
      const { reason, position } = await room.wait(
        sequence.position,
        { stretches: sight.stretches, mayConcern },
        stop,
        ms,
      );
      return { reason, sequence: { ...sequence, position } };
    },
  };
}
