import type { Post, User } from '../../../shared/domain/staff.ts';
import { ROLE_NAMES } from '../../../shared/domain/roles.ts';
import type { Policy, SessionResponse } from '../../../shared/sync/wire.ts';
import { randomBytes, type Bytes } from '../../lib/bytes.ts';
import type { KnownEntry, Remembered } from '../accounts/register.ts';
import type { Outcome, SignInOutcome, Trouble, Workstation } from '../api.ts';
import { keepAuditKey, readAuditHead, readAuditKey } from '../audit/audit-chain.ts';
import { anchoredClock, type AnchoredClock, type ClockMemory } from '../clock.ts';
import { cell } from '../live.ts';
import { openWorkstation } from '../open-workstation.ts';
import { havePostsChanged, postsChanged } from '../posts/posts-change.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Sealer } from '../seal/sealer.ts';
import { mending, type Mending } from '../sync/mending.ts';
import { Busy, Refused, serverLink, Unreachable, type ServerLink } from '../sync/server-link.ts';
import { done, storeTrouble, troubled } from '../trouble.ts';
import { openWindow } from '../windows/between-windows.ts';
import { hearCables, keepContact } from './keep-contact.ts';
import { asLetIn, asStopped, heardAt } from './offline-rules.ts';
import { openStore, type OpenStore } from './open-store.ts';
import { reconnect } from './reconnect.ts';
import {
  againTrouble,
  AWAY,
  BUSY,
  endServerSession,
  openServerSession,
  saysStopped,
  STORE_CLEARED,
  troubleOf,
} from './session-calls.ts';
import { sessionFromOthers } from './session-from-others.ts';
import type { SessionSettings } from './session-settings.ts';

/** What is remembered inside the store, for signing in without the server. */
export interface Profile {
  readonly user: User;
  readonly policy: Policy;
}

/** An opened key with the rooms behind it. */
export interface Unsealed {
  readonly store: string;
  readonly sealer: Sealer;
  readonly rooms: Rooms;
  readonly mend: Mending;
  readonly auditKey: Bytes;
  readonly opened: OpenStore;
}

/** Database, register and journal: nothing is left to open. */
const ALL_CLEARED: Trouble = {
  code: STORE_CLEARED,
  what: '本机存储和写入日志都被清除了。',
  safe: '已送达的都在中心。',
  next: '重新登录，从中心取回。',
};

/** The part of a store's name that is its audit chain's installation: the ULID at its end. */
export const chainOf = (store: string): string => store.slice(store.lastIndexOf('-') + 1);

export const postInWords = (user: User): string => user.posts.map(({ role }) => ROLE_NAMES[role]).join('、');

export const remembered = ({ register }: SessionSettings, entry: KnownEntry): Remembered => ({
  installation: register.installation,
  entry,
});

export interface Line {
  readonly link: ServerLink;
  readonly clock: AnchoredClock;
}

export function newLine({ device, server, fetch }: SessionSettings, memory: ClockMemory | null): Line {
  const clock = anchoredClock(device, memory);
  return { link: serverLink(server, fetch, clock), clock };
}

export async function unseal(settings: SessionSettings, known: KnownEntry, sealer: Sealer): Promise<Unsealed> {
  const { store } = known;
  const opened = await openStore(settings, store, sealer, remembered(settings, known), 'known');
  const { rooms } = opened;
  const kept = await readAuditKey(rooms);
  // Lost with a damaged box: a new key is another chain for the server, and shows as such.
  const auditKey = kept ?? randomBytes(32);
  if (kept === null) await keepAuditKey(rooms, auditKey);
  return { store, sealer, rooms, mend: mending(settings.onTrouble), auditKey, opened };
}

/** After every sign-in with the server: who this is now, and that the server has been heard. */
export async function keep(
  settings: SessionSettings,
  known: KnownEntry,
  { rooms, opened }: Unsealed,
  session: SessionResponse,
): Promise<void> {
  const { user, policy } = session;
  const before = (await rooms.read('memory', 'profile')) as Profile | undefined;
  const change = before !== undefined && havePostsChanged(before.user, user);
  await rooms.write([
    { room: 'memory', id: 'profile', value: { user, policy } satisfies Profile },
    ...(change ? [postsChanged(before.user)] : []),
  ]);
  const entry: KnownEntry = {
    ...heardAt(known, Date.parse(session.time), settings.device.wallMs()),
    displayName: user.displayName,
    post: postInWords(user),
    offlineDays: policy.offlineDays,
    failures: 0,
    lockedUntilMs: null,
    stopped: false,
  };
  await settings.register.save(entry);
  await opened.journal?.compact(remembered(settings, entry));
}

export interface Begun extends Line {
  readonly unsealed: Unsealed;
  readonly profile: Profile;
  readonly account: string;
  /** Of the account in the register. */
  readonly key: string;
  /** How to get a session, where the store was opened without one. */
  readonly askLater: ((windowId: string) => Promise<SessionResponse>) | null;
  /** What the audit shall say of this opening beside its kind. */
  readonly how?: string;
}

/** Work on an opened store: from here on the password is known to nobody but `askLater`, until it has its session. */
export async function work(settings: SessionSettings, begun: Begun): Promise<SignInOutcome> {
  const { unsealed, profile, link, clock, account, key, askLater, how } = begun;
  const { store, sealer, rooms, mend, auditKey, opened } = unsealed;
  const { user, policy } = profile;
  const { register } = settings;
  const ending = new AbortController();
  const nextPosts = cell<readonly Post[] | null>(null);
  /** Under which the store is opened anew: what the centre said last of this person. */
  let next: { readonly profile: Profile; readonly token: string | null } = { profile, token: null };
  const windows = openWindow({
    server: settings.server,
    store,
    who: { account, displayName: user.displayName },
    hand: () => ({ keyId: sealer.keyId, key: sealer.key, user, policy, token: link.token() }),
  });
  const authorize = (token: string): void => {
    link.authorize(token);
    windows.tell('session');
  };
  /** The centre knows us again. Under other posts nothing goes on in this window: what it shows and may write is no longer so. */
  const heard = async (session: SessionResponse): Promise<void> => {
    const known = await register.find(settings.server, account);
    if (known?.stopped === true) await register.change(key, asLetIn);
    if (known === undefined || !havePostsChanged(user, session.user)) {
      authorize(session.token);
      return;
    }
    await keep(settings, known, unsealed, session);
    next = { profile: { user: session.user, policy: session.policy }, token: session.token };
    link.halt('岗位有变化，换到新岗位接着送。');
    nextPosts.set(session.user.posts);
  };
  /** Heard once, that the account is stopped holds without the centre as well. */
  const noted = async (asked: Promise<SessionResponse>): Promise<SessionResponse> => {
    try {
      return await asked;
    } catch (error) {
      if (saysStopped(error)) {
        await register.change(key, asStopped).catch((failure: unknown) => {
          settings.onTrouble('noting that the account is stopped', failure);
        });
      }
      throw error;
    }
  };
  const renew = async (secret: string): Promise<Outcome<void>> => {
    const credentials = {
      account,
      password: secret,
      installation: chainOf(store),
      auditKey,
      auditHead: await readAuditHead(rooms),
    };
    try {
      await heard(await noted(openServerSession(link, credentials)));
      return done(undefined);
    } catch (error) {
      if (error instanceof Refused) return troubled(againTrouble(troubleOf(error, 0)));
      if (error instanceof Unreachable) return troubled(error instanceof Busy ? BUSY : AWAY);
      // Most likely the answer could not be noted down. Whoever typed the password is told, and may try again.
      settings.onTrouble('signing in again', error);
      return troubled(storeTrouble(error));
    }
  };
  // Another window has its session again: one password serves them all.
  const stopHearing = windows.hear((did) => {
    if (did !== 'session' || link.isAuthorized() || nextPosts.get() !== null) return;
    sessionFromOthers(settings.server, account, link, windows.id)
      .then(heard)
      .catch((error: unknown) => {
        if (!(error instanceof Refused || error instanceof Unreachable))
          settings.onTrouble('session of a window', error);
      });
  });
  const stopContact = keepContact(rooms, register, key, link, clock, settings.onTrouble);
  const stopCables = hearCables(link);
  /** Everything that ends with the store; the session with the server goes on where the store is only opened anew. */
  const endWith = async (endSession: boolean): Promise<void> => {
    ending.abort();
    stopHearing();
    windows.close();
    stopCables();
    if (endSession) await endServerSession(link);
    await stopContact();
    await closeStore(opened);
  };
  let reopening: Promise<SignInOutcome> | null = null;
  const reopen = async (): Promise<SignInOutcome> => {
    try {
      await workstation.close();
      if (next.token !== null) link.authorize(next.token);
      return await openAnew(settings, { ...begun, profile: next.profile });
    } catch (error) {
      settings.onTrouble('reopening', error);
      return { ok: false, trouble: { kind: 'store', trouble: storeTrouble(error) } };
    }
  };
  const workstation: Workstation = await openWorkstation({
    me: { user, terminal: settings.terminal, clock },
    policy,
    offlineSignIn: askLater !== null,
    store,
    sealer,
    rooms,
    opened,
    diskSpace: settings.diskSpace,
    mend,
    link,
    locks: settings.locks,
    preparePhoto: settings.preparePhoto,
    multiInstance: settings.multiInstance,
    ...(settings.only === undefined ? {} : { only: settings.only }),
    auditInstallation: chainOf(store),
    auditKey,
    appVersion: settings.appVersion,
    signInAgain: renew,
    nextPosts,
    windows,
    reopen: () => (reopening ??= reopen()),
    onUnsent: (count) => {
      register
        .change(key, (entry) => ({ ...entry, unsent: count }))
        .catch((error: unknown) => {
          settings.onTrouble('counting what is unsent', error);
        });
    },
    onTrouble: settings.onTrouble,
    onClosed: () => endWith(reopening === null),
  });
  if (askLater !== null)
    void reconnect(() => noted(askLater(windows.id)), heard, link, ending.signal, settings.onTrouble);
  else windows.tell('session');
  await workstation.audit(askLater === null ? 'signIn' : 'signInOffline', undefined, how);
  return { ok: true, workstation };
}

/** The store was deleted while it was open, or its person has other posts: opened anew with the key that is still at hand; a lost one is filled from the journal. */
async function openAnew(settings: SessionSettings, begun: Begun): Promise<SignInOutcome> {
  const { sealer, store } = begun.unsealed;
  const known = await settings.register.find(settings.server, begun.account);
  if (known?.store !== store) return { ok: false, trouble: { kind: 'store', trouble: ALL_CLEARED } };
  const again = await unseal(settings, known, sealer);
  // Without a journal nothing is left of it but what is known here: the person goes on, and the centre brings the rest.
  await again.rooms.write([{ room: 'memory', id: 'profile', value: begun.profile }]);
  const askLater = begun.link.isAuthorized() ? null : begun.askLater;
  return work(settings, { ...begun, unsealed: again, askLater });
}

export async function closeStore({ rooms, journal }: OpenStore): Promise<void> {
  await journal?.close();
  rooms.close();
}
