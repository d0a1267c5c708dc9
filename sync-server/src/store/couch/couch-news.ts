import { setTimeout as pause } from 'node:timers/promises';
import type { WriteRow } from '../port.ts';
import { StoreAway } from '../store-away.ts';
import type { CouchHttp } from './couch-http.ts';

const HEARTBEAT_MS = 10_000;
/** Own writes whose echo has not come yet. More than any server writes between two heartbeats. */
const MOST_EXPECTED = 20_000;
/** Rows that wait for the end of the writes under way; with more of them it is told at once, at the cost of a reading for nothing. */
const MOST_HELD = 1_000;
const AGAIN_AFTER_MS = [100, 500, 2_000, 5_000] as const;

/** A line of the feed. */
interface Row {
  readonly id?: string;
  readonly seq?: string;
  readonly changes?: readonly { readonly rev: string }[];
}

export interface Written {
  readonly rows: readonly WriteRow[];
  /** Those of them that are read by whoever is told of this write. */
  readonly echoes: readonly WriteRow[];
}

/** The one waiting feed of a database: tells that somebody else wrote. What was written is read elsewhere, from where that stands. */
export interface CouchNews {
  /** Tells now: something may be there that nobody told of. */
  readonly tell: () => void;
  readonly onChange: (listener: () => void) => () => void;
  /** Does a write of ours. What it wrote is told when it is done, and its echo not again. */
  readonly writing: (write: () => Promise<Written>) => Promise<readonly WriteRow[]>;
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

/** An own write whose echo is there and that was not read yet: it is on its way, or was asked for at a copy that is behind. */
const READ_AFTER_MS = 300;

export interface CouchNewsOptions {
  readonly http: CouchHttp;
  /** Tells of what comes after this. */
  readonly since: string;
  /** Hears of a feed that broke off; it is taken up again. */
  readonly away: (error: unknown) => void;
  /** Does what is to be done once somebody answers again after it broke off, before anything is heard. */
  readonly back: () => Promise<void>;
  /** Whether something that was written here was not read yet. */
  readonly isAwaited: (id: string) => boolean;
  /** Hears what others wrote, before anybody is told to read it. */
  readonly heard: (id: string, rev: string) => Promise<void>;
}

export function couchNews({ http, since, away, back, isAwaited, heard }: CouchNewsOptions): CouchNews {
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  const expected = new Set<string>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  let reached = since;
  let underWay = 0;
  let isBroken = false;
  /** What came while something of ours was under way: perhaps its echo, which may be faster than its answer. */
  const held: Row[] = [];
  const unread = new Set<string>();
  let reading: NodeJS.Timeout | undefined;
  const isEcho = ({ id = '', changes = [] }: Row): boolean => {
    const isOwn = changes.length > 0 && changes.every(({ rev }) => expected.delete(`${id} ${rev}`));
    if (isOwn && isAwaited(id)) {
      unread.add(id);
      reading ??= setTimeout(() => {
        reading = undefined;
        const isUnread = [...unread].some(isAwaited);
        unread.clear();
        if (isUnread) tell();
      }, READ_AFTER_MS);
    }
    return isOwn;
  };
  /** Somebody else's: whoever reads it now may ask a copy that is behind the one that told. */
  const tellOf = (rows: readonly Row[]): void => {
    const winners = rows.flatMap(({ id = '', changes: [winner] = [] }) =>
      winner === undefined ? [] : [{ id, ...winner }],
    );
    void Promise.all(winners.map(({ id, rev }) => heard(id, rev)))
      .catch(away)
      .finally(tell);
  };
  const hear = (row: Row): void => {
    reached = row.seq ?? reached;
    if (underWay > 0) held.push(row);
    else if (!isEcho(row)) tellOf([row]);
  };
  const listen = async (onLine: () => void): Promise<void> => {
    const silent = new AbortController();
    // A line that died without a word is dropped after three beats that did not come.
    const silence = setTimeout(() => {
      silent.abort();
    }, 3 * HEARTBEAT_MS);
    try {
      if (isBroken) await back();
      // All leaves are named: a branch that does not change who wins is no echo.
      const feed = await http.stream(
        `/_changes?feed=continuous&style=all_docs&since=${encodeURIComponent(reached)}&heartbeat=${HEARTBEAT_MS}`,
        AbortSignal.any([closing.signal, silent.signal]),
      );
      if (isBroken) tell();
      isBroken = false;
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
        if (closing.signal.aborted) return;
        // A sequence that it does not take: what came before is read by whoever is told.
        if (!(error instanceof StoreAway) && (error as Error).name !== 'AbortError') reached = 'now';
        away(error);
      });
      isBroken = true;
      const ms = AGAIN_AFTER_MS[Math.min(failures, AGAIN_AFTER_MS.length - 1)] ?? 5_000;
      // Closed meanwhile.
      await pause(ms, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const listening = stayTuned();

  return {
    tell,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    writing: async (write) => {
      underWay += 1;
      let written: readonly string[] = [];
      try {
        const { rows, echoes } = await write();
        written = echoes.flatMap((row) => (row.ok ? [`${row.id} ${row.rev}`] : []));
        return rows;
      } finally {
        underWay -= 1;
        if (expected.size + written.length > MOST_EXPECTED) expected.clear();
        for (const one of written) expected.add(one);
        const others = held.splice(0).filter((row) => !isEcho(row));
        const mayBeEchoes = underWay > 0 && others.length < MOST_HELD;
        if (mayBeEchoes) held.push(...others);
        if (others.length > 0 && !mayBeEchoes) tellOf(others);
        if (written.length > 0) tell();
      }
    },
    close: async () => {
      clearTimeout(reading);
      closing.abort();
      await listening;
    },
  };
}
