import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = join('sync-server', 'test', 'power-cut', 'disk.c');
const COMPILERS = ['cc', 'gcc', 'clang', 'tcc'];
const HOW =
  'A power cut is staged by a small C library: install a C compiler (Debian, Ubuntu: `sudo apt-get install gcc libc6-dev`), then run the same command again.';

const isThere = (compiler: string): boolean => spawnSync(compiler, ['--version']).status === 0;

/** As with the browser of the specs: what needs nobody's leave is installed, anything else is asked for. */
function compiler(): string {
  const found = COMPILERS.find(isThere);
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(HOW);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('/usr/bin/apt-get', ['update'], { env });
  execFileSync('/usr/bin/apt-get', ['install', '-y', '--no-install-recommends', 'gcc', 'libc6-dev'], { env });
  return 'gcc';
}

/** Compiles the disk that can lose its power into a folder, for a process of Linux to be started on; its path. `project`: where the sources lie. */
export function buildDisk(project: string, folder: string): string {
  const library = join(folder, 'disk.so');
  execFileSync(compiler(), ['-shared', '-fPIC', '-O1', '-o', library, join(project, SOURCE), '-ldl'], {
    stdio: 'pipe',
  });
  return library;
}

/** What a process is started with to run on it; see `disk.c`. */
export interface DiskSettings {
  readonly library: string;
  readonly root: string;
  readonly trace: string;
  readonly grave: string;
  readonly sync: 'kept' | 'carried' | 'lost';
  /** Killed at so many lines of the trace, 0: not by the disk; counted from where the so-many-th log of LevelDB's is made, 0: from the beginning. */
  readonly cutAt: number;
  readonly cutLog: number;
}

export const onDisk = ({ library, root, trace, grave, sync, cutAt, cutLog }: DiskSettings): NodeJS.ProcessEnv => ({
  ...process.env,
  LD_PRELOAD: library,
  DISK_ROOT: root,
  DISK_TRACE: trace,
  DISK_GRAVE: grave,
  DISK_SYNC: sync,
  DISK_CUT_AT: String(cutAt),
  DISK_CUT_LOG: String(cutLog),
  // Node's own threads do what libuv would hand to the kernel past the library.
  UV_USE_IO_URING: '0',
});
