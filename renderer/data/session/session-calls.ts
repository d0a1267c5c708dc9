import { z } from 'zod';
import {
  helloResponse,
  PATHS,
  PROTOCOL_VERSION,
  sessionResponse,
  VERSION_WORDS,
  type HelloResponse,
  type SessionResponse,
} from '../../../shared/sync/wire.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { devicesResponse, type DevicesResponse } from '../../../shared/sync/device-report.ts';
import type { Outcome, SignInTrouble, Trouble } from '../api.ts';
import { done, troubled } from '../trouble.ts';
import { Refused, Unreachable, type ServerLink } from '../sync/server-link.ts';
import type { AuditHead } from '../audit/audit-chain.ts';
import { toBase64Url, type Bytes } from '../../lib/bytes.ts';

export interface Credentials {
  readonly account: string;
  readonly password: string;
  readonly installation: string;
  readonly auditKey: Bytes;
  readonly auditHead: AuditHead | null;
  /** Only whether the password is right: the centre notes nothing of this terminal. */
  readonly probe?: boolean;
}

/** Long enough for a slow line, short enough that offline sign-in does not feel broken. */
export const SIGN_IN_TIMEOUT_MS = 8_000;
/** Nobody waits for a goodbye. */
const END_TIMEOUT_MS = 1_500;

export const askHello = (link: ServerLink): Promise<HelloResponse> =>
  link.ask(helloResponse, PATHS.hello, { timeoutMs: SIGN_IN_TIMEOUT_MS, atOnce: true });

export function openServerSession(link: ServerLink, credentials: Credentials): Promise<SessionResponse> {
  const { account, password, installation, auditKey, auditHead, probe = false } = credentials;
  const json = {
    name: account,
    password,
    protocol: PROTOCOL_VERSION,
    form: CURRENT_FORM,
    installation,
    auditKey: toBase64Url(auditKey),
    ...(auditHead === null ? {} : { auditHead }),
    ...(probe ? { probe } : {}),
  };
  return link.ask(sessionResponse, PATHS.session, {
    method: 'POST',
    json,
    timeoutMs: SIGN_IN_TIMEOUT_MS,
    atOnce: true,
  });
}

/** The token is forgotten here in any case; the server hears of it where it can, and else forgets it by itself. */
export async function endServerSession(link: ServerLink): Promise<void> {
  if (!link.contact.get().online) return;
  try {
    await link.send(PATHS.session, { method: 'DELETE', timeoutMs: END_TIMEOUT_MS, atOnce: true });
  } catch (error) {
    if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
  }
}

/** Why the server lets nobody in, in our terms. */
export function troubleOf(error: Refused, unsent: number): SignInTrouble {
  const { status, body } = error;
  if (body.lockedUntil !== undefined) return { kind: 'locked', until: body.lockedUntil };
  if (status === 401) return { kind: 'wrong', triesLeft: body.triesLeft };
  if (status === 403) return { kind: 'stopped', unsent };
  if (body.version !== undefined) return { kind: 'version', words: VERSION_WORDS[body.version] };
  return {
    kind: 'store',
    trouble: {
      code: `sign-in/${status}/${body.error}`,
      what: '中心没有接受这次登录。',
      safe: unsent > 0 ? `本机还有 ${unsent} 条没有送达，都在。` : '没有丢任何东西。',
      next: '过一会儿再登录；还不行就把代码告诉信息员。',
    },
  };
}

/** The centre's own word that the account is stopped, and not that of a gateway or of a guard before it, which look alike. */
export const saysStopped = (error: unknown): boolean =>
  error instanceof Refused && error.status === 403 && error.body.reason === 'Account is stopped.';

/** How the terminals of the area stand; words where the centre is away or does not say. */
export async function askDevices(link: ServerLink): Promise<Outcome<DevicesResponse>> {
  try {
    return done(await link.ask(devicesResponse, PATHS.devices));
  } catch (error) {
    if (error instanceof Unreachable) return troubled({ ...AWAY, next: '网络恢复后会自动更新。' });
    if (error instanceof Refused) {
      return troubled({
        ...AWAY,
        code: `devices/${String(error.status)}`,
        what: '中心没有给出终端的情况。',
        next: '重新登录再看。',
      });
    }
    throw error;
  }
}

const launchResponse = z.looseObject({ name: z.string(), password: z.string() });

/** Demonstration only: the launcher's one-use token for the account and password it stands for. `null`: used up or not valid here. */
export async function redeemLaunch(
  link: ServerLink,
  token: string,
): Promise<{ readonly name: string; readonly password: string } | null> {
  try {
    return await link.ask(launchResponse, PATHS.launch, { method: 'POST', json: { token } });
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

export const AWAY: Trouble = {
  code: 'away',
  what: '现在连不上中心。',
  safe: '本机写的都在，联网后再送。',
  next: '网络恢复后再输入密码。',
};

/** The centre answers, and has no time to look at this password: too many sign in at once. */
export const BUSY: Trouble = {
  code: 'busy',
  what: '现在登录的人多，中心忙不过来。',
  safe: '没有丢任何东西，也不算输错密码。',
  next: '过一会儿再登录。',
};

/** The password was not even tried: the keystore of the system, which seals the key once more, does not open. */
export const KEYSTORE_SHUT: Trouble = {
  code: 'keystore',
  what: '操作系统的密钥库现在打不开，本机的资料没有解开。',
  safe: '本机写的都在，没有丢，也不算输错密码。',
  next: '解锁系统密钥环，或用原来的系统用户重新登录电脑，再试一次；还不行就联系信息员，不要清除本机数据。',
};

/** The centre knows the account and lets it do nothing. */
export const STOPPED = 'stopped';

/** Nothing of the store is left, nor of its journal. */
export const STORE_CLEARED = 'store-cleared';

/** The same in words, for who is at work and only has to type the password again. */
export function againTrouble(trouble: SignInTrouble): Trouble {
  const safe = '本机写的都在。';
  switch (trouble.kind) {
    case 'wrong':
      return {
        code: 'wrong',
        what: '密码不对。',
        safe,
        next: trouble.triesLeft === undefined ? '再输入一次。' : `还可以试 ${trouble.triesLeft} 次。`,
      };
    case 'locked':
      return { code: 'locked', what: '这个账号暂时锁定了。', safe, next: '过 15 分钟再试。' };
    case 'stopped':
      return {
        code: STOPPED,
        what: '这个账号已停用。',
        safe: '本机未送的内容已封存，没有清除。',
        next: '联系信息员。',
      };
    case 'version':
      return { code: 'version', what: trouble.words, safe, next: '联系信息员。' };
    case 'needsServer':
    case 'offlineOver':
      return AWAY;
    case 'store':
      return trouble.trouble;
  }
}
