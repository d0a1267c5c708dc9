import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { runToEnd } from './run-program.ts';

/*
 * A filled data folder that is made once and kept: the street of the real size takes minutes. It lies in node_modules/.cache/bench-street,
 * named by its profile and by a version: a hash over everything the seed is made from. What belongs to another version is thrown away.
 */

const root = process.cwd();
const SERVER = join(root, 'out/server/main.js');
const CACHE = join(root, 'node_modules/.cache/bench-street');
const NOTE = 'SEEDED.json';

/** Whatever of these changes makes other data. */
const MADE_FROM = ['resources', 'shared', 'sync-server/cli/seed', 'sync-server/src/index', 'sync-server/src/store'];

export type BenchProfile = 'demo' | 'street';

/** What stands in the note beside the data. */
export interface SeededNote {
  readonly profile: BenchProfile;
  readonly version: string;
  /** The hour of the data: benches that mean "today" mean this. */
  readonly madeAt: string;
  readonly seconds: number;
  readonly megabytes: number;
}

export interface SeededStreet {
  /** Shared by all benches: to be read, or copied by `copyStreet`. */
  readonly folder: string;
  readonly note: SeededNote;
}

function filesUnder(path: string): readonly string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]))
    .sort();
}

function versionOf(profile: BenchProfile): string {
  const hash = createHash('sha256').update(profile);
  for (const file of MADE_FROM.flatMap((path) => filesUnder(join(root, path)))) {
    if (!/\.(test\.ts|md)$/.test(file)) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}

const megabytesOf = (folder: string): number =>
  Math.round(filesUnder(folder).reduce((sum, file) => sum + statSync(file).size, 0) / 1e6);

/** The folder of this version, filled now if nobody did before. Says what it does, line by line. */
export async function seededStreet(profile: BenchProfile, onLine: (line: string) => void): Promise<SeededStreet> {
  const version = versionOf(profile);
  const folder = join(CACHE, `${profile}-${version}`);
  const noteFile = join(folder, NOTE);
  if (existsSync(noteFile)) return { folder, note: JSON.parse(readFileSync(noteFile, 'utf8')) as SeededNote };

  mkdirSync(CACHE, { recursive: true });
  for (const name of readdirSync(CACHE)) {
    if (name.startsWith(`${profile}-`)) rmSync(join(CACHE, name), { recursive: true, force: true });
  }
  const making = `${folder}.making`;
  onLine(`填入 ${profile}，此后各次测量共用`);
  const startedAt = performance.now();
  await runToEnd([SERVER, 'seed', profile, '--data', making], onLine);
  const note: SeededNote = {
    profile,
    version,
    madeAt: new Date().toISOString(),
    seconds: Math.round((performance.now() - startedAt) / 1000),
    megabytes: megabytesOf(making),
  };
  writeFileSync(join(making, NOTE), `${JSON.stringify(note, null, 2)}\n`);
  renameSync(making, folder);
  return { folder, note };
}

/** A copy that a bench may write to and throw away. */
export function copyStreet({ folder }: SeededStreet, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(folder, to, { recursive: true, filter: (path) => !path.endsWith(NOTE) });
}
