import { useCallback, useEffect, useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { useLive, WorkstationProvider } from '../data/hooks.ts';
import type { Trouble, Workstation } from '../data/api.ts';
import type { SignInRequest } from '../features/sign-in/door.ts';
import { carryKept, halfMadeIn } from '../lib/kept.ts';
import { useAskBeforeLeaving } from '../lib/use-ask-before-leaving.ts';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { LiveRegion } from '../ui/live-region.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { LeaveQuestion } from './leave-question.tsx';
import type { OpenedDoor } from './open-door.ts';
import { hashOf, routeOf } from './route.ts';
import { Shell } from './shell.tsx';
import { Reopening, type ReopeningProps } from './reopening.tsx';
import { useTyped } from './use-typed.ts';
import { VERSION } from './version.ts';

export interface AppProps {
  readonly door: OpenedDoor;
  /** Whom the launcher's token stands for, when the page was opened with one. */
  readonly arriving: SignInRequest | undefined;
}

type Phase =
  /** `from`: what could not be opened anew, and what was half made in it. */
  | { readonly kind: 'out'; readonly stoppedWith?: number; readonly from?: Workstation }
  | { readonly kind: 'in'; readonly workstation: Workstation }
  /** Hidden, but open: what is waiting goes on being sent. */
  | { readonly kind: 'locked'; readonly workstation: Workstation };

export function App({ door, arriving }: AppProps): JSX.Element {
  const [phase, setPhase] = useState<Phase>({ kind: 'out' });
  const [first, setFirst] = useState(arriving);
  const isOut = phase.kind !== 'in';
  useEffect(() => (isOut ? door.watch() : undefined), [door, isOut]);

  const lock = useCallback((workstation: Workstation) => {
    workstation.windows.tell('lock');
    void workstation.audit('lock');
    setPhase({ kind: 'locked', workstation });
  }, []);
  const close = useCallback((workstation: Workstation, phaseAfter: Phase = { kind: 'out' }) => {
    setPhase(phaseAfter);
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    void workstation.close();
  }, []);
  const leave = useCallback(
    (workstation: Workstation, phaseAfter?: Phase) => {
      workstation.windows.tell('out');
      void workstation.audit('signOut');
      close(workstation, phaseAfter);
    },
    [close],
  );
  const open = phase.kind === 'out' ? undefined : phase.workstation;
  useAskBeforeLeaving(() => open !== undefined && halfMadeIn(open).length > 0);
  const [asked, setAsked] = useState<{ readonly of: Workstation; readonly halfMade: readonly string[] }>();
  const askToLeave = (workstation: Workstation): void => {
    const halfMade = halfMadeIn(workstation);
    if (halfMade.length === 0) leave(workstation);
    else setAsked({ of: workstation, halfMade });
  };
  // What the person did in one window holds for all of them: who leaves one leaves the desk.
  useEffect(
    () =>
      open?.windows.hear((did) => {
        if (did === 'lock') setPhase({ kind: 'locked', workstation: open });
        if (did === 'unlock') setPhase({ kind: 'in', workstation: open });
        if (did === 'out') close(open);
      }),
    [open, close],
  );

  return (
    <ErrorBoundary resetKey={phase.kind}>
      <LiveRegion>
        {phase.kind === 'in' ? (
          <WorkstationProvider workstation={phase.workstation}>
            <WhileItIsRight
              workstation={phase.workstation}
              onReopened={(workstation) => {
                setPhase({ kind: 'in', workstation });
              }}
              onSignIn={() => {
                setPhase({ kind: 'out', from: phase.workstation });
              }}
            >
              {(move) => (
                <Shell
                  key={phase.workstation.user.id}
                  onLock={() => {
                    lock(phase.workstation);
                  }}
                  onSignOut={() => {
                    askToLeave(phase.workstation);
                  }}
                  onStopped={(unsent) => {
                    leave(phase.workstation, { kind: 'out', stoppedWith: unsent });
                  }}
                  onMovePosts={move}
                />
              )}
            </WhileItIsRight>
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
                      askToLeave(phase.workstation);
                    },
                  }
                : undefined
            }
            onSignedIn={(workstation, request) => {
              if (phase.kind === 'locked') void workstation.audit('unlock');
              workstation.windows.tell('unlock');
              const before = phase.kind === 'locked' ? phase.workstation : phase.from;
              if (before !== undefined) carryKept(before, workstation);
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
        {asked !== undefined && asked.of === open && (
          <LeaveQuestion
            halfMade={asked.halfMade}
            lockedFor={phase.kind === 'locked' ? open.user.displayName : undefined}
            onLeave={() => {
              leave(open);
            }}
            onStay={() => {
              setAsked(undefined);
            }}
          />
        )}
      </LiveRegion>
    </ErrorBoundary>
  );
}

/** Whether what was typed has been kept or given up meanwhile. */
const LOOK_MS = 1_000;

/**
 * What stands in the window, for as long as its store is there and its person has the posts it is open for. Other posts are taken up by themselves where nothing has been
 * typed, else when it is kept or given up, or when the person says so.
 */
function WhileItIsRight({
  children,
  ...rest
}: Omit<ReopeningProps, 'why'> & { readonly children: (move: () => void) => ReactNode }): ReactNode {
  const { workstation } = rest;
  const isGone = useLive(workstation.storage.gone) === true;
  const hasOtherPosts = (useLive(workstation.posts.next) ?? null) !== null;
  const [moving, setMoving] = useState<Workstation>();
  const isTyped = useTyped();
  const move = useCallback(() => {
    setMoving(workstation);
  }, [workstation]);
  useEffect(() => {
    if (!hasOtherPosts) return undefined;
    const moveUnasked = (): void => {
      if (!isTyped()) move();
    };
    const first = setTimeout(moveUnasked);
    const timer = setInterval(moveUnasked, LOOK_MS);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [hasOtherPosts, isTyped, move]);
  if (isGone) return <Reopening why="gone" {...rest} />;
  return moving === workstation ? <Reopening why="posts" {...rest} /> : children(move);
}

const NOT_CLOSED: Trouble = {
  code: 'unlock/close',
  what: '本机库没有关好，还不能解锁。',
  safe: '写下的都在本机。',
  next: '关掉这一页再打开，重新登录。',
};

/** The password is proved by opening the store with it, so the open one is closed first. */
function unlocking(door: OpenedDoor, workstation: Workstation): OpenedDoor {
  let closing: Promise<void> | undefined;
  return {
    ...door,
    signIn: async (request) => {
      closing ??= workstation.close();
      try {
        await closing;
      } catch (error) {
        console.error('[workstation] closing to unlock', error);
        return { ok: false, trouble: { kind: 'store', trouble: NOT_CLOSED } };
      }
      return door.signIn(request);
    },
  };
}
