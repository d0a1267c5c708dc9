import type { CasesApi } from '../api.ts';
import type { Rooms } from '../rooms/rooms.ts';

/** Acts on many cases that are not through yet, and the last file that was taken in: beside what else this terminal remembers, sealed. */
export function keptBatchesIn(rooms: Rooms): Pick<CasesApi, 'keptBatch' | 'keepBatch' | 'keptImport' | 'keepImport'> {
  const read = (id: string) => (): Promise<unknown> => rooms.read('memory', id);
  const keep = (id: string) => (value: unknown) =>
    rooms.write([value === null ? { room: 'memory', id, gone: true } : { room: 'memory', id, value }]);
  return {
    keptBatch: read('batch'),
    keepBatch: keep('batch'),
    keptImport: read('import'),
    keepImport: keep('import'),
  };
}
