import type { DatabaseName } from '../../shared/domain/document-types.ts';
import type { Clock } from '../../shared/lib/clock.ts';
import type { DemoAccount, Policy } from '../../shared/sync/wire.ts';
import type { SeqSeal } from './feed/seq-token.ts';
import type { Databases } from './open-databases.ts';
import type { IsProxy } from './http/addresses.ts';
import type { Gates } from './http/gates.ts';
import type { Limits } from './http/limits.ts';
import type { Accounts } from './session/accounts.ts';
import type { Authenticator } from './session/authenticate.ts';
import type { End } from './session/ending.ts';
import type { Identity } from './session/identity.ts';
import type { Devices } from './session/devices.ts';
import type { Installations } from './session/installations.ts';
import type { LaunchTokens } from './session/launch-tokens.ts';
import type { Sessions } from './session/sessions.ts';
import type { Instrument } from './watch/instruments.ts';
import type { Log } from './watch/log.ts';
import type { Metrics } from './watch/metrics.ts';
import type { Writer } from './write/bulk-write.ts';

/** Everything the routes work with. Made by `open-server.ts`; no route reaches for anything else. */
export interface Server {
  readonly databases: Databases;
  readonly writers: Readonly<Record<DatabaseName, Writer>>;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly authenticator: Authenticator;
  readonly installations: Installations;
  readonly limits: Limits;
  readonly gates: Gates;
  readonly devices: Devices;
  readonly identity: Identity;
  readonly seal: SeqSeal;
  readonly clock: Clock;
  readonly policy: Policy;
  /** Empty everywhere but on a demonstration server on a loopback address. */
  readonly demoAccounts: readonly DemoAccount[];
  readonly launches: LaunchTokens;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Everything that `/_metrics` tells. */
  readonly instruments: readonly Instrument[];
  /** Comes when the server stops: feeds end, so that requests in flight can finish. */
  readonly closing: End;
}

/** What the outside of the server is like, beside the data. */
export interface Surface {
  readonly version: string;
  readonly title: string;
  /** The built workstation, or null where only the API is served. */
  readonly rendererFolder: string | null;
  /** Origins beside our own that may call: the desktop edition's. */
  readonly allowedOrigins: readonly string[];
  /** Host names a request may name, against DNS rebinding; null: any (behind a certificate). */
  readonly hostNames: readonly string[] | null;
  readonly usesTls: boolean;
  /** Who brings it may read `/_metrics`; without one nobody may. */
  readonly metricsToken?: string;
  /** Whose word is taken for who is behind them (`X-Forwarded-For`); absent: nobody's. */
  readonly isProxy?: IsProxy;
  /** Hosts whose pictures the page may show: the tiles of 天地图, where the office allowed them at the start. */
  readonly imageHosts?: readonly string[];
}
