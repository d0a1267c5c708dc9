import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';

/*
 * Loaded before a program of the stories (`--require`): V8's compiled code of every script is kept in the folder that `CACHED_CODE` names, for the next process that runs
 * the same. Programs are started some ten times a story, and reading them in was a third of what that costs. What runs is the same.
 */

/* The insides of Node's loader, as far as they are touched here. */
type Compile = (this: NodeJS.Module, content: string, filename: string, ...more: unknown[]) => unknown;
const loader = Module as unknown as {
  readonly prototype: { _compile: Compile };
  readonly wrap: (text: string) => string;
};

/** What a process has used by then is compiled, and kept. */
const KEPT_AFTER_MS = 4_000;
const folder = process.env['CACHED_CODE'];

if (folder !== undefined) {
  mkdirSync(folder, { recursive: true });
  const fresh = new Map<string, Script>();
  const { _compile: plain } = loader.prototype;
  loader.prototype._compile = function (content, filename, ...more) {
    // Modules in the other form are Node's own business.
    if (/^(export|import)\b/m.test(content)) return plain.call(this, content, filename, ...more);
    const file = join(folder, createHash('sha1').update(filename).digest('hex'));
    const cachedData = existsSync(file) ? readFileSync(file) : undefined;
    const script = new Script(loader.wrap(content), {
      filename,
      ...(cachedData === undefined ? {} : { cachedData }),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (cachedData === undefined || script.cachedDataRejected === true) fresh.set(file, script);
    const run = script.runInThisContext() as (...given: unknown[]) => unknown;
    return run.call(this.exports, this.exports, Module.createRequire(filename), this, filename, dirname(filename));
  };
  const keep = (): void => {
    try {
      for (const [file, script] of fresh) {
        writeFileSync(`${file}.${String(process.pid)}`, script.createCachedData());
        renameSync(`${file}.${String(process.pid)}`, file);
      }
    } catch {
      // The disk of a story is full for its process: the next one keeps it.
    }
    fresh.clear();
  };
  setTimeout(keep, KEPT_AFTER_MS).unref();
  process.once('exit', keep);
}
