import { useCallback, useEffect, useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { useLive, WorkstationProvider } from '../data/hooks.ts';
import type { Workstation } from '../data/api.ts';
import type { SignInRequest } from '../features/sign-in/door.ts';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { LiveRegion } from '../ui/live-region.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import type { OpenedDoor } from './open-door.ts';
import { hashOf, routeOf } from './route.ts';
import { Shell } from './shell.tsx';
import { StoreGone, type StoreGoneProps } from './store-gone.tsx';
import { VERSION } from './version.ts';

export interface AppProps {
  readonly door: OpenedDoor;
  /** Whom the launcher's token stands for, when the page was opened with one. */
  readonly arriving: SignInRequest | undefined;
}

type Phase =
  | { readonly kind: 'out'; readonly stoppedWith?: number }
  | { readonly kind: 'in'; readonly workstation: Workstation }
  /** Hidden, but open: what is waiting goes on being sent. */
  | { readonly kind: 'locked'; readonly workstation: Workstation };

export function App({ door, arriving }: AppProps): JSX.Element {
  const [phase, setPhase] = useState<Phase>({ kind: 'out' });
  const [first, setFirst] = useState(arriving);
  const isOut = phase.kind !== 'in';
  useEffect(() => (isOut ? door.watch() : undefined), [door, isOut]);

  const lock = useCallback((workstation: Workstation) => {
    void workstation.audit('lock');
    setPhase({ kind: 'locked', workstation });
  }, []);
  const leave = useCallback((workstation: Workstation, phaseAfter: Phase = { kind: 'out' }) => {
    setPhase(phaseAfter);
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    void workstation.audit('signOut').then(() => workstation.close());
  }, []);

  return (
    <ErrorBoundary resetKey={phase.kind}>
      <LiveRegion>
        {phase.kind === 'in' ? (
          <WorkstationProvider workstation={phase.workstation}>
            <WhileStoreIsThere
              workstation={phase.workstation}
              onReopened={(workstation) => {
                setPhase({ kind: 'in', workstation });
              }}
              onSignIn={() => {
                setPhase({ kind: 'out' });
              }}
            >
              <Shell
                key={phase.workstation.user.id}
                onLock={() => {
                  lock(phase.workstation);
                }}
                onSignOut={() => {
                  leave(phase.workstation);
                }}
                onStopped={(unsent) => {
                  leave(phase.workstation, { kind: 'out', stoppedWith: unsent });
                }}
              />
            </WhileStoreIsThere>
          </WorkstationProvider>
        ) : (
          <SignInPage
            key={phase.kind}
            door={phase.kind === 'locked' ? unlocking(door, phase.workstation) : door}
            version={VERSION}
            arriving={first}
            stoppedWith={phase.kind === 'out' ? phase.stoppedWith : undefined}
            locked={
              phase.kind === 'locked'
                ? {
                    account: phase.workstation.user.account,
                    name: phase.workstation.user.displayName,
                    onOther: () => {
                      leave(phase.workstation);
                    },
                  }
                : undefined
            }
            onSignedIn={(workstation, request) => {
              if (phase.kind === 'locked') void workstation.audit('unlock');
              if (
                first !== undefined &&
                request.account === first.account &&
                routeOf(window.location.hash) === undefined
              ) {
                window.history.replaceState(null, '', hashOf({ kind: 'map' }));
              }
              setFirst(undefined);
              setPhase({ kind: 'in', workstation });
            }}
          />
        )}
      </LiveRegion>
    </ErrorBoundary>
  );
}

function WhileStoreIsThere({ children, ...gone }: StoreGoneProps & { readonly children: ReactNode }): ReactNode {
  const isGone = useLive(gone.workstation.storage.gone) === true;
  return isGone ? <StoreGone {...gone} /> : children;
}

/** The password is proved by opening the store with it, so the open one is closed first. */
function unlocking(door: OpenedDoor, workstation: Workstation): OpenedDoor {
  let closing: Promise<void> | undefined;
  return {
    ...door,
    signIn: async (request) => {
      closing ??= workstation.close();
      await closing;
      return door.signIn(request);
    },
  };
}
