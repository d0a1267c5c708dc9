import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..', '..');
// Inside the project, so that packages are found from there.
const outDir = join(root, 'node_modules', '.cache', 'server-tests', String(process.pid));

/** One file a program, with all of its packages but what is compiled. */
const bundled = async (entry: string, name: string): Promise<void> => {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['leveldown', 'classic-level'] },
    build: {
      ssr: join(root, 'sync-server', entry),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false } },
    },
  });
};

/** Before the program V8 is given what it made of it the last time (`chaos/cached-code.ts`): to read it in anew is most of what a start costs. */
const BEGIN = `process.env.CACHED_CODE = require('node:path').join(__dirname, 'code');
require('./cached-code.cjs');
require('./server.cjs');
`;

/** Bundles the command line for Node: its processes are the real ones, and there are dozens. */
export async function buildServer(): Promise<string> {
  mkdirSync(outDir, { recursive: true });
  await bundled(join('test', 'chaos', 'cached-code.ts'), 'cached-code');
  await bundled(join('cli', 'main.ts'), 'server');
  const script = join(outDir, 'main.cjs');
  writeFileSync(script, BEGIN);
  return script;
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
