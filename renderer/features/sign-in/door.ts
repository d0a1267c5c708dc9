import type { KnownAccount, Live, SignInOutcome } from '../../data/api.ts';
import type { AtWork } from '../../data/windows/api.ts';
import type { DemoAccount } from '../../../shared/sync/wire.ts';

/** What the page knows of the centre before anybody has signed in. */
export type Centre =
  | { readonly kind: 'asking' }
  | { readonly kind: 'away' }
  | {
      readonly kind: 'up';
      readonly title: string;
      readonly version: string;
      readonly demoAccounts: readonly DemoAccount[];
      /** The centre's clock less this terminal's, in ms. */
      readonly aheadMs: number;
    };

export interface SignInRequest {
  readonly account: string;
  readonly password: string;
  /** After a change of password: the old one opens the store once more. */
  readonly oldPassword?: string;
  /** After a change of password: leave the old store sealed and begin anew. */
  readonly setAside?: boolean;
}

/** What sign-in needs from the rest: the centre's greeting, the accounts of this terminal, and the way in. */
export interface Door {
  readonly centre: Live<Centre>;
  readonly known: Live<readonly KnownAccount[]>;
  /** What the centre called itself when it was last heard; it is the same centre while it is away. */
  readonly title: () => string;
  readonly server: string;
  /** To another address of the centre; absent where it was not set on this terminal. */
  readonly changeServer?: (() => void) | undefined;
  readonly terminal: string;
  readonly signIn: (request: SignInRequest) => Promise<SignInOutcome>;
  /** Who is at work, unlocked, in other windows of this browser; such a one goes on here without the password. */
  readonly atWork: Live<readonly AtWork[]>;
  readonly enterBeside: (account: string) => Promise<SignInOutcome>;
}
