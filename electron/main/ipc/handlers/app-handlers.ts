import { hostname } from 'node:os';
import { app } from 'electron';
import type { Handlers } from '../register-handlers.ts';

function platform(): 'windows' | 'macos' | 'linux' {
  if (process.platform === 'win32') return 'windows';
  return process.platform === 'darwin' ? 'macos' : 'linux';
}

export function appHandlers(): Pick<Handlers, 'app.info'> {
  return {
    'app.info': () => ({
      version: app.getVersion(),
      terminalName: hostname(),
      platform: platform(),
      runtime: { electron: process.versions.electron, chromium: process.versions.chrome },
    }),
  };
}
