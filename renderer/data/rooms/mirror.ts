import { cell, type Known } from '../live.ts';
import type { Change, RoomName, Rooms } from './rooms.ts';

/** A change of a mirror, to be written together with others. */
export interface Planned {
  readonly changes: readonly Change[];
  /** Called once the transaction is committed. */
  readonly apply: () => void;
}

/** What a write takes the place of, as a draft or a row of the 退回箱: goes in the transaction in which that is written down, and is back in the one that takes it back. */
export interface Replaced {
  readonly gone: readonly Planned[];
  readonly back: readonly Planned[];
}
export const NOTHING_REPLACED: Replaced = { gone: [], back: [] };

/** A sealed room held in memory too: read at once, written through, kept in step with the other windows. */
export interface Mirror<T> {
  readonly rows: Known<ReadonlyMap<string, T>>;
  /** New values by id; `null` takes the row away. */
  readonly plan: (changes: ReadonlyMap<string, T | null>) => Planned;
}

/**
 * The values of a room are what this house wrote there: sealed, so that nobody else can have. `T` is the writer's promise.
 * @param heard what changes from now on, here or in another window; `null` where a row goes
 */
export async function mirrorOf<T>(
  rooms: Rooms,
  room: RoomName,
  heard: (changes: ReadonlyMap<string, T | null>) => void = () => undefined,
): Promise<Mirror<T>> {
  const rows = cell<ReadonlyMap<string, T>>(new Map());
  const apply = (changes: ReadonlyMap<string, T | null>): void => {
    const next = new Map(rows.get());
    for (const [id, value] of changes) {
      if (value === null) next.delete(id);
      else next.set(id, value);
    }
    heard(changes);
    rows.set(next);
  };
  const beginning = rooms.readAll(room).then((all) => {
    rows.set(all as ReadonlyMap<string, T>);
  });
  // What another window writes while this one still reads comes upon what is read.
  let queue = beginning;
  rooms.onForeignChange((changedRoom, ids) => {
    if (changedRoom !== room) return;
    // Where one cannot be read, as in a window that is closing, that is told as what nobody caught; those after it are heard.
    queue = queue
      .catch(() => undefined)
      .then(async () => {
        const values = await Promise.all(
          ids.map(async (id) => [id, ((await rooms.read(room, id)) ?? null) as T | null] as const),
        );
        apply(new Map(values));
      });
  });
  await beginning;
  return {
    rows,
    plan: (changes) => ({
      changes: [...changes].map(([id, value]) => (value === null ? { room, id, gone: true } : { room, id, value })),
      apply: () => {
        apply(changes);
      },
    }),
  };
}

/** Several mirrors and plain boxes in one transaction: all or nothing. */
export async function commit(rooms: Rooms, planned: readonly Planned[], also: readonly Change[] = []): Promise<void> {
  await rooms.write([...planned.flatMap(({ changes }) => changes), ...also]);
  for (const { apply } of planned) apply();
}
