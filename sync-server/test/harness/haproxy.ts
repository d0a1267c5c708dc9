import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { assert } from '../../../shared/lib/assert.ts';
import type { Balancer } from './deployed-set.ts';
import type { Ended, ServerProcess } from './server-process.ts';
import { freePort } from './free-port.ts';

/** HAProxy, where it is installed; null elsewhere. */
export const HAPROXY =
  ['/usr/sbin/haproxy', '/usr/local/sbin/haproxy', '/usr/local/bin/haproxy'].find((path) => existsSync(path)) ?? null;

const deploy = join(import.meta.dirname, '..', '..', 'deploy');
/** The name that the certificate before the street is for. */
export const SITE = 'grid.example.gov.cn';

interface Doors {
  /** TLS, as in `deploy/`. */
  readonly sealed: number;
  /** Sends to the sealed one. */
  readonly redirect: number;
  /** Straight into the same frontend: the test's own client knows no such certificate. */
  readonly open: number;
}

/** `deploy/haproxy.cfg` with the ports, files and servers (`host:port` each) of this machine, otherwise as it is shipped. */
function configFor(secrets: string, doors: Doors, targets: readonly string[]): string {
  const changes: readonly (readonly [RegExp, string])[] = [
    [
      /^ {4}bind :8443 (.*)$/m,
      `    bind 127.0.0.1:${String(doors.sealed)} $1\n    bind 127.0.0.1:${String(doors.open)}`,
    ],
    [/^ {4}bind :8080$/m, `    bind 127.0.0.1:${String(doors.redirect)}`],
    // For each connection two files: a machine of tests gives fewer than compose.yml asks for.
    [/^ {4}maxconn 20000$/m, '    maxconn 500'],
    [/\/run\/secrets\/site\.pem/, join(secrets, 'site.pem')],
    [/\/run\/secrets\/internal-ca/, join(secrets, 'internal-ca.pem')],
  ];
  let text = readFileSync(join(deploy, 'haproxy.cfg'), 'utf8');
  for (const [from, to] of changes) {
    assert(from.test(text), `haproxy.cfg has ${String(from)}`);
    text = text.replace(from, to);
  }
  return text.replace(/^ {4}server (\S+)-(\d+) \S+ (.*\n)/gm, (_, name: string, number: string, rest: string) => {
    const target = targets[Number(number) - 1];
    return target === undefined ? '' : `    server ${name}-${number} ${target} ${rest}`;
  });
}

function run(program: string, file: string, port: number): ServerProcess {
  const child = spawn(program, ['-db', '-f', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal, output });
    });
  });
  const takesConnections = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
  const begin = async () => {
    while (!(await takesConnections())) {
      if (child.exitCode !== null) throw new Error(`HAProxy ended before it was ready:\n${output}`);
      await pause(20);
    }
    return { url: '', server: `http://127.0.0.1:${String(port)}` };
  };
  const ready = begin();
  ready.catch(() => undefined); // whoever awaits it hears of it
  return { child, ended, ready };
}

/** The proxy of `deploy/` with its own configuration, and what `prepare.sh` makes for it, in `folder`. */
export async function haproxy(
  folder: string,
): Promise<Balancer & Pick<Doors, 'sealed' | 'redirect'> & { readonly certificate: string }> {
  assert(HAPROXY !== null, 'asked for only where it is');
  const program = HAPROXY;
  mkdirSync(folder, { recursive: true });
  cpSync(join(deploy, 'prepare.sh'), join(folder, 'prepare.sh'));
  execFileSync('sh', [join(folder, 'prepare.sh'), SITE], { stdio: 'pipe' });
  const secrets = join(folder, 'secrets');
  const [sealed, redirect] = [await freePort(), await freePort()];
  return {
    sealed,
    redirect,
    certificate: readFileSync(join(secrets, 'site.pem'), 'utf8'),
    serverArgs: [
      ...['--tls-cert', join(secrets, 'internal-cert.pem'), '--tls-key', join(secrets, 'internal-key.pem')],
      // As in compose.yml: one that is reached from elsewhere answers to any name, that of the check too.
      ...['--host', '0.0.0.0', '--trusted-proxy', '127.0.0.1'],
    ],
    run: (port, targets) => {
      const file = join(folder, 'haproxy.cfg');
      writeFileSync(file, configFor(secrets, { sealed, redirect, open: port }, targets));
      return run(program, file, port);
    },
  };
}
