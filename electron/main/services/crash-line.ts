/**
 * What a crash leaves behind: kind, error name and our own places in the code.
 * Messages are left out, because they may quote a record, and so are folders, because they name the person.
 */
export function crashLine(at: Date, kind: string, cause: unknown): string {
  const name = cause instanceof Error ? cause.name : typeof cause;
  const frames = cause instanceof Error ? framesOf(cause.stack ?? '') : [];
  return JSON.stringify({ at: at.toISOString(), kind, name, frames });
}

/** Only "function (file:line:column)" of each frame, the file without its folder. */
function framesOf(stack: string): readonly string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 20)
    .map((line) => {
      const place = /([^/\\:()\s]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? 'native';
      const caller = /^\s+at (?:async )?([\w$.<>[\] ]+) \(/.exec(line)?.[1];
      return caller === undefined ? place : `${caller} (${place})`;
    });
}
