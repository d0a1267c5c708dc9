import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { LIMITS } from '../src/http/limits.ts';
import { BACKUP_USAGE } from '../cli/commands/backup.ts';
import { DOCTOR_USAGE } from '../cli/commands/doctor.ts';
import { RESTORE_USAGE } from '../cli/commands/restore.ts';
import { SERVE_USAGE } from '../cli/commands/serve.ts';
import { USER_USAGE } from '../cli/commands/user.ts';

/* What stands in these files is held against what there is; what is a script is run, with stand-ins around it. Nobody starts the whole here. */

const here = import.meta.dirname;
const project = join(here, '..', '..');
const read = (file: string): string => readFileSync(join(here, file), 'utf8');

interface Service {
  readonly build?: string | { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly configs?: readonly { readonly source: string }[];
  readonly depends_on?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly stop_grace_period?: string;
  readonly hostname?: string;
  readonly ulimits?: { readonly nofile: { readonly soft: number; readonly hard: number } };
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly configs: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, unknown>>;
}
const override = { tag: '!override', collection: 'map' as const };
const parsed = (file: string): unknown => parse(read(file), { merge: true, customTags: [override] });
const compose = parsed('compose.yml') as Compose;
const services = Object.entries(compose.services);
const named = (list: readonly string[] | Readonly<Record<string, unknown>> = []): readonly string[] =>
  Array.isArray(list) ? (list as readonly string[]) : Object.keys(list);

const flagsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([flag]) => flag);
const UNITS = readdirSync(join(here, 'systemd')).filter((name) => /\.(service|timer)$/.test(name));
const DROP_IN = 'systemd/grid-workstation.service.d/couchdb.conf';
const [UNIT, BACKUP_UNIT] = [read('systemd/grid-workstation.service'), read('systemd/grid-workstation-backup.service')];
const lineOf = (text: string, key: string): string => new RegExp(`^${key}=(.+)$`, 'm').exec(text)?.[1] ?? '';
const secondsOf = (text: string): number => Number(/^(\d+)s?$/.exec(text)?.[1] ?? Number.NaN);

describe('the commands that are called', () => {
  it.each([
    ['compose.yml, sync-1', compose.services['sync-1']?.command?.join(' ') ?? '', SERVE_USAGE],
    ['grid-workstation.service', lineOf(UNIT, 'ExecStart'), SERVE_USAGE],
    [DROP_IN, read(DROP_IN), SERVE_USAGE],
    ['grid-workstation-backup.service', lineOf(BACKUP_UNIT, 'ExecStart'), BACKUP_USAGE],
    [
      'systemd/grid-workstation',
      read('systemd/grid-workstation').replaceAll(/--help|-- /g, ''),
      `${USER_USAGE}${DOCTOR_USAGE}`,
    ],
    ['README.md, user add', /user add[^#\n]+/.exec(read('README.md'))?.[0] ?? '', USER_USAGE],
    ['README.md, restore', /grid-workstation restore[^&\n]+/.exec(read('README.md'))?.[0] ?? '', RESTORE_USAGE],
    ['README.md, backup', /backup --data[^`\n]+/.exec(read('README.md'))?.[0] ?? '', BACKUP_USAGE],
  ])('%s: every option is one of the command’s', (_where, text, usage) => {
    const flags = flagsIn(text);
    expect(flags.length).toBeGreaterThan(0);
    for (const flag of flags) expect(usage, flag).toContain(`${flag} `);
  });

  it('are given more time to stop than they take', () => {
    const stopSeconds = LIMITS.stopMs / 1_000;
    expect(secondsOf(lineOf(UNIT, 'TimeoutStopSec'))).toBeGreaterThan(stopSeconds);
    for (const name of ['sync-1', 'sync-2'])
      expect(secondsOf(compose.services[name]?.stop_grace_period ?? '')).toBeGreaterThan(stopSeconds);
  });
});

describe('files that may be open at once', () => {
  // Beside those of the connections: listeners, logs, the store's own.
  const BESIDE = 1_000;
  const given = (name: string): number => Math.min(...Object.values(compose.services[name]?.ulimits?.nofile ?? [0]));

  it('are enough for the connections of a server', () => {
    for (const files of [given('sync-1'), given('sync-2'), Number(lineOf(UNIT, 'LimitNOFILE'))])
      expect(files).toBeGreaterThan(LIMITS.connections + BESIDE);
  });

  it('are two for each connection of the proxy, which does not start with fewer', () => {
    const connections = Number(/^ {4}maxconn (\d+)$/m.exec(read('haproxy.cfg'))?.[1]);
    expect(given('proxy')).toBeGreaterThan(2 * connections + BESIDE);
  });
});

describe('compose.yml', () => {
  it('names only networks, volumes, secrets, settings and services that it has', () => {
    for (const [name, service] of services) {
      const volumes = (service.volumes ?? [])
        .map((volume) => volume.split(':')[0] ?? '')
        .filter((one) => !one.startsWith('.'));
      expect(Object.keys(compose.secrets), name).toEqual(expect.arrayContaining([...(service.secrets ?? [])]));
      expect(Object.keys(compose.volumes), name).toEqual(expect.arrayContaining(volumes));
      expect(Object.keys(compose.networks), name).toEqual(expect.arrayContaining([...named(service.networks)]));
      expect(Object.keys(compose.services), name).toEqual(expect.arrayContaining([...named(service.depends_on)]));
      expect(Object.keys(compose.configs), name).toEqual(
        expect.arrayContaining((service.configs ?? []).map(({ source }) => source)),
      );
    }
  });

  it('reads every secret that it mentions, and leaves no volume to two', () => {
    for (const [name, { command = [], environment = {}, secrets = [], configs = [] }] of services) {
      const settings = configs.map(({ source }) => read(compose.configs[source]?.file ?? '')).join(' ');
      const mentioned = `${JSON.stringify([command, environment])} ${settings}`.matchAll(/\/run\/secrets\/([\w.-]+)/g);
      expect([...new Set([...mentioned].map(([, secret]) => secret))].sort(), name).toEqual([...secrets].sort());
    }
    const volumes = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect(new Set(volumes).size).toBe(volumes.length);
  });

  it('builds from what is in the repository', () => {
    for (const [name, { build }] of services) {
      if (build === undefined) continue;
      const file =
        typeof build === 'string' ? join(here, build, 'Dockerfile') : join(here, build.context, build.dockerfile);
      const context = join(here, typeof build === 'string' ? build : build.context);
      const text = readFileSync(file, 'utf8');
      for (const [, from = ''] of text.matchAll(/^COPY --from=build \/app\/(\S+)/gm))
        expect(/^(node_modules|out\/)/.test(from) || existsSync(join(project, from)), `${name}: ${from}`).toBe(true);
      for (const [, sources = ''] of text.matchAll(/^COPY (?!--from)(?:--\S+ )*(.+) \S+$/gm))
        for (const source of sources.split(' '))
          expect(existsSync(join(context, source)), `${name}: ${source}`).toBe(true);
    }
  });

  it('says the same names everywhere: nodes to the servers, to the cluster and to each other, servers to the proxy', () => {
    const nodes = services.flatMap(([, { environment }]) => environment?.['NODENAME'] ?? []);
    expect(nodes).toHaveLength(3);
    const { cluster, proxy, ...others } = compose.services;
    const servers = Object.keys(others).filter((name) => name.startsWith('sync-'));
    for (const name of servers) {
      const couchdb =
        others[name]?.command?.find((word) => word.startsWith('--couchdb='))?.slice('--couchdb='.length) ?? '';
      expect(couchdb.split(',').map((url) => new URL(url).host)).toEqual(nodes.map((node) => `${node}:5984`));
    }
    expect(cluster?.command?.slice(-3)).toEqual(nodes.map((node) => `${node}:5984`));
    expect([...read('haproxy.cfg').matchAll(/^ {4}server (\S+)/gm)].map(([, name]) => name)).toEqual(servers);
    expect(named(proxy?.depends_on)).toEqual(servers);
    expect(servers.map((name) => others[name]?.hostname)).toEqual(servers);
  });
});

/** Runs something in a folder of its own. */
function inScratch(run: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  try {
    run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the CouchDB of compose.yml', () => {
  const VARIABLES = ['COUCHDB_USER', 'COUCHDB_PASSWORD', 'COUCHDB_SECRET', 'COUCHDB_ERLANG_COOKIE'];
  const dockerfile = read('couchdb/Dockerfile');
  const wordsOf = (instruction: string): readonly string[] =>
    JSON.parse(new RegExp(`^${instruction} (.+)$`, 'm').exec(dockerfile)?.[1] ?? '[]') as readonly string[];

  /** What the image's own script gets to see: its variables, then its arguments, a line each. */
  function started(folder: string, environment: Readonly<Record<string, string>>) {
    const own = join(folder, 'own-entrypoint.sh');
    writeFileSync(own, `#!/bin/sh\nprintf '%s\\n' ${VARIABLES.map((name) => `"\${${name}-}"`).join(' ')} "$@"\n`, {
      mode: 0o755,
    });
    const [init, end, ...words] = [...wordsOf('ENTRYPOINT'), ...wordsOf('CMD')];
    expect([init, end]).toEqual(['tini', '--']);
    const stands: Readonly<Record<string, string>> = {
      '/with-secrets.sh': join(here, 'couchdb', 'with-secrets.sh'),
      '/docker-entrypoint.sh': own,
    };
    const [command = '', ...args] = words.map((word) => stands[word] ?? word);
    return spawnSync(command, args, { env: { PATH: process.env['PATH'], ...environment }, encoding: 'utf8' });
  }

  it('gets its account, secret and cookie from their files, and starts as in the image it is made of', () => {
    inScratch((folder) => {
      const environment: Record<string, string> = {};
      for (const [name, file] of Object.entries(compose.services['couchdb-1']?.environment ?? {})) {
        environment[name] = file.replace('/run/secrets', folder);
        if (file.startsWith('/run/secrets')) writeFileSync(environment[name], `text of ${name}\n`);
      }
      const { stdout, status } = started(folder, environment);
      expect(stdout.trim().split('\n')).toEqual([
        ...VARIABLES.map((name) => `text of ${name}_FILE`),
        '/opt/couchdb/bin/couchdb',
      ]);
      expect(status).toBe(0);
    });
  });

  it('takes what stands in the variables themselves', () => {
    inScratch((folder) => {
      const environment = Object.fromEntries(VARIABLES.map((name) => [name, `${name} $(itself)`]));
      expect(started(folder, environment).stdout.trim().split('\n').slice(0, 4)).toEqual(Object.values(environment));
    });
  });

  it.each(['there is none', 'it is empty'])('does not start without a file’s text: %s', (what) => {
    inScratch((folder) => {
      const file = join(folder, 'couchdb-password');
      if (what === 'it is empty') writeFileSync(file, '');
      const { stdout, stderr, status } = started(folder, { COUCHDB_USER: 'admin', COUCHDB_PASSWORD_FILE: file });
      expect(stderr).toContain(`${file} 读不到或是空的，CouchDB 没有启动`);
      expect([stdout, status]).toEqual(['', 1]);
    });
  });
});

describe('on several machines', () => {
  const section = /### 几台机器[^]+?(?=\n## )/.exec(read('README.md'))?.[0] ?? '';
  const lines = section.split('\n').filter((line) => /^(docker|sh|echo) /.test(line));
  const servicesIn = (line: string): readonly string[] =>
    [...line.matchAll(/(?<= |：)(?:couchdb|sync)-\d|(?<= )(?:cluster|proxy)/g)].map(([name]) => name);

  it('each starts its own services alone, the servers after the cluster was made once', () => {
    const starting = lines.filter((line) => /docker compose (up|run)/.test(line));
    expect(starting.map(servicesIn)).toEqual([
      ['couchdb-1', 'couchdb-2', 'couchdb-3'],
      ['cluster'],
      ['sync-1', 'sync-2'],
      ['proxy'],
    ]);
    for (const line of starting) expect(line).toContain('--no-deps');
    expect(starting.flatMap(servicesIn).sort()).toEqual(Object.keys(compose.services).sort());
  });

  it('share the networks of compose.yml, in the range the servers trust', () => {
    const several = parsed('several-machines.yml') as Pick<Compose, 'networks'>;
    expect(Object.keys(several.networks)).toEqual(Object.keys(compose.networks));
    const made = lines.filter((line) => line.startsWith('docker network create'));
    expect(made.map((line) => line.split(' ').at(-1))).toEqual(
      Object.values(several.networks).map((network) => (network as { readonly name: string }).name),
    );
    const [, subnet = ''] = /--subnet (\S+)/.exec(made.join('\n')) ?? [];
    expect(compose.networks['front']).toEqual({ ipam: { config: [{ subnet }] } });
    expect(compose.services['sync-1']?.command).toContain(`--trusted-proxy=${subnet}`);
    expect(section).toContain('COMPOSE_FILE=compose.yml:several-machines.yml');
  });
});

it('prepare.sh makes every secret of compose.yml, and the second time touches none', () => {
  inScratch((folder) => {
    cpSync(join(here, 'prepare.sh'), join(folder, 'prepare.sh'));
    const prepare = () => execFileSync('sh', [join(folder, 'prepare.sh'), 'grid.example.gov.cn'], { stdio: 'pipe' });
    if (spawnSync('openssl', ['version']).status !== 0) {
      expect(prepare).toThrow(/openssl/);
      return;
    }
    prepare();
    const files = Object.values(compose.secrets).map(({ file }) => join(folder, file));
    const contents = () => files.map((file) => readFileSync(file, 'utf8'));
    const first = contents();
    expect(first.every((text) => text.trim() !== '')).toBe(true);
    expect(statSync(join(folder, 'secrets')).mode & 0o077).toBe(0);
    prepare();
    expect(contents()).toEqual(first);
    const verified = execFileSync('openssl', ['verify', '-CAfile', 'internal-ca.pem', 'internal-cert.pem'], {
      cwd: join(folder, 'secrets'),
    });
    expect(verified.toString()).toContain('OK');
  });
});

describe('the units', () => {
  it('keep the data, the commands’ socket and the backup where the others look for them', () => {
    expect(UNITS.sort()).toEqual([
      'grid-workstation-backup.service',
      'grid-workstation-backup.timer',
      'grid-workstation.service',
    ]);
    const command = read('systemd/grid-workstation');
    for (const text of [UNIT, BACKUP_UNIT, command]) {
      expect(text).toContain('--data /var/lib/grid-workstation');
      expect(text).toContain('TMPDIR=/run/grid-workstation');
      expect(text).toContain('/opt/grid-workstation/out/server/main.js');
    }
    expect(lineOf(UNIT, 'StateDirectory')).toBe('grid-workstation');
    expect(lineOf(UNIT, 'RuntimeDirectory')).toBe('grid-workstation');
    expect(lineOf(BACKUP_UNIT, 'StateDirectory')).toBe('grid-workstation grid-workstation-backup');
    expect(lineOf(BACKUP_UNIT, 'ExecStart')).toContain('/var/lib/grid-workstation-backup/');
    expect(lineOf(UNIT, 'Restart')).toBe('always');
  });

  it('have a command that restores as root, for only root makes a folder there, and does all else as the server’s user', () => {
    inScratch((folder) => {
      const data = join(folder, 'grid-workstation');
      const stand = (name: string, text: string): string => {
        writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
        return join(folder, name);
      };
      const node = stand('node', 'echo "$USED_AS: $*"; mkdir -p "$DATA"; exit "${FAILING:-0}"');
      stand('runuser', 'USED_AS="$2"; export USED_AS; shift 3; exec "$@"');
      stand('chown', 'echo "chown $*"');
      const command = read('systemd/grid-workstation')
        .replaceAll('/usr/bin/node', node)
        .replaceAll('/var/lib/grid-workstation', data);
      const said = (args: readonly string[], more: Readonly<Record<string, string>> = {}): readonly string[] => {
        const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, USED_AS: 'root', DATA: data, ...more };
        const { stdout, status } = spawnSync('sh', ['-c', command, 'grid-workstation', ...args], {
          env,
          encoding: 'utf8',
        });
        return [...stdout.trim().split('\n'), String(status)];
      };
      const main = '/opt/grid-workstation/out/server/main.js';
      expect(said(['doctor'])).toEqual([`grid-workstation: ${main} doctor --data ${data}`, '0']);
      expect(said([])).toEqual([`grid-workstation: ${main} --help`, '0']);
      const restore = ['restore', '--from', '/srv/日期.backup'];
      const asRoot = `root: ${main} restore --from /srv/日期.backup --data ${data}`;
      expect(said(restore)).toEqual([asRoot, `chown -R grid-workstation:grid-workstation ${data}`, '0']);
      expect(said(restore, { FAILING: '1' })).toEqual([asRoot, '1']);
    });
  });
});
