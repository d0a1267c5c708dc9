import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Ways to run the project's own commands, as a person would. */

const LAST_LINES = 20;

function collect(child: ChildProcess, onLine: (line: string) => void): readonly string[] {
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > LAST_LINES) last.shift();
      onLine(line);
    });
  }
  return last;
}

/** Runs to the end; throws with the last lines when it fails. */
export async function runToEnd(args: readonly string[], onLine: (line: string) => void): Promise<void> {
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const last = collect(child, onLine);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${last.join('\n')}`);
}

export interface Running {
  /** What stands in the READY line. */
  readonly ready: {
    readonly url: string;
    readonly server: string;
    /** Of a demonstration server. */
    readonly accounts?: readonly { readonly name: string; readonly password: string; readonly role: string }[];
  };
  readonly pid: number;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly stop: () => Promise<void>;
}

/** Starts a program that prints READY and stays until it is stopped. */
export async function startReady(args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  const ready = await new Promise<Running['ready']>((resolve, reject) => {
    const last = collect(child, (line) => {
      if (line.startsWith('READY {')) resolve(JSON.parse(line.slice('READY '.length)) as Running['ready']);
    });
    child.once('error', reject);
    child.once('close', () => {
      reject(new Error(`${args.join(' ')} ended before it was ready:\n${last.join('\n')}`));
    });
  });
  return {
    ready,
    pid: child.pid ?? 0,
    signal: (name) => {
      child.kill(name);
    },
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
