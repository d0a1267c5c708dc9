import { join } from 'node:path';
import { runServer, type ServerProcess } from './server-process.ts';

/** One process of the set. */
export interface Member {
  readonly name: string;
  /** Killed as by an accident, and started again as whoever watches over it does. */
  readonly kill: () => Promise<void>;
}

/** What `deploy/` puts together, as processes of this machine: servers, and a balancer before them. */
export interface DeployedSet {
  readonly url: string;
  readonly members: readonly Member[];
  readonly stop: () => Promise<void>;
}

const portOf = (url: string): string => new URL(url).port;

/** `places`: what `serve` is given by each server to find the data, `--data` and whatever goes with it. */
export async function deployedSet(script: string, places: readonly (readonly string[])[]): Promise<DeployedSet> {
  const running = new Map<string, ServerProcess>();
  const members: Member[] = [];
  /** Starts on any port, and from then on on the same. */
  const begin = async (name: string, run: (port: string) => ServerProcess): Promise<string> => {
    const start = async (port: string): Promise<string> => {
      const process = run(port);
      running.set(name, process);
      return (await process.ready).server;
    };
    const url = await start('0');
    members.push({
      name,
      kill: async () => {
        const process = running.get(name);
        process?.child.kill('SIGKILL');
        await process?.ended;
        await start(portOf(url));
      },
    });
    return url;
  };

  const targets: string[] = [];
  for (const [at, place] of places.entries())
    targets.push(await begin(`server ${at + 1}`, (port) => runServer(script, ['serve', '--port', port, ...place])));
  const line = join(import.meta.dirname, 'line.mjs');
  const url = await begin('proxy', (port) => runServer(line, [port, ...targets.map(portOf)]));
  return {
    url,
    members,
    stop: async () => {
      for (const { child, ended } of running.values()) {
        child.kill('SIGTERM');
        await ended;
      }
    },
  };
}
