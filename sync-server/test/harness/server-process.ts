import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..', '..');
// Inside the project, so that packages are found from there.
const outDir = join(root, 'node_modules', '.cache', 'server-tests', String(process.pid));

/** Bundles the command line for Node: its processes are the real ones. */
export async function buildServer(): Promise<string> {
  mkdirSync(outDir, { recursive: true });
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: join(root, 'sync-server', 'cli', 'main.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'main.js' } },
    },
  });
  return join(outDir, 'main.js');
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What the READY line says; rejects when the process ends before it. */
  readonly ready: Promise<{ readonly url: string; readonly server: string; readonly accounts?: readonly unknown[] }>;
}

export function runServer(script: string, args: readonly string[], input = '', env = process.env): ServerProcess {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'pipe'], env });
  child.stdin.end(input);
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal, output });
    });
  });
  const ready = new Promise<{ url: string; server: string }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      output += `${line}\n`;
      if (line.startsWith('READY '))
        resolve(JSON.parse(line.slice('READY '.length)) as { url: string; server: string });
    });
    void ended.then(({ code, output: said }) => {
      reject(new Error(`ended with ${String(code)} before it was ready:\n${said}`));
    });
  });
  ready.catch(() => undefined); // whoever awaits it hears of it
  return { child, ended, ready };
}
