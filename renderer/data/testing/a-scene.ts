import { aUser } from '../../../shared/testing/builders.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { Workstation } from '../api.ts';
import type { SessionSettings } from '../session/session-settings.ts';
import { aTerminal, type Terminal } from './a-terminal.ts';
import { NetworkDouble } from './network-double.ts';

export const PASSWORD = '晨曦-2026-Grid';

/** A grid worker at a terminal, a clerk of the same community, and the double of the centre between them. */
export interface Scene {
  readonly worker: User;
  readonly clerk: User;
  readonly network: NetworkDouble;
  readonly terminal: Terminal;
  /** Signs in, the worker if nobody is named; `closeAll` closes it. */
  readonly work: (user?: User) => Promise<Workstation>;
  readonly closeAll: () => Promise<void>;
  readonly unplug: () => void;
}

/** To be opened before each test; after each one is closed what it left open, and looked at `terminal.troubles`. */
export async function aScene(replaced: Partial<SessionSettings> = {}): Promise<Scene> {
  const [worker, clerk] = [aUser('gridWorker'), aUser('communityClerk')];
  const network = new NetworkDouble([worker, clerk].map((user) => ({ user, password: PASSWORD })));
  const wallMs = network.nowMs;
  const device = { wallMs: () => wallMs, steadyMs: () => wallMs };
  const terminal = await aTerminal(`http://double-${worker.account}`, network.fetch, { device, ...replaced });
  const open: Workstation[] = [];
  return {
    worker,
    clerk,
    network,
    terminal,
    work: async ({ account } = worker) => {
      const workstation = await terminal.work({ account, password: PASSWORD });
      open.push(workstation);
      return workstation;
    },
    closeAll: async () => {
      await Promise.all(open.splice(0).map((workstation) => workstation.close()));
    },
    unplug: () => {
      network.up = false;
      network.wake();
    },
  };
}
