import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openSignInDesk } from '../data/sign-in-desk.ts';
import type { SignInRequest } from '../features/sign-in/door.ts';
import type { SignInDesk } from '../data/sign-in-desk.ts';
import { App } from './app.tsx';
import { saveBeforeClosing } from './before-closing.ts';
import { ConnectionPage } from './connection-page.tsx';
import { readSurroundings } from './desktop.ts';
import { openDoor } from './open-door.ts';
import { VERSION } from './version.ts';
import { registerServiceWorker } from './service-worker-client.ts';
import { refuseStrayDrops } from './stray-drops.ts';

/** `#launch=…`: a one-use token of the launcher. It leaves the address at once, so that it is in no history and no bookmark. */
function takeLaunchToken(): string | undefined {
  const token = /^#launch=([\w-]+)$/.exec(window.location.hash)?.[1];
  if (token === undefined) return undefined;
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  return token;
}

async function whoArrives(desk: SignInDesk, token: string | undefined): Promise<SignInRequest | undefined> {
  const account = token === undefined ? null : await desk.redeem(token);
  return account === null ? undefined : { account: account.name, password: account.password };
}

const logTrouble = (cause: unknown): void => {
  console.error('[workstation]', cause);
};

/** Opens the page: what it runs in, which server, who arrives; then everything else. */
export async function start(root: HTMLElement): Promise<void> {
  refuseStrayDrops();
  const token = takeLaunchToken();
  const surroundings = await readSurroundings();
  const page = createRoot(root);
  if (surroundings.server === null) {
    page.render(
      <StrictMode>
        <ConnectionPage />
      </StrictMode>,
    );
    return;
  }
  if (surroundings.kind === 'browser') registerServiceWorker(logTrouble);
  else saveBeforeClosing();
  const desk = await openSignInDesk({
    server: surroundings.server,
    ...(surroundings.terminal === undefined ? {} : { terminal: surroundings.terminal }),
    secretBox: surroundings.secretBox,
    appVersion: VERSION,
    ...(surroundings.journals === undefined ? {} : { journals: surroundings.journals }),
    ...(surroundings.diskSpace === undefined ? {} : { diskSpace: surroundings.diskSpace }),
  });
  const arriving = await whoArrives(desk, token);
  const { server } = surroundings;
  const changeServer = (): void => {
    page.render(
      <StrictMode>
        <ConnectionPage former={server} />
      </StrictMode>,
    );
  };
  const door = openDoor(desk, server, logTrouble, surroundings.isServerOwn ? changeServer : undefined);
  page.render(
    <StrictMode>
      <App door={door} arriving={arriving} />
    </StrictMode>,
  );
}
