import { join } from 'node:path';
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

/**
 * `folders`: the data folders of the servers. `couchdb`: what each is given as `--couchdb`, all nodes of it, or null. A CouchDB is not ours to kill; its lines are, and a
 * server cannot tell a node that is gone from a line that is.
 */
export async function deployedSet(
  script: string,
  folders: readonly string[],
  couchdb: string | null,
): Promise<DeployedSet> {
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
        await start(new URL(url).port);
      },
    });
    return url;
  };

  const line = join(import.meta.dirname, 'line.mjs');
  const nodes: string[] = [];
  for (const [at, address] of (couchdb?.split(',') ?? []).entries()) {
    const node = new URL(address);
    const behind = `${node.hostname}:${node.port || '80'}`;
    // What is sealed for one name is not taken from another.
    if (node.protocol === 'http:')
      node.host = hostOf(await begin(`node ${at + 1}`, (port) => runServer(line, [port, behind])));
    nodes.push(node.href);
  }
  const place = couchdb === null ? [] : ['--couchdb', nodes.join()];
  const targets: string[] = [];
  for (const [at, folder] of folders.entries()) {
    const args = ['serve', '--data', folder, ...place];
    targets.push(await begin(`server ${at + 1}`, (port) => runServer(script, [...args, '--port', port])));
  }
  const url = await begin('proxy', (port) => runServer(line, [port, ...targets.map(hostOf)]));
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
