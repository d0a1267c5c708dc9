import type { HelloResponse } from '../../shared/sync/wire.ts';
import { webLocks } from '../lib/locks.ts';
import { preparePhoto } from '../lib/photo-codec.ts';
import { openRegister } from './accounts/register.ts';
import type { KnownAccount, SignInOutcome } from './api.ts';
import { browserPlace } from './journal/browser-place.ts';
import type { JournalPlace } from './journal/journal-file.ts';
import { remembered } from './journal/remembered.ts';
import { anchoredClock, deviceClock } from './clock.ts';
import { KEY_COST, type SecretBox } from './seal/key-file.ts';
import { openBeside } from './session/open-beside.ts';
import { openSession, type SignIn } from './session/open-session.ts';
import { offlineDaysLeft } from './session/offline-rules.ts';
import { askHello, redeemLaunch } from './session/session-calls.ts';
import type { SessionSettings } from './session/session-settings.ts';
import { browserSpace, type DiskSpace } from './storage/disk-watch.ts';
import { serverLink, Unreachable } from './sync/server-link.ts';
import type { AtWork } from './windows/api.ts';
import { whoIsAtWork } from './windows/between-windows.ts';

export type { SignIn } from './session/open-session.ts';

/** What the sign-in page works with. */
export interface SignInDesk {
  /** Name of this terminal, e.g. LJZ-7Q2F; shown at sign-in and written into every entry. */
  readonly terminal: string;
  /** Who the server is; `null` when it is not to be reached. */
  readonly hello: () => Promise<HelloResponse | null>;
  /** Accounts known on this terminal, last used first. */
  readonly known: () => Promise<readonly KnownAccount[]>;
  readonly signIn: (signIn: SignIn) => Promise<SignInOutcome>;
  /** Who is at work, unlocked, in other windows of this browser. */
  readonly atWork: () => Promise<readonly AtWork[]>;
  /** Opens one more window of somebody who is, without the password. */
  readonly enterBeside: (account: string) => Promise<SignInOutcome>;
  /** Demonstration: the launcher's one-use token for the account it stands for; `null` when it is used up. */
  readonly redeem: (token: string) => Promise<{ readonly name: string; readonly password: string } | null>;
}

export interface DeskSettings {
  /** Base address of the server without a slash at the end. */
  readonly server: string;
  /** The desktop's own name for this terminal, where there is a desktop. */
  readonly terminal?: string;
  readonly secretBox?: SecretBox | null;
  /** Version of this program. */
  readonly appVersion?: string;
  /** The desktop's own files for journals; a browser brings its own. */
  readonly journals?: JournalPlace;
  /** The desktop's own figures; a browser has its own. */
  readonly diskSpace?: () => Promise<DiskSpace | null>;
  /** Anything else that tests replace. */
  readonly replaced?: Partial<SessionSettings>;
}

/** A short name out of the installation's ULID: readable over the phone, different on every terminal of an office. */
const shortName = (installation: string): string => `T-${installation.slice(-6)}`;

const logTrouble = (what: string, error: unknown): void => {
  // The browser's console is the log of a browser terminal; what and why, never content.
  console.error(`[workstation] ${what}`, error instanceof Error ? `${error.name}: ${error.message}` : error);
};

export async function openSignInDesk({
  server,
  terminal,
  secretBox = null,
  appVersion = '0.0.0',
  journals: desktopJournals,
  diskSpace = browserSpace,
  replaced = {},
}: DeskSettings): Promise<SignInDesk> {
  const device = replaced.device ?? deviceClock;
  const journals = replaced.journals === undefined ? (desktopJournals ?? (await browserPlace())) : replaced.journals;
  const locks = replaced.locks ?? webLocks;
  const register = replaced.register ?? (await openRegister(device.wallMs(), () => remembered(journals, locks)));
  const settings: SessionSettings = {
    server,
    fetch: (input, init) => fetch(input, init),
    register,
    terminal: terminal ?? shortName(register.installation),
    appVersion,
    device,
    locks,
    preparePhoto,
    cost: KEY_COST,
    secretBox,
    multiInstance: true,
    journals,
    diskSpace,
    onTrouble: logTrouble,
    ...replaced,
  };
  const openLink = () => serverLink(server, settings.fetch, anchoredClock(device, null));
  return {
    terminal: settings.terminal,
    hello: async () => {
      try {
        return await askHello(openLink());
      } catch (error) {
        if (error instanceof Unreachable) return null;
        throw error;
      }
    },
    known: async () =>
      [...(await register.list(server))]
        .sort((a, b) => b.latestSeenMs - a.latestSeenMs)
        .map((entry) => ({
          account: entry.account,
          displayName: entry.displayName,
          post: entry.post,
          offlineDaysLeft: offlineDaysLeft(entry, device.wallMs()),
          unsent: entry.unsent,
        })),
    signIn: (signIn) => openSession(settings, signIn),
    atWork: () => whoIsAtWork(server),
    enterBeside: (account) => openBeside(settings, account),
    redeem: (token) => redeemLaunch(openLink(), token),
  };
}
