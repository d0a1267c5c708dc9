import './browser-double.ts';
import './short-waits.ts';
import { toUtf8, sha256Hex } from '../../lib/bytes.ts';
import { memoryLocks } from '../../lib/locks.ts';
import type { PreparePhoto } from '../../lib/photo-codec.ts';
import type { Workstation } from '../api.ts';
import { openSignInDesk, type SignIn, type SignInDesk } from '../sign-in-desk.ts';
import type { SessionSettings } from '../session/session-settings.ts';

/** The smallest thing a JPEG may begin with, then what the test put in. */
const jpegOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, ...toUtf8(text));

/** Without a browser there is no canvas: the "photo" is its text, made into something that begins like a JPEG. */
export const textPhotos: PreparePhoto = async (blob) => {
  const text = await blob.text();
  const [original, thumb] = [jpegOf(`original ${text}`), jpegOf(`thumb ${text}`)];
  return {
    original,
    thumb,
    width: 640,
    height: 480,
    thumbWidth: 320,
    thumbHeight: 240,
    sha256: await sha256Hex(original),
  };
};

export interface Terminal {
  readonly desk: SignInDesk;
  readonly troubles: string[];
  /** Signs in or fails the test. */
  readonly work: (signIn: SignIn) => Promise<Workstation>;
}

/** A terminal over fake-indexeddb: cheap keys, one window, a server at the other end of `fetch`. */
export async function aTerminal(
  server: string,
  fetch: SessionSettings['fetch'],
  replaced: Partial<SessionSettings> = {},
): Promise<Terminal> {
  const troubles: string[] = [];
  const desk = await openSignInDesk({
    server,
    terminal: 'T-TEST',
    replaced: {
      fetch,
      locks: memoryLocks(),
      preparePhoto: textPhotos,
      cost: { memoryKiB: 64, passes: 1, lanes: 1 },
      multiInstance: false,
      journals: null,
      diskSpace: () => Promise.resolve(null),
      onTrouble: (what, error) => {
        troubles.push(`${what} ${error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)}`);
      },
      ...replaced,
    },
  });
  return {
    desk,
    troubles,
    work: async (signIn) => {
      const outcome = await desk.signIn(signIn);
      if (!outcome.ok) throw new Error(`not signed in: ${JSON.stringify(outcome.trouble)} ${troubles.join('\n')}`);
      return outcome.workstation;
    },
  };
}
