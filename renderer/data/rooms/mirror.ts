import { cell, type Known } from '../live.ts';
import type { Change, RoomName, Rooms } from './rooms.ts';

/** A change of a mirror, to be written together with others. */
export interface Planned {
  readonly changes: readonly Change[];
  /** Called once the transaction is committed. */
  readonly apply: () => void;
}

/** A sealed room held in memory too: read at once, written through, kept in step with the other windows. */
export interface Mirror<T> {
  readonly rows: Known<ReadonlyMap<string, T>>;
  /** New values by id; `null` takes the row away. */
  readonly plan: (changes: ReadonlyMap<string, T | null>) => Planned;
}

/** The values of a room are what this house wrote there: sealed, so that nobody else can have. `T` is the writer's promise. */
export async function mirrorOf<T>(rooms: Rooms, room: RoomName): Promise<Mirror<T>> {
  const rows = cell<ReadonlyMap<string, T>>((await rooms.readAll(room)) as ReadonlyMap<string, T>);
  const apply = (changes: ReadonlyMap<string, T | null>): void => {
    const next = new Map(rows.get());
    for (const [id, value] of changes) {
      if (value === null) next.delete(id);
      else next.set(id, value);
    }
    rows.set(next);
  };
  let queue: Promise<void> = Promise.resolve();
  rooms.onForeignChange((changedRoom, ids) => {
    if (changedRoom !== room) return;
    queue = queue.then(async () => {
      const values = await Promise.all(
        ids.map(async (id) => [id, ((await rooms.read(room, id)) ?? null) as T | null] as const),
      );
      apply(new Map(values));
    });
  });
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
