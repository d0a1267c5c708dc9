import type { Post, User } from '../../../shared/domain/staff.ts';
import { ROLE_NAMES } from '../../../shared/domain/roles.ts';
import type { Policy, SessionResponse } from '../../../shared/sync/wire.ts';
import { randomBytes, sha256Hex, toUtf8, type Bytes } from '../../lib/bytes.ts';
import { newUlid } from '../../lib/random.ts';
import type { Register, KnownEntry, Remembered } from '../accounts/register.ts';
import type { Outcome, SignInOutcome, SignInTrouble, Trouble, Workstation } from '../api.ts';
import { keepAuditKey, readAuditHead, readAuditKey } from '../audit/audit-chain.ts';
import { anchoredClock, type AnchoredClock, type ClockMemory } from '../clock.ts';
import { cell } from '../live.ts';
import { openWorkstation } from '../open-workstation.ts';
import { havePostsChanged, postsChanged } from '../posts/posts-change.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { newKeyFile, openKeyFile, rewrapKeyFile } from '../seal/key-file.ts';
import type { Sealer } from '../seal/sealer.ts';
import { mending, type Mending } from '../sync/mending.ts';
import { Busy, Refused, serverLink, Unreachable, type ServerLink } from '../sync/server-link.ts';
import { done, storeTrouble, troubled } from '../trouble.ts';
import { heardAt, offlineEntry, offlineFailure, offlineSuccess, seenAt } from './offline-rules.ts';
import { openStore, type OpenStore } from './open-store.ts';
import { reconnect } from './reconnect.ts';
import {
  STORE_CLEARED,
  AWAY,
  againTrouble,
  BUSY,
  endServerSession,
  openServerSession,
  troubleOf,
  type Credentials,
} from './session-calls.ts';
import { hearCables, keepContact } from './keep-contact.ts';
import type { SessionSettings } from './session-settings.ts';

export interface SignIn {
  readonly account: string;
  readonly password: string;
  /** After a change of password: the old one, to open the store with once more. */
  readonly oldPassword?: string;
  /** After a change of password: leave the old store sealed where it is and begin a new one. */
  readonly setAside?: boolean;
}

/** What is remembered inside the store, for signing in without the server. */
interface Profile {
  readonly user: User;
  readonly policy: Policy;
}

/** An opened key with the rooms behind it. */
interface Unsealed {
  readonly store: string;
  readonly sealer: Sealer;
  readonly rooms: Rooms;
  readonly mend: Mending;
  readonly auditKey: Bytes;
  readonly opened: OpenStore;
}

/** The sign-in page asks for the old password when it meets this code. */
const PASSWORD_CHANGED = 'password-changed';

const passwordChanged = (unsent: number): Trouble => ({
  code: PASSWORD_CHANGED,
  what: '密码在中心改过，本机的资料还用旧密码封着。',
  safe: unsent > 0 ? `本机还有 ${unsent} 条没有送达，都封存着，没有丢。` : '本机的资料都在，没有丢。',
  next: '输入一次旧密码接着用；不记得旧密码，可以先封存在一边，从中心重新取。',
});

/** Database, register and journal: nothing is left to open. */
const ALL_CLEARED: Trouble = {
  code: STORE_CLEARED,
  what: '本机存储和写入日志都被清除了。',
  safe: '已送达的都在中心。',
  next: '重新登录，从中心取回。',
};

const oldPasswordWrong = (unsent: number): Trouble => ({
  ...passwordChanged(unsent),
  what: '旧密码不对，本机的资料没有打开。',
});

/** The part of a store's name that is its audit chain's installation: the ULID at its end. */
const chainOf = (store: string): string => store.slice(store.lastIndexOf('-') + 1);

async function storeName(serverId: string, account: string, chain: string): Promise<string> {
  const hash = (await sha256Hex(toUtf8(`${serverId}/${account}`))).slice(0, 16);
  return `ggw-${hash}-${chain}`;
}

const postInWords = (user: User): string => user.posts.map(({ role }) => ROLE_NAMES[role]).join('、');

/** Signs in: with the server where it answers, by the password alone where it does not; opens (or first makes) the sealed store of this person. */
export async function openSession(settings: SessionSettings, signIn: SignIn): Promise<SignInOutcome> {
  try {
    return await new Session(settings, signIn).open();
  } catch (error) {
    settings.onTrouble('sign-in', error);
    return { ok: false, trouble: { kind: 'store', trouble: storeTrouble(error) } };
  }
}

/** One attempt, from the password to the open workstation. A class only to keep what every step needs in one place. */
class Session {
  private readonly settings: SessionSettings;
  /** The password in it is forgotten once the workstation is open. */
  private signIn: SignIn;
  private readonly register: Register;

  constructor(settings: SessionSettings, signIn: SignIn) {
    this.settings = settings;
    this.signIn = signIn;
    this.register = settings.register;
  }

  async open(): Promise<SignInOutcome> {
    const known = await this.register.find(this.settings.server, this.signIn.account);
    return known === undefined ? this.first() : this.again(known);
  }

  /** Never signed in here before: only the server can say who this is. */
  private async first(): Promise<SignInOutcome> {
    const auditKey = randomBytes(32);
    const chain = newUlid(this.settings.device.wallMs());
    const { link, clock } = this.newLink(null);
    const answer = await this.askServer(link, { installation: chain, auditKey, auditHead: null }, 0);
    if (answer.kind === 'busy') return { ok: false, trouble: { kind: 'store', trouble: BUSY } };
    if (answer.kind === 'away') return { ok: false, trouble: { kind: 'needsServer' } };
    if (answer.kind === 'trouble') return { ok: false, trouble: answer.trouble };
    return this.beginStore(answer.session, chain, auditKey, link, clock, []);
  }

  private async again(known: KnownEntry): Promise<SignInOutcome> {
    const sealer = await openKeyFile(known.keyFile, this.signIn.password, this.settings.secretBox);
    const unsealed = sealer === null ? null : await this.unseal(known, sealer);
    return unsealed === null ? this.withoutKey(known) : this.withStore(known, unsealed);
  }

  /** The password opens the store. The server is asked too, where there is one. */
  private async withStore(known: KnownEntry, unsealed: Unsealed): Promise<SignInOutcome> {
    const { rooms, store, auditKey } = unsealed;
    const give = async (trouble: SignInTrouble): Promise<SignInOutcome> => {
      await closeStore(unsealed.opened);
      return { ok: false, trouble };
    };
    const profile = (await rooms.read('memory', 'profile')) as Profile | undefined;
    const { link, clock } = this.newLink(((await rooms.read('memory', 'clock')) as ClockMemory | undefined) ?? null);
    const credentials = { installation: chainOf(store), auditKey, auditHead: await readAuditHead(rooms) };
    const answer = await this.askServer(link, credentials, known.unsent);
    // Too far apart in version: nothing is delivered for now, and work goes on as without the server.
    const apart = answer.kind === 'trouble' && answer.trouble.kind === 'version' ? answer.trouble.words : null;
    if (answer.kind === 'trouble' && apart === null) return give(answer.trouble);
    if (answer.kind === 'session') {
      await this.keep(known, unsealed, answer.session);
      return this.work(
        unsealed,
        { user: answer.session.user, policy: answer.session.policy },
        link,
        clock,
        known.key,
        null,
      );
    }
    const nowMs = this.settings.device.wallMs();
    await this.register.change(known.key, (entry) => seenAt(entry, nowMs));
    const trouble = offlineEntry(known, nowMs);
    if (trouble !== null) return give(trouble);
    if (profile === undefined) return give({ kind: 'needsServer' });
    await this.register.change(known.key, (entry) => offlineSuccess(entry, nowMs));
    const { account, password } = this.signIn;
    // Signed in by the password alone: it is held, in memory only, until the server has given a session for it.
    const ask = (): Promise<SessionResponse> => openServerSession(link, { account, password, ...credentials });
    if (apart !== null) link.halt(apart);
    return this.work(unsealed, profile, link, clock, known.key, ask);
  }

  /** The password does not open the store: it is wrong, or it was changed on the server. */
  private async withoutKey(known: KnownEntry): Promise<SignInOutcome> {
    const auditKey = randomBytes(32);
    const chain = newUlid(this.settings.device.wallMs());
    const { link, clock } = this.newLink(null);
    const answer = await this.askServer(link, { installation: chain, auditKey, auditHead: null }, known.unsent);
    if (answer.kind === 'trouble') return { ok: false, trouble: answer.trouble };
    // Whether it is the centre's new password nobody has said: no failure is counted.
    if (answer.kind === 'busy') return { ok: false, trouble: { kind: 'store', trouble: BUSY } };
    if (answer.kind === 'away') {
      const nowMs = this.settings.device.wallMs();
      const barred = offlineEntry(known, nowMs);
      if (barred !== null) return { ok: false, trouble: barred };
      const { entry, trouble } = offlineFailure(known, nowMs);
      await this.register.change(known.key, () => entry);
      return { ok: false, trouble };
    }
    const { oldPassword, setAside = false } = this.signIn;
    if (oldPassword !== undefined) {
      const { cost, secretBox } = this.settings;
      const file = await rewrapKeyFile(known.keyFile, oldPassword, this.signIn.password, cost, secretBox);
      if (file === null) return { ok: false, trouble: { kind: 'store', trouble: oldPasswordWrong(known.unsent) } };
      const changed = { ...known, keyFile: file };
      await this.register.save(changed);
      return this.again(changed);
    }
    if (!setAside) return { ok: false, trouble: { kind: 'store', trouble: passwordChanged(known.unsent) } };
    const aside = {
      store: known.store,
      keyFile: known.keyFile,
      unsent: known.unsent,
      atMs: this.settings.device.wallMs(),
    };
    return this.beginStore(answer.session, chain, auditKey, link, clock, [...known.setAside, aside]);
  }

  private async beginStore(
    session: SessionResponse,
    chain: string,
    auditKey: Bytes,
    link: ServerLink,
    clock: AnchoredClock,
    setAside: KnownEntry['setAside'],
  ): Promise<SignInOutcome> {
    const { cost, secretBox, server } = this.settings;
    const { file, sealer } = await newKeyFile(this.signIn.password, cost, secretBox);
    const store = await storeName(session.serverId, this.signIn.account, chain);
    const known: KnownEntry = {
      key: `${session.serverId}/${this.signIn.account}`,
      serverId: session.serverId,
      server,
      account: this.signIn.account,
      displayName: session.user.displayName,
      post: postInWords(session.user),
      store,
      keyFile: file,
      offlineDays: session.policy.offlineDays,
      lastContactMs: clock.nowMs(),
      latestSeenMs: clock.nowMs(),
      deviationMs: clock.deviationMs(),
      failures: 0,
      lockedUntilMs: null,
      unsent: 0,
      setAside,
    };
    const opened = await openStore(this.settings, store, sealer, this.remembered(known), 'new');
    const { rooms } = opened;
    await keepAuditKey(rooms, auditKey);
    const unsealed: Unsealed = { store, sealer, rooms, mend: mending(this.settings.onTrouble), auditKey, opened };
    await this.keep(known, unsealed, session);
    return this.work(unsealed, { user: session.user, policy: session.policy }, link, clock, known.key, null);
  }

  private async unseal(known: KnownEntry, sealer: Sealer): Promise<Unsealed> {
    const { store } = known;
    const opened = await openStore(this.settings, store, sealer, this.remembered(known), 'known');
    const { rooms } = opened;
    const kept = await readAuditKey(rooms);
    // Lost with a damaged box: a new key is another chain for the server, and shows as such.
    const auditKey = kept ?? randomBytes(32);
    if (kept === null) await keepAuditKey(rooms, auditKey);
    return { store, sealer, rooms, mend: mending(this.settings.onTrouble), auditKey, opened };
  }

  private remembered(entry: KnownEntry): Remembered {
    return { installation: this.register.installation, entry };
  }

  private newLink(memory: ClockMemory | null): { readonly link: ServerLink; readonly clock: AnchoredClock } {
    const clock = anchoredClock(this.settings.device, memory);
    return { link: serverLink(this.settings.server, this.settings.fetch, clock), clock };
  }

  private async askServer(
    link: ServerLink,
    rest: Omit<Credentials, 'account' | 'password'>,
    unsent: number,
  ): Promise<
    | { readonly kind: 'session'; readonly session: SessionResponse }
    | { readonly kind: 'away' }
    | { readonly kind: 'busy' }
    | { readonly kind: 'trouble'; readonly trouble: SignInTrouble }
  > {
    const { account, password } = this.signIn;
    try {
      const session = await openServerSession(link, { account, password, ...rest });
      link.authorize(session.token);
      return { kind: 'session', session };
    } catch (error) {
      if (error instanceof Busy) return { kind: 'busy' };
      if (error instanceof Unreachable) return { kind: 'away' };
      if (error instanceof Refused) return { kind: 'trouble', trouble: troubleOf(error, unsent) };
      throw error;
    }
  }

  /** After every sign-in with the server: who this is now, and that the server has been heard. */
  private async keep(known: KnownEntry, { rooms, opened }: Unsealed, session: SessionResponse): Promise<void> {
    const { user, policy } = session;
    const before = (await rooms.read('memory', 'profile')) as Profile | undefined;
    const change = before !== undefined && havePostsChanged(before.user, user);
    await rooms.write([
      { room: 'memory', id: 'profile', value: { user, policy } satisfies Profile },
      ...(change ? [postsChanged(before.user)] : []),
    ]);
    const entry: KnownEntry = {
      ...heardAt(known, Date.parse(session.time), this.settings.device.wallMs()),
      displayName: user.displayName,
      post: postInWords(user),
      offlineDays: policy.offlineDays,
      failures: 0,
      lockedUntilMs: null,
    };
    await this.register.save(entry);
    await opened.journal?.compact(this.remembered(entry));
  }

  private async work(
    unsealed: Unsealed,
    profile: Profile,
    link: ServerLink,
    clock: AnchoredClock,
    key: string,
    askLater: (() => Promise<SessionResponse>) | null,
  ): Promise<SignInOutcome> {
    const { store, sealer, rooms, mend, auditKey, opened } = unsealed;
    const { user, policy } = profile;
    const { register, settings } = this;
    const { account } = this.signIn;
    const ending = new AbortController();
    const nextPosts = cell<readonly Post[] | null>(null);
    /** Under which the store is opened anew: what the centre said last of this person. */
    let next: { readonly profile: Profile; readonly token: string | null } = { profile, token: null };
    /** The centre knows us again. Under other posts nothing goes on in this window: what it shows and may write is no longer so. */
    const heard = async (session: SessionResponse): Promise<void> => {
      const known = await register.find(settings.server, account);
      if (known === undefined || !havePostsChanged(user, session.user)) {
        link.authorize(session.token);
        return;
      }
      await this.keep(known, unsealed, session);
      next = { profile: { user: session.user, policy: session.policy }, token: session.token };
      link.halt('岗位有变化，换到新岗位接着送。');
      nextPosts.set(session.user.posts);
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
        await heard(await openServerSession(link, credentials));
        return done(undefined);
      } catch (error) {
        if (error instanceof Refused) return troubled(againTrouble(troubleOf(error, 0)));
        if (error instanceof Unreachable) return troubled(error instanceof Busy ? BUSY : AWAY);
        // Most likely the answer could not be noted down. Whoever typed the password is told, and may try again.
        settings.onTrouble('signing in again', error);
        return troubled(storeTrouble(error));
      }
    };
    const stopContact = keepContact(rooms, register, key, link, clock);
    const stopCables = hearCables(link);
    /** Everything that ends with the store; the session with the server goes on where the store is only opened anew. */
    const endWith = async (endSession: boolean): Promise<void> => {
      ending.abort();
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
        return await this.reopen(unsealed, next.profile, link, clock, key, askLater);
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
      reopen: () => (reopening ??= reopen()),
      onUnsent: (count) => {
        void register.change(key, (entry) => ({ ...entry, unsent: count }));
      },
      onTrouble: settings.onTrouble,
      onClosed: () => endWith(reopening === null),
    });
    this.signIn = { account, password: '' };
    if (askLater !== null) void reconnect(askLater, heard, link, ending.signal, settings.onTrouble);
    await workstation.audit(askLater === null ? 'signIn' : 'signInOffline');
    return { ok: true, workstation };
  }

  /** The store was deleted while it was open, or its person has other posts: opened anew with the key that is still at hand; a lost one is filled from the journal. */
  private async reopen(
    { sealer, store }: Unsealed,
    profile: Profile,
    link: ServerLink,
    clock: AnchoredClock,
    key: string,
    askLater: (() => Promise<SessionResponse>) | null,
  ): Promise<SignInOutcome> {
    const known = await this.register.find(this.settings.server, this.signIn.account);
    if (known?.store !== store) return { ok: false, trouble: { kind: 'store', trouble: ALL_CLEARED } };
    const again = await this.unseal(known, sealer);
    // Without a journal nothing is left of it but what is known here: the person goes on, and the centre brings the rest.
    await again.rooms.write([{ room: 'memory', id: 'profile', value: profile }]);
    return this.work(again, profile, link, clock, key, link.isAuthorized() ? null : askLater);
  }
}

async function closeStore({ rooms, journal }: OpenStore): Promise<void> {
  await journal?.close();
  rooms.close();
}
