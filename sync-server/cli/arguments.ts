import { parseArgs, type ParseArgsConfig } from 'node:util';

/** A mistake in how a command was called: words for people, exit code 2. */
export class UsageError extends Error {}

/** A reason not to go on that is nobody's bug; the exit code tells which. */
export class StopError extends Error {
  readonly exitCode: number;
  constructor(words: string, exitCode: number) {
    super(words);
    this.exitCode = exitCode;
  }
}

export const EXIT = { failed: 1, usage: 2, dataInUse: 3, notSecure: 4 } as const;

/** Node's parser, with its complaints as usage errors. */
export function readArguments<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

export function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new UsageError(`--port ${text}：端口是 0 到 65535 的数（0：任选一个空的）`);
  return port;
}
