import type { CollectionName } from '../../../shared/domain/document-types.ts';
import type { Locks } from '../../lib/locks.ts';
import type { PreparePhoto } from '../../lib/photo-codec.ts';
import type { Register } from '../accounts/register.ts';
import type { DeviceClock } from '../clock.ts';
import type { JournalPlace } from '../journal/journal-file.ts';
import type { KeyCost, SecretBox } from '../seal/key-file.ts';
import type { DiskSpace } from '../storage/disk-watch.ts';
import type { Fetch } from '../sync/server-link.ts';

/** What signing in needs from outside; a browser's own are in `sign-in-desk.ts`, tests bring theirs. */
export interface SessionSettings {
  /** Base address of the server, without a slash at the end; '' is the page's own. */
  readonly server: string;
  readonly fetch: Fetch;
  readonly register: Register;
  /** Name of this terminal, as entries and links carry it. */
  readonly terminal: string;
  /** Version of this program, as terminals report it. */
  readonly appVersion: string;
  readonly device: DeviceClock;
  readonly locks: Locks;
  readonly preparePhoto: PreparePhoto;
  readonly cost: KeyCost;
  /** In Electron the keystore of the system, beside the password. */
  readonly secretBox: SecretBox | null;
  /** Where the journals of this machine lie; `null`: nowhere (a private window). */
  readonly journals: JournalPlace | null;
  /** Room on the disk; `null`: nobody knows. */
  readonly diskSpace: () => Promise<DiskSpace | null>;
  /** Whether other windows may have the same store open. */
  readonly multiInstance: boolean;
  /** Only these collections are opened: tests hold several terminals in one process, where RxDB opens no more than 13 in all. */
  readonly only?: readonly CollectionName[];
  /** For the log of this terminal: what went wrong inside, without content. */
  readonly onTrouble: (what: string, error: unknown) => void;
}
