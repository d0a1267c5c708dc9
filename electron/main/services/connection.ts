import { serverAddress } from '../../../shared/ipc/contract.ts';
import { inTurns } from './in-turn.ts';
import { readSettings, writeSettings } from './settings.ts';

/** Where the server is: given when the program was started (by the launcher or a policy), else as set on this terminal. */
export type Connection = {
  current(): { readonly server: string | null; readonly source: 'start' | 'setting' | 'none' };
  change(origin: string): Promise<void>;
};

/** The bare origin of an address the contract accepts; null for one that is none (a port beyond 65535, say). */
export function serverOrigin(address: string | undefined): string | null {
  const parsed = serverAddress.safeParse(address);
  return parsed.success && URL.canParse(parsed.data) ? new URL(parsed.data).origin : null;
}

export function openConnection(folder: string, givenAtStart: string | undefined): Connection {
  const given = serverOrigin(givenAtStart);
  const inTurn = inTurns();
  return {
    current: () => {
      if (given !== null) return { server: given, source: 'start' };
      const server = serverOrigin(readSettings(folder).server);
      return { server, source: server === null ? 'none' : 'setting' };
    },
    change: (origin) => inTurn(() => writeSettings(folder, { server: origin })),
  };
}
