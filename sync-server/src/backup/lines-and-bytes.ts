const LINE_END = 0x0a;

export interface LinesAndBytes {
  /** The next line, or null at the end. */
  readonly line: () => Promise<string | null>;
  readonly bytes: (length: number) => Promise<Buffer>;
}

/** Reads what comes in chunks as lines and stretches of bytes, never more of it at a time than the longest of them. `cutShort` says what is thrown where it ends in the middle of one. */
export function linesAndBytes(chunks: AsyncIterator<Buffer>, cutShort: () => Error): LinesAndBytes {
  let waiting: Buffer[] = [];
  let held = 0;
  const more = async (): Promise<boolean> => {
    const next = await chunks.next();
    if (next.done === true) return false;
    waiting.push(next.value);
    held += next.value.length;
    return true;
  };
  const take = (length: number): Buffer => {
    const all = waiting.length === 1 && waiting[0] !== undefined ? waiting[0] : Buffer.concat(waiting);
    const rest = all.subarray(length);
    waiting = rest.length === 0 ? [] : [rest];
    held = rest.length;
    return all.subarray(0, length);
  };
  const lineEnd = (): number => {
    let before = 0;
    for (const chunk of waiting) {
      const at = chunk.indexOf(LINE_END);
      if (at !== -1) return before + at;
      before += chunk.length;
    }
    return -1;
  };
  return {
    bytes: async (length) => {
      while (held < length) if (!(await more())) throw cutShort();
      return take(length);
    },
    line: async () => {
      for (;;) {
        const at = lineEnd();
        if (at !== -1) return take(at + 1).toString('utf8', 0, at);
        if (await more()) continue;
        if (held > 0) throw cutShort();
        return null;
      }
    },
  };
}
