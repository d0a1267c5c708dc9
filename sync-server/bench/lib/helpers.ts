import { fork, type ChildProcess } from 'node:child_process';

/* A benchmark whose clients run in processes of their own: the same bundle, started once more as a helper. */

const HELPER = '--helper';
export const isHelper = (): boolean => process.argv.includes(HELPER);

interface Asked {
  readonly nth: number;
  readonly message: unknown;
}
interface Answered {
  readonly nth: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** In the helper: answers what the benchmark asks, and ends with it. */
export function helpWith(answer: (message: unknown) => Promise<unknown>): void {
  process.on('message', ({ nth, message }: Asked) => {
    answer(message).then(
      (value) => process.send?.({ nth, value } satisfies Answered),
      (error: unknown) => process.send?.({ nth, error: String(error) } satisfies Answered),
    );
  });
  process.once('disconnect', () => process.exit(0));
}

export interface Helper<M> {
  readonly ask: <T>(message: M) => Promise<T>;
  readonly stop: () => void;
}

/** In the benchmark. */
export function startHelper<M>(): Helper<M> {
  const child: ChildProcess = fork(process.argv[1] ?? '', [HELPER], { execArgv: ['--enable-source-maps'] });
  const waiting = new Map<number, (answered: Answered) => void>();
  let count = 0;
  child.on('message', (answered: Answered) => {
    waiting.get(answered.nth)?.(answered);
    waiting.delete(answered.nth);
  });
  child.once('exit', (code) => {
    for (const [nth, resolve] of waiting) resolve({ nth, error: `a helper ended with ${String(code)}` });
  });
  return {
    ask: async <T>(message: M): Promise<T> => {
      count += 1;
      const nth = count;
      const answered = await new Promise<Answered>((resolve) => {
        waiting.set(nth, resolve);
        child.send({ nth, message } satisfies Asked);
      });
      if (answered.error !== undefined) throw new Error(answered.error);
      return answered.value as T;
    },
    stop: () => {
      child.kill('SIGTERM');
    },
  };
}
