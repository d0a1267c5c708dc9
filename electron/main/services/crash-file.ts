import { appendFileSync, mkdirSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crashLine } from './crash-line.ts';
import { errorCode } from './error-code.ts';

/** Enough for years of rare crashes; a loop of them must not fill the disk. */
const LARGEST_LOG_BYTES = 512 * 1024;
const STDERR = 2;

/**
 * Notes crashes in `crash.log` of a folder. It never throws, or a full disk would end the program before it said anything:
 * what cannot be written goes to `say`, and what nobody hears is dropped.
 */
export function crashFile(
  folder: string,
  say: (text: string) => void = (text) => writeSync(STDERR, text),
): (kind: string, cause: unknown) => void {
  const file = join(folder, 'crash.log');
  return (kind, cause) => {
    let line = kind;
    try {
      line = crashLine(new Date(), kind, cause);
      mkdirSync(folder, { recursive: true });
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size > LARGEST_LOG_BYTES) truncateSync(file);
      appendFileSync(file, `${line}\n`);
    } catch (error) {
      try {
        say(`${line}\ncrash.log: ${errorCode(error)}\n`);
      } catch {
        // a program without a terminal
      }
    }
  };
}
