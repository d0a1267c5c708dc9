import type { Live } from '../values.ts';

/** A store that was lost or damaged and was made whole again. */
export interface Repair {
  /** Trusted time of the start that repaired, ISO. */
  readonly at: string;
  /** Writes without a receipt and drafts that came back from the journal. */
  readonly found: number;
  /** Writes that the ledger names and that are nowhere any more. */
  readonly missing: number;
}

/** Whether there is room to write. */
export interface DiskState {
  /** Acts are refused in words; what waits goes on being delivered. */
  readonly isReadOnly: boolean;
  /** `null`: nobody knows. */
  readonly freeBytes: number | null;
}

/** How safely what is written here lies on this machine. */
export interface StorageState {
  /** Where every unsent write lies a second time: a file of the desktop, the browser's own files (weaker), or nowhere. */
  readonly journal: 'desktop' | 'browser' | 'none';
  /** Whether the browser has promised not to clear our data by itself. The desktop needs no promise. */
  readonly persisted: boolean;
  /** The last repair, until somebody has read of it. */
  readonly repair: Repair | null;
}

export interface StorageApi {
  readonly state: Live<StorageState>;
  readonly disk: Live<DiskState>;
  /** True once the store was deleted under the open workstation: it stands still, `Workstation.reopen` goes on. */
  readonly gone: Live<boolean>;
  /** The repair has been read of. */
  readonly readOn: () => Promise<void>;
}
