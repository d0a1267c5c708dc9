import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { runServer, type ServerProcess } from './server-process.ts';

/** One process of the set. */
export interface Member {
  readonly name: string;
  /** Killed as by an accident, and started again as whoever watches over it does. */
  readonly kill: () => Promise<void>;
}

/** What `deploy/` puts together, as processes of this machine: servers, a balancer before them, and between them and each node of a CouchDB its line. */
export interface DeployedSet {
  readonly url: string;
  readonly members: readonly Member[];
  readonly stop: () => Promise<void>;
}

const hostOf = (url: string): string => new URL(url).host;

/** What stands before the servers. */
export interface Balancer {
  /** What a server needs to be told so that it may stand behind it. */
  readonly serverArgs: readonly string[];
  /** `targets`: `host:port` of each server. */
  readonly run: (port: number, targets: readonly string[]) => ServerProcess;
}

const line = join(import.meta.dirname, 'line.mjs');
const lineTo = (port: number, targets: readonly string[]): ServerProcess => runServer(line, [String(port), ...targets]);
/** Hands each connection to the next server that takes it, and knows nothing of what is in it. */
export const ofConnections: Balancer = { serverArgs: [], run: lineTo };

/**
 * `folders`: the data folders of the servers. `couchdb`: what each is given as `--couchdb`, all nodes of it, or null. A CouchDB is not ours to kill; its lines are, and a
 * server cannot tell a node that is gone from a line that is.
 */
export async function deployedSet(
  script: string,
  folders: readonly string[],
  couchdb: string | null,
  balancer: Balancer,
): Promise<DeployedSet> {
  const running = new Map<string, ServerProcess>();
  const members: Member[] = [];
  const begin = async (name: string, run: (port: number) => ServerProcess): Promise<string> => {
    const port = await freePort();
    const start = async (): Promise<string> => {
      const process = run(port);
      running.set(name, process);
      return (await process.ready).server;
    };
    members.push({
      name,
      kill: async () => {
        const process = running.get(name);
        process?.child.kill('SIGKILL');
        await process?.ended;
        await start();
      },
    });
    return start();
  };

  const nodes: string[] = [];
  for (const [at, address] of (couchdb?.split(',') ?? []).entries()) {
    const node = new URL(address);
    const behind = `${node.hostname}:${node.port || '80'}`;
    // What is sealed for one name is not taken from another.
    if (node.protocol === 'http:') node.host = hostOf(await begin(`node ${at + 1}`, (port) => lineTo(port, [behind])));
    nodes.push(node.href);
  }
  const place = couchdb === null ? [] : ['--couchdb', nodes.join()];
  const targets: string[] = [];
  for (const [at, folder] of folders.entries()) {
    const args = ['serve', '--data', folder, ...place, ...balancer.serverArgs];
    targets.push(await begin(`server ${at + 1}`, (port) => runServer(script, [...args, '--port', String(port)])));
  }
  const url = await begin('proxy', (port) => balancer.run(port, targets.map(hostOf)));
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
