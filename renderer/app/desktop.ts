import type { WorkstationApi } from '../../shared/ipc/workstation-api.ts';
import type { BridgeError, BridgeErrorCode, Reply } from '../../shared/ipc/reply.ts';
import type { JournalPlace } from '../data/journal/journal-file.ts';
import type { DiskSpace } from '../data/storage/disk-watch.ts';
import type { Bytes } from '../lib/bytes.ts';
import { KeystoreTrouble, type SecretBox } from '../data/seal/key-file.ts';

/** Put there by the desktop edition's preload; a browser has none. */
const desktopApi = (): WorkstationApi | undefined => (window as { readonly api?: WorkstationApi }).api;

/** What this page runs in, and which server it talks to. */
export interface Surroundings {
  readonly kind: 'desktop' | 'browser';
  /** Base address without a slash at the end; '' is the page's own. `null`: the desktop has not been told yet. */
  readonly server: string | null;
  /** It was set on this terminal, by hand. */
  readonly isServerOwn: boolean;
  readonly terminal: string | undefined;
  readonly secretBox: SecretBox | null;
  /** The desktop's own files; `undefined`: a browser has its own. */
  readonly journals: JournalPlace | undefined;
  /** Room on the disk, in bytes; `undefined`: the browser is asked. */
  readonly diskSpace: (() => Promise<DiskSpace>) | undefined;
}

/** A file that could not be written, by the name the browser gives the same. */
class FileTrouble extends Error {
  constructor({ code, message }: BridgeError) {
    super(message);
    this.name = code === 'disk-full' ? 'QuotaExceededError' : code;
  }
}

async function valueOf<T>(reply: Promise<Reply<T>>): Promise<T> {
  const answered = await reply;
  if (!answered.ok) throw new FileTrouble(answered.error);
  return answered.value;
}

/** Bytes on their way over the bridge, in a buffer of their own. */
const own = (bytes: Uint8Array): Bytes => Uint8Array.from(bytes);

const journalsOf = ({ journal }: WorkstationApi): JournalPlace => ({
  kind: 'desktop',
  stores: async () => (await valueOf(journal.stores())).stores,
  file: (store) => ({
    read: async (atMost) => {
      const { bytes } = await valueOf(journal.read({ store, ...(atMost === undefined ? {} : { atMost }) }));
      return bytes === null ? null : own(bytes);
    },
    append: async (prefix, at, bytes) => (await valueOf(journal.append({ store, prefix, at, bytes }))).written,
    cut: async (at) => {
      await valueOf(journal.cut({ store, at }));
    },
    replace: async (bytes) => {
      await valueOf(journal.replace({ store, bytes }));
    },
  }),
});

async function fromKeystore<T>(reply: Promise<Reply<T>>): Promise<T> {
  const answered = await reply;
  if (!answered.ok) throw new KeystoreTrouble(`${answered.error.code}: ${answered.error.message}`);
  return answered.value;
}

/** The keystore of the system, beside the password. Asked for its state each time: a keyring is locked and unlocked while the page is open. */
const secretBoxOf = ({ secrets }: WorkstationApi): SecretBox => ({
  wrap: async (secret) => {
    const status = await secrets.status();
    if (!status.ok || !status.value.available) return null;
    return (await fromKeystore(secrets.wrap({ secret: own(secret) }))).wrapped;
  },
  unwrap: async (wrapped) => (await fromKeystore(secrets.unwrap({ wrapped: own(wrapped) }))).secret,
});

export async function readSurroundings(): Promise<Surroundings> {
  const api = desktopApi();
  if (api === undefined) {
    const none = { terminal: undefined, secretBox: null, journals: undefined, diskSpace: undefined };
    return { kind: 'browser', server: '', isServerOwn: false, ...none };
  }
  const [info, connection] = await Promise.all([api.app.info(), api.connection.read()]);
  return {
    kind: 'desktop',
    server: connection.ok ? (connection.value.server?.replace(/\/$/, '') ?? null) : null,
    isServerOwn: connection.ok && connection.value.source === 'setting',
    terminal: info.ok ? info.value.terminalName : undefined,
    secretBox: secretBoxOf(api),
    journals: journalsOf(api),
    diskSpace: () => valueOf(api.disk.free()),
  };
}

/** Keeps the server's address in the desktop's settings; words when it was not kept. */
export async function chooseServer(server: string): Promise<string | undefined> {
  const reply = await desktopApi()?.connection.write({ server });
  if (reply === undefined) return '只有桌面版可以设中心服务器地址。';
  return reply.ok ? undefined : notKept(reply.error.code);
}

function notKept(code: BridgeErrorCode): string {
  switch (code) {
    case 'fixed-at-start':
      return '地址由启动参数定死了，请系统管理员修改。';
    case 'bad-request':
      return '地址应是 https 开头的中心服务器，如 https://sync.ljz.gov.intra。';
    case 'file-unwritable':
    case 'disk-full':
      return '地址没有存下：本机的设置文件写不进去。再按一次；还不行请系统管理员看磁盘空间和文件夹权限。';
    case 'untrusted-sender':
    case 'keystore-unavailable':
    case 'key-unreadable':
    case 'internal':
      return `地址没有存下。关掉程序再打开试一次；还不行就把编号告诉系统管理员（编号 ${code}）。`;
  }
}
