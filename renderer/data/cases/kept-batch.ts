import type { CasesApi } from '../api.ts';
import type { Rooms } from '../rooms/rooms.ts';

const BATCH = 'batch';

/** Acts on many cases that are not through yet, beside what else this terminal remembers, sealed. */
export const keptBatchIn = (rooms: Rooms): Pick<CasesApi, 'keptBatch' | 'keepBatch'> => ({
  keptBatch: () => rooms.read('memory', BATCH),
  keepBatch: (batch) =>
    rooms.write([
      batch === null ? { room: 'memory', id: BATCH, gone: true } : { room: 'memory', id: BATCH, value: batch },
    ]),
});
