import type { SystemDocuments } from '../store/system-documents.ts';

/** The key with which a person's links of an installation's audit chain are checked: registered at the first sign-in there, never replaced. */
type Installation = Readonly<{
  keys: Readonly<Record<string, string>>;
  /** The head of the chain as the device told it at its last sign-in: a cut tail shows against what has arrived. */
  toldHead?: Readonly<{ seq: number; mac: string; at: string }>;
}>;

export interface Installations {
  /** False when another key is registered: its new links will not be taken. */
  readonly register: (
    installation: string,
    staffId: string,
    key: string,
    head: Installation['toldHead'],
  ) => Promise<boolean>;
  readonly keyOf: (installation: string, staffId: string) => Promise<Buffer | null>;
}

const idOf = (installation: string): string => `installation:${installation}`;

export function openInstallations(system: SystemDocuments): Installations {
  return {
    register: async (installation, staffId, key, head) => {
      const after = await system.update<Installation>(idOf(installation), (before) => {
        const keys = { [staffId]: key, ...before?.keys };
        const toldHead = head ?? before?.toldHead;
        if (before !== null && head === undefined && before.keys[staffId] !== undefined) return null;
        return { keys, ...(toldHead === undefined ? {} : { toldHead }) };
      });
      return after?.keys[staffId] === key;
    },
    keyOf: async (installation, staffId) => {
      const key = (await system.read<Installation>(idOf(installation)))?.keys[staffId];
      return key === undefined ? null : Buffer.from(key, 'base64url');
    },
  };
}
