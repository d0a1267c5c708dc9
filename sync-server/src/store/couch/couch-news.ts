import { setTimeout as pause } from 'node:timers/promises';
import type { WriteRow } from '../port.ts';
import type { CouchHttp } from './couch-http.ts';

const HEARTBEAT_MS = 10_000;
/** Own writes whose echo has not come yet. More than any server writes between two heartbeats. */
const MOST_EXPECTED = 20_000;
/** Rows that wait for the end of the writes under way; with more of them it is told at once, at the cost of a reading for nothing. */
const MOST_HELD = 1_000;
const AGAIN_AFTER_MS = [100, 500, 2_000, 5_000] as const;

interface Row {
  readonly id?: string;
  readonly seq?: string;
  readonly changes?: readonly { readonly rev: string }[];
}

/** The one waiting feed of a database: tells that somebody else wrote. What was written is read elsewhere, from where that stands. */
export interface CouchNews {
  readonly onChange: (listener: () => void) => () => void;
  /** Does a write of ours. What it wrote is told when it is done, and its echo not again. */
  readonly writing: (write: () => Promise<readonly WriteRow[]>) => Promise<readonly WriteRow[]>;
  readonly close: () => Promise<void>;
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>, alive: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    alive();
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
}

/** Tells of what comes after `since`. */
export function couchNews(http: CouchHttp, since: string, away: (error: unknown) => void): CouchNews {
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  const expected = new Set<string>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  let reached = since;
  let underWay = 0;
  /** What came while something of ours was under way: perhaps its echo, which may be faster than its answer. */
  const held: Row[] = [];
  const isEcho = ({ id = '', changes = [] }: Row): boolean =>
    changes.length > 0 && changes.every(({ rev }) => expected.delete(`${id} ${rev}`));
  const hear = (row: Row): void => {
    reached = row.seq ?? reached;
    if (underWay > 0) held.push(row);
    else if (!isEcho(row)) tell();
  };
  const listen = async (onLine: () => void): Promise<void> => {
    const silent = new AbortController();
    // A line that died without a word is dropped after three beats that did not come.
    const silence = setTimeout(() => {
      silent.abort();
    }, 3 * HEARTBEAT_MS);
    try {
      const feed = await http.stream(
        `/_changes?feed=continuous&since=${encodeURIComponent(reached)}&heartbeat=${HEARTBEAT_MS}`,
        AbortSignal.any([closing.signal, silent.signal]),
      );
      for await (const line of linesOf(feed, () => silence.refresh())) {
        onLine();
        hear(JSON.parse(line) as Row);
      }
    } finally {
      clearTimeout(silence);
    }
  };
  const stayTuned = async (): Promise<void> => {
    for (let failures = 0; !closing.signal.aborted; failures += 1) {
      await listen(() => {
        failures = 0;
      }).catch((error: unknown) => {
        if (!closing.signal.aborted) away(error);
      });
      const ms = AGAIN_AFTER_MS[Math.min(failures, AGAIN_AFTER_MS.length - 1)] ?? 5_000;
      // Closed meanwhile.
      await pause(ms, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const listening = stayTuned();

  return {
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    writing: async (write) => {
      underWay += 1;
      let written: readonly string[] = [];
      try {
        const rows = await write();
        written = rows.flatMap((row) => (row.ok ? [`${row.id} ${row.rev}`] : []));
        return rows;
      } finally {
        underWay -= 1;
        if (expected.size + written.length > MOST_EXPECTED) expected.clear();
        for (const one of written) expected.add(one);
        const others = held.splice(0).filter((row) => !isEcho(row));
        const mayBeEchoes = underWay > 0 && others.length < MOST_HELD;
        if (mayBeEchoes) held.push(...others);
        if (written.length > 0 || (others.length > 0 && !mayBeEchoes)) tell();
      }
    },
    close: async () => {
      closing.abort();
      await listening;
    },
  };
}
