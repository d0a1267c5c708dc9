import type { SessionResponse } from '../../../shared/sync/wire.ts';
import { randomBytes, sha256Hex, toUtf8, type Bytes } from '../../lib/bytes.ts';
import { newUlid } from '../../lib/random.ts';
import type { KnownEntry, Register } from '../accounts/register.ts';
import type { SignInOutcome, SignInTrouble, Trouble } from '../api.ts';
import { keepAuditKey, readAuditHead } from '../audit/audit-chain.ts';
import type { ClockMemory } from '../clock.ts';
import { KeystoreTrouble, newKeyFile, openKeyFile, rewrapKeyFile } from '../seal/key-file.ts';
import { mending } from '../sync/mending.ts';
import { Busy, Refused, Unreachable, type ServerLink } from '../sync/server-link.ts';
import { storeTrouble } from '../trouble.ts';
import { asStopped, offlineEntry, offlineFailure, offlineSuccess, seenAt } from './offline-rules.ts';
import { openStore } from './open-store.ts';
import {
  BUSY,
  endServerSession,
  KEYSTORE_SHUT,
  openServerSession,
  saysStopped,
  troubleOf,
  type Credentials,
} from './session-calls.ts';
import type { SessionSettings } from './session-settings.ts';
import {
  chainOf,
  closeStore,
  keep,
  newLine,
  postInWords,
  remembered,
  unseal,
  work,
  type Begun,
  type Line,
  type Profile,
  type Unsealed,
} from './work.ts';

export interface SignIn {
  readonly account: string;
  readonly password: string;
  /** After a change of password: the old one, to open the store with once more. */
  readonly oldPassword?: string;
  /** After a change of password: leave the old store sealed where it is and begin a new one. */
  readonly setAside?: boolean;
}

/** The sign-in page asks for the old password when it meets this code. */
const PASSWORD_CHANGED = 'password-changed';

const passwordChanged = (unsent: number): Trouble => ({
  code: PASSWORD_CHANGED,
  what: '密码在中心改过，本机的资料还用旧密码封着。',
  safe: unsent > 0 ? `本机还有 ${unsent} 条没有送达，都封存着，没有丢。` : '本机的资料都在，没有丢。',
  next: '输入一次旧密码接着用；不记得旧密码，可以先封存在一边，从中心重新取。',
});

const oldPasswordWrong = (unsent: number): Trouble => ({
  ...passwordChanged(unsent),
  what: '旧密码不对，本机的资料没有打开。',
});

async function storeName(serverId: string, account: string, chain: string): Promise<string> {
  const hash = (await sha256Hex(toUtf8(`${serverId}/${account}`))).slice(0, 16);
  return `ggw-${hash}-${chain}`;
}

/** Signs in: with the server where it answers, by the password alone where it does not; opens (or first makes) the sealed store of this person. */
export async function openSession(settings: SessionSettings, signIn: SignIn): Promise<SignInOutcome> {
  try {
    return await new Session(settings, signIn).open();
  } catch (error) {
    settings.onTrouble('sign-in', error);
    const trouble = error instanceof KeystoreTrouble ? KEYSTORE_SHUT : storeTrouble(error);
    return { ok: false, trouble: { kind: 'store', trouble } };
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
    const line = newLine(this.settings, null);
    const { link } = line;
    const answer = await this.askServer(link, { installation: chain, auditKey, auditHead: null }, null);
    if (answer.kind === 'busy') return { ok: false, trouble: { kind: 'store', trouble: BUSY } };
    if (answer.kind === 'away') return { ok: false, trouble: { kind: 'needsServer' } };
    if (answer.kind === 'trouble') return { ok: false, trouble: answer.trouble };
    return this.beginStore(answer.session, chain, auditKey, line, []);
  }

  private async again(known: KnownEntry): Promise<SignInOutcome> {
    const sealer = await openKeyFile(known.keyFile, this.signIn.password, this.settings.secretBox);
    const unsealed = sealer === null ? null : await unseal(this.settings, known, sealer);
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
    const clockMemory = ((await rooms.read('memory', 'clock')) as ClockMemory | undefined) ?? null;
    const line = newLine(this.settings, clockMemory);
    const { link } = line;
    const credentials = { installation: chainOf(store), auditKey, auditHead: await readAuditHead(rooms) };
    const answer = await this.askServer(link, credentials, known);
    // Too far apart in version: nothing is delivered for now, and work goes on as without the server.
    const apart = answer.kind === 'trouble' && answer.trouble.kind === 'version' ? answer.trouble.words : null;
    if (answer.kind === 'trouble' && apart === null) return give(answer.trouble);
    if (answer.kind === 'session') {
      await keep(this.settings, known, unsealed, answer.session);
      const { user, policy } = answer.session;
      return this.work(line, { unsealed, profile: { user, policy }, key: known.key, askLater: null });
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
    return this.work(line, { unsealed, profile, key: known.key, askLater: ask });
  }

  /** The password does not open the store: it is wrong, or it was changed on the server. */
  private async withoutKey(known: KnownEntry): Promise<SignInOutcome> {
    const auditKey = randomBytes(32);
    const chain = newUlid(this.settings.device.wallMs());
    const line = newLine(this.settings, null);
    const { link } = line;
    const { oldPassword, setAside = false } = this.signIn;
    const beginsAnew = setAside && oldPassword === undefined;
    const credentials = { installation: chain, auditKey, auditHead: null, probe: !beginsAnew };
    const answer = await this.askServer(link, credentials, known);
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
    if (!beginsAnew) await endServerSession(link);
    if (oldPassword !== undefined) {
      const { cost, secretBox } = this.settings;
      const file = await rewrapKeyFile(known.keyFile, oldPassword, this.signIn.password, cost, secretBox);
      if (file === null) return { ok: false, trouble: { kind: 'store', trouble: oldPasswordWrong(known.unsent) } };
      const changed = { ...known, keyFile: file };
      await this.register.save(changed);
      return this.again(changed);
    }
    if (!beginsAnew) return { ok: false, trouble: { kind: 'store', trouble: passwordChanged(known.unsent) } };
    const aside = {
      store: known.store,
      keyFile: known.keyFile,
      unsent: known.unsent,
      atMs: this.settings.device.wallMs(),
    };
    return this.beginStore(answer.session, chain, auditKey, line, [...known.setAside, aside]);
  }

  private async beginStore(
    session: SessionResponse,
    chain: string,
    auditKey: Bytes,
    line: Line,
    setAside: KnownEntry['setAside'],
  ): Promise<SignInOutcome> {
    const { cost, secretBox, server } = this.settings;
    const { clock } = line;
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
    const opened = await openStore(this.settings, store, sealer, remembered(this.settings, known), 'new');
    const { rooms } = opened;
    await keepAuditKey(rooms, auditKey);
    const unsealed: Unsealed = { store, sealer, rooms, mend: mending(this.settings.onTrouble), auditKey, opened };
    await keep(this.settings, known, unsealed, session);
    const { user, policy } = session;
    return this.work(line, { unsealed, profile: { user, policy }, key: known.key, askLater: null });
  }

  private async work(line: Line, begun: Omit<Begun, keyof Line | 'account'>): Promise<SignInOutcome> {
    const outcome = await work(this.settings, { ...line, ...begun, account: this.signIn.account });
    this.signIn = { account: this.signIn.account, password: '' };
    return outcome;
  }

  private async askServer(
    link: ServerLink,
    rest: Omit<Credentials, 'account' | 'password'>,
    known: KnownEntry | null,
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
      // Heard once it holds without the centre as well, until the centre lets him in.
      if (known !== null && saysStopped(error)) await this.register.change(known.key, asStopped);
      if (error instanceof Refused) return { kind: 'trouble', trouble: troubleOf(error, known?.unsent ?? 0) };
      throw error;
    }
  }
}
