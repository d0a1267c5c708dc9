import type { WorkstationApi } from '../../shared/ipc/workstation-api.ts';
import type { SecretBox } from '../data/seal/key-file.ts';

/** Put there by the desktop edition's preload; a browser has none. */
const desktopApi = (): WorkstationApi | undefined => (window as { readonly api?: WorkstationApi }).api;

/** What this page runs in, and which server it talks to. */
export interface Surroundings {
  readonly kind: 'desktop' | 'browser';
  /** Base address without a slash at the end; '' is the page's own. `null`: the desktop has not been told yet. */
  readonly server: string | null;
  readonly terminal: string | undefined;
  readonly secretBox: SecretBox | null;
}

/** The keystore of the system, beside the password. Without a protected one the password alone seals the store. */
async function secretBoxOf(api: WorkstationApi): Promise<SecretBox | null> {
  const status = await api.secrets.status();
  if (!status.ok || !status.value.available) return null;
  return {
    wrap: async (secret) => {
      const reply = await api.secrets.wrap({ secret: Uint8Array.from(secret) });
      if (!reply.ok) throw new Error(`secrets.wrap: ${reply.error.code}`);
      return reply.value.wrapped;
    },
    unwrap: async (wrapped) => {
      const reply = await api.secrets.unwrap({ wrapped: Uint8Array.from(wrapped) });
      return reply.ok ? reply.value.secret : null;
    },
  };
}

export async function readSurroundings(): Promise<Surroundings> {
  const api = desktopApi();
  if (api === undefined) return { kind: 'browser', server: '', terminal: undefined, secretBox: null };
  const [info, connection, secretBox] = await Promise.all([api.app.info(), api.connection.read(), secretBoxOf(api)]);
  return {
    kind: 'desktop',
    server: connection.ok ? (connection.value.server?.replace(/\/$/, '') ?? null) : null,
    terminal: info.ok ? info.value.terminalName : undefined,
    secretBox,
  };
}

/** Keeps the server's address in the desktop's settings; words when it may not be that one. */
export async function chooseServer(server: string): Promise<string | undefined> {
  const reply = await desktopApi()?.connection.write({ server });
  if (reply === undefined) return '只有桌面版可以设中心服务器地址。';
  if (reply.ok) return undefined;
  return reply.error.code === 'fixed-at-start'
    ? '地址由启动参数定死了，请信息员修改。'
    : '地址应是 https 开头的中心服务器，如 https://sync.ljz.gov.intra。';
}
