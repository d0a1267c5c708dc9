import { troubled } from '../trouble.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { cell } from '../live.ts';
import type { Me } from '../me.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Ledger } from '../sync/ledger.ts';
import type { Tray } from '../sync/tray.ts';
import type { Workstation } from '../api.ts';
import type { RecordsApi } from './api.ts';

export interface RecordsParts {
  readonly collections: LocalCollections;
  readonly rooms: Rooms;
  readonly ledger: Ledger;
  readonly tray: Tray;
  readonly me: Me;
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly audit: Workstation['audit'];
}

const NOT_YET = { code: 'not-yet', what: '还不能写。', safe: '没有写下任何东西。', next: '' };

export function openRecords(_parts: RecordsParts): RecordsApi {
  return {
    one: () => cell(null),
    many: () => Promise.resolve([]),
    of: () => cell([]),
    commit: () => Promise.resolve(troubled(NOT_YET)),
    undo: () => Promise.resolve(troubled(NOT_YET)),
    restore: () => Promise.resolve(troubled(NOT_YET)),
    history: () => cell([]),
    delivery: () => cell({ unsent: 0, refused: false, receiptAt: null }),
  };
}
