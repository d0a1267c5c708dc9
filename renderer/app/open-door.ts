import type { SignInDesk } from '../data/sign-in-desk.ts';
import { cell } from '../data/live.ts';
import type { KnownAccount } from '../data/api.ts';
import type { AtWork } from '../data/windows/api.ts';
import type { Centre, Door } from '../features/sign-in/door.ts';

/** While nobody is signed in, the page asks this often whether the centre is there. */
const ASK_EVERY_MS = 4_000;

/** Under which name the centre's title is remembered here; it stands on its greeting for everybody, so it may lie in the open. */
const titleKey = (server: string): string => `workstation-centre-title/${server}`;
/** A clock that was set anew since the last greeting. */
const MOVED_MS = 60_000;
const PRODUCT = '网格治理工作站';

export interface OpenedDoor extends Door {
  /** Asks and tells for as long as the sign-in page is there. */
  readonly watch: () => () => void;
}

/** The sign-in page's view of the store's desk: what it says once, told as it changes. */
export function openDoor(
  desk: SignInDesk,
  server: string,
  onTrouble: (error: unknown) => void,
  changeServer?: () => void,
): OpenedDoor {
  const centre = cell<Centre>({ kind: 'asking' });
  const known = cell<readonly KnownAccount[]>();
  const atWork = cell<readonly AtWork[]>();

  const ask = async (): Promise<void> => {
    const [hello, accounts] = await Promise.all([desk.hello(), desk.known()]);
    known.set(accounts);
    const now = centre.get();
    if (hello === null) {
      if (now.kind !== 'away') centre.set({ kind: 'away' });
      return;
    }
    const aheadMs = Date.parse(hello.time) - Date.now();
    if (now.kind !== 'up' || now.version !== hello.version || Math.abs(now.aheadMs - aheadMs) > MOVED_MS) {
      localStorage.setItem(titleKey(server), hello.title);
      centre.set({
        kind: 'up',
        title: hello.title,
        version: hello.version,
        demoAccounts: hello.demoAccounts ?? [],
        aheadMs,
      });
    }
  };
  return {
    centre,
    known,
    title: () => localStorage.getItem(titleKey(server)) ?? PRODUCT,
    server: server === '' ? window.location.host : new URL(server).host,
    changeServer,
    terminal: desk.terminal,
    signIn: desk.signIn,
    atWork,
    enterBeside: desk.enterBeside,
    watch: () => {
      // Whoever was at work when this page was seen last may have left since.
      atWork.set([]);
      const look = (): void => {
        ask().catch(onTrouble);
        desk.atWork().then(atWork.set, onTrouble);
      };
      look();
      const timer = setInterval(look, ASK_EVERY_MS);
      return () => {
        clearInterval(timer);
      };
    },
  };
}
