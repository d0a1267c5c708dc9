import { readFile } from 'node:fs/promises';
import type { ServerOptions as TlsOptions } from 'node:https';
import { hostname } from 'node:os';
import { fail, ok, type Result } from '../../shared/lib/result.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

export interface ListenSettings {
  readonly host: string;
  readonly port: number;
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
}

/** Whether only this machine can reach an address. */
export const isLoopback = (host: string): boolean => LOOPBACK.has(host);

/** Names that a request to a loopback server may use; any other is a page trying its luck by DNS. */
export const LOOPBACK_NAMES: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

export type Refused = { readonly words: string };

/**
 * The workstation needs a secure context (DESIGN §6): plain http stays on this machine, anything else brings a certificate or does not start.
 */
export async function readTls({ host, tlsCert, tlsKey }: ListenSettings): Promise<Result<TlsOptions | null, Refused>> {
  if (tlsCert === undefined && tlsKey === undefined) {
    if (isLoopback(host)) return ok(null);
    return fail({
      words: `监听 ${host} 需要证书：加 --tls-cert 和 --tls-key，或只在本机使用 --host 127.0.0.1。\nListening on ${host} needs --tls-cert and --tls-key; plain http is for this machine only.`,
    });
  }
  if (tlsCert === undefined || tlsKey === undefined) {
    return fail({ words: '--tls-cert 和 --tls-key 要一起给。\n--tls-cert and --tls-key belong together.' });
  }
  try {
    return ok({ cert: await readFile(tlsCert), key: await readFile(tlsKey) });
  } catch (error) {
    return fail({ words: `读不到证书：${(error as Error).message}\nThe certificate cannot be read.` });
  }
}

const ALL_ADDRESSES = new Set(['0.0.0.0', '::']);

/** The address as a browser writes it; a server on all addresses goes by the machine's name. */
export function addressOf(host: string, port: number, usesTls: boolean): string {
  const reachable = ALL_ADDRESSES.has(host) ? hostname() : host;
  const name = reachable.includes(':') ? `[${reachable}]` : reachable;
  return `${usesTls ? 'https' : 'http'}://${name}:${port}`;
}
