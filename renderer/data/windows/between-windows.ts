import type { Policy } from '../../../shared/sync/wire.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { pause } from '../../lib/signals.ts';
import { aesGcmSealer, type Sealer } from '../seal/sealer.ts';
import type { AtWork, Did, WindowsApi } from './api.ts';

/**
 * What one window hands to another of the same person: the key of the store, as an object that WebCrypto uses and nobody can read out, and the session by which the other opens
 * one of its own. It goes from memory to memory; nothing of it is written anywhere.
 */
export interface Handed {
  readonly keyId: string;
  readonly key: CryptoKey;
  readonly user: User;
  readonly policy: Policy;
  /** `null`: the centre has not been heard since the sign-in. */
  readonly token: string | null;
}

type Said =
  | { readonly kind: 'who'; readonly server: string }
  | { readonly kind: 'here'; readonly server: string; readonly who: AtWork }
  | { readonly kind: 'ask'; readonly server: string; readonly account: string; readonly asker: string }
  | { readonly kind: 'handed'; readonly asker: string; readonly from: string; readonly handed: Handed }
  | { readonly kind: 'did'; readonly store: string; readonly did: Exclude<Did, 'unlock'> }
  | { readonly kind: 'did'; readonly store: string; readonly did: 'unlock'; readonly proof: string };

/** Heard by windows of our own page alone: a channel is one of its origin. */
const CHANNEL = 'ggw-windows';
/** A window that works answers at once; one that the browser has put to sleep is not waited for. */
const ANSWERS_WITHIN_MS = 400;

/** Who is at work in other windows with this server. */
export async function whoIsAtWork(server: string): Promise<readonly AtWork[]> {
  const channel = new BroadcastChannel(CHANNEL);
  const found = new Map<string, AtWork>();
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.kind === 'here' && data.server === server) found.set(data.who.account, data.who);
  };
  channel.postMessage({ kind: 'who', server } satisfies Said);
  await pause(ANSWERS_WITHIN_MS, new AbortController().signal);
  channel.close();
  return [...found.values()];
}

/** Asks the windows of this person for the key; of several answers one with a session. `null`: none is open and unlocked. `except`: the id of the window that asks. */
export async function askOthers(server: string, account: string, except = ''): Promise<Handed | null> {
  const channel = new BroadcastChannel(CHANNEL);
  const asker = crypto.randomUUID();
  const enough = new AbortController();
  let best: Handed | null = null;
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.kind !== 'handed' || data.asker !== asker || data.from === except) return;
    if (best === null || data.handed.token !== null) best = data.handed;
    if (data.handed.token !== null) enough.abort();
  };
  channel.postMessage({ kind: 'ask', server, account, asker } satisfies Said);
  await pause(ANSWERS_WITHIN_MS, enough.signal);
  channel.close();
  return best;
}

export interface OpenWindowParts {
  readonly server: string;
  readonly store: string;
  readonly who: AtWork;
  /** As it is at that moment. */
  readonly hand: () => Handed;
}

export interface OpenWindow extends WindowsApi {
  readonly id: string;
  readonly close: () => void;
}

/** This window among the others. Locked, it neither says that it is there nor hands anything. */
export function openWindow({ server, store, who, hand }: OpenWindowParts): OpenWindow {
  const channel = new BroadcastChannel(CHANNEL);
  const listeners = new Set<(did: Did) => void>();
  const id = crypto.randomUUID();
  let isLocked = false;
  let lockedAtMs = 0;
  const heardProofs = new Set<string>();
  const note = (did: Did): void => {
    if (did === 'lock' || did === 'out') {
      isLocked = true;
      lockedAtMs = Date.now();
    }
    if (did === 'unlock') isLocked = false;
  };
  let isClosed = false;
  const say = (said: Said): void => {
    if (!isClosed) channel.postMessage(said);
  };
  const heardOf = (did: Did): void => {
    note(did);
    for (const listener of [...listeners]) listener(did);
  };
  /** A channel is open to whatever runs under our origin, locked or not: only who has the key of the store can say that it was unlocked, and when. */
  const place = `windows/${store}/unlock`;
  const sealer = (): Sealer => {
    const { key, keyId } = hand();
    return aesGcmSealer(key, keyId);
  };
  const sayUnlocked = async (): Promise<void> => {
    const proof = await sealer().seal(place, Date.now());
    heardProofs.add(proof);
    // Locked again meanwhile, it says nothing.
    if (!isLocked) say({ kind: 'did', store, did: 'unlock', proof });
  };
  const hearUnlocked = async (proof: string): Promise<void> => {
    const atMs = Number(await sealer().open(place, proof));
    // Said before, and said again by who only listens.
    if (isClosed || heardProofs.has(proof) || !(atMs >= lockedAtMs)) return;
    heardProofs.add(proof);
    heardOf('unlock');
  };
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.kind === 'did' && data.store === store) {
      // Sealed by somebody else, or not at all: nobody whom this window hears.
      if (data.did === 'unlock') hearUnlocked(data.proof).catch(() => undefined);
      else heardOf(data.did);
    }
    if (isLocked) return;
    if (data.kind === 'who' && data.server === server) say({ kind: 'here', server, who });
    if (data.kind === 'ask' && data.server === server && data.account === who.account)
      say({ kind: 'handed', asker: data.asker, from: id, handed: hand() });
  };
  return {
    id,
    tell: (did) => {
      note(did);
      // Without a proof the others stay locked, and open by the password.
      if (did === 'unlock') sayUnlocked().catch(() => undefined);
      else say({ kind: 'did', store, did });
    },
    hear: (heard) => {
      listeners.add(heard);
      return () => {
        listeners.delete(heard);
      };
    },
    close: () => {
      isClosed = true;
      listeners.clear();
      channel.close();
    },
  };
}
