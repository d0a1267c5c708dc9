import { spawn, type ChildProcess } from 'node:child_process';
import type { Program } from './programs.ts';
import type { Answer, Asked, Drained, Envelope, Laid, Worked } from './protocol.ts';

/** The process is gone, or went before it answered: what it had done by then nobody was told. */
export class Gone extends Error {
  override readonly name = 'Gone';
}

type Given = {
  /** Whether the row that was to be spoilt is. */
  open: boolean;
  sign: string | null;
  leave: null;
  again: null;
  work: Worked;
  clock: null;
  disk: null;
  drain: Drained;
  /** `null`: the person is called for first. */
  compare: Laid | null;
  rest: boolean;
};

interface Heard {
  readonly trouble: (words: string) => void;
  readonly fault: (words: string) => void;
}
/** Nobody is there who wants to hear anything. */
export const UNHEARD: Heard = { trouble: () => undefined, fault: () => undefined };

/** A workstation's process, seen from outside. */
export interface ClientProcess {
  readonly ask: <V extends Asked['verb']>(asked: Extract<Asked, { readonly verb: V }>) => Promise<Given[V]>;
  /** SIGKILL; resolves when nothing of it runs any more. */
  readonly kill: () => Promise<void>;
  readonly isAlive: () => boolean;
  /** Resolves when no more than so many are asked and not answered. */
  readonly whenInHand: (most: number) => Promise<void>;
  /** What was asked and is not answered yet. */
  readonly inHand: () => readonly Asked[];
  /** Who hears of its troubles from now on, and of what must never happen to a program. */
  readonly onTrouble: (heard: Heard) => void;
}

export function startClient({ args, env }: Program): ClientProcess {
  const child: ChildProcess = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env,
  });
  let heard = UNHEARD;
  interface Waiting {
    readonly asked: Asked;
    readonly done: (answer: Answer) => void;
    readonly gone: () => void;
  }
  const waiting = new Map<number, Waiting>();
  const counting = new Set<() => void>();
  const counted = (): void => {
    for (const look of [...counting]) look();
  };
  let alive = true;
  let isKilled = false;
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      alive = false;
      if (!isKilled && (signal !== null || code !== 0))
        heard.fault(`a workstation ended by itself with ${String(code)} ${String(signal)}: ${said.slice(-2_000)}`);
      for (const { gone } of waiting.values()) gone();
      waiting.clear();
      counted();
      resolve();
    });
  });
  child.on('message', (answer: Answer) => {
    if ('trouble' in answer) {
      heard.trouble(answer.trouble);
      return;
    }
    if ('fault' in answer) {
      heard.fault(answer.fault);
      return;
    }
    waiting.get(answer.id)?.done(answer);
    waiting.delete(answer.id);
    counted();
  });
  child.on('error', () => undefined); // an exit follows, or it never ran and every answer is missing
  let counter = 0;
  return {
    ask: (asked) =>
      new Promise((resolve, reject) => {
        if (!alive) {
          reject(new Gone());
          return;
        }
        counter += 1;
        waiting.set(counter, {
          asked,
          done: (answer) => {
            if ('ok' in answer && answer.ok) resolve(answer.value as never);
            else reject(new Error('words' in answer ? answer.words : 'no answer'));
          },
          gone: () => {
            reject(new Gone());
          },
        });
        child.send({ id: counter, asked } satisfies Envelope, () => undefined);
      }),
    kill: async () => {
      isKilled = true;
      child.kill('SIGKILL');
      await exited;
    },
    isAlive: () => alive,
    whenInHand: (most) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (waiting.size > most) return;
          counting.delete(look);
          resolve();
        };
        counting.add(look);
        look();
      }),
    inHand: () => [...waiting.values()].map(({ asked }) => asked),
    onTrouble: (next) => {
      heard = next;
    },
  };
}
