import type { BulkRow } from '../../../shared/sync/wire.ts';
import { counter, histogram, type Instrument } from './instruments.ts';

/** Seconds. Feeds that wait are not in it. */
const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10, 60];

export interface ObservedRequest {
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
  readonly isWaitingFeed: boolean;
}

/** What the server counts while it works. No ids, no scopes, no names: routes, classes of status, codes of refusals. */
export interface Metrics {
  readonly requested: (request: ObservedRequest) => void;
  /** Which limit of `http/limits.ts` somebody met. */
  readonly limited: (limit: string) => void;
  readonly written: (database: string, rows: readonly BulkRow[]) => void;
  readonly feedOpened: () => void;
  readonly feedClosed: () => void;
  readonly openFeeds: () => number;
  readonly instruments: readonly Instrument[];
}

const outcomeOf = ({ ok, error, refusal }: BulkRow): string => {
  if (ok === true) return 'stored';
  if (refusal !== undefined) return `refused:${refusal.code}`;
  return error === 'conflict' ? 'conflict' : 'invalid';
};

export function openMetrics(): Metrics {
  const requests = counter('workstation_requests_total', 'Requests by route and class of status.');
  const seconds = histogram('workstation_request_seconds', 'Seconds of an answer, without feeds that wait.', SECONDS);
  const writes = counter('workstation_writes_total', 'Documents pushed, by what became of them.');
  const limited = counter('workstation_limited_total', 'Requests and connections turned away, by the limit they met.');
  let feeds = 0;
  return {
    requested: ({ route, status, seconds: took, isWaitingFeed }) => {
      requests.add({ route, class: `${Math.floor(status / 100)}xx` });
      if (!isWaitingFeed) seconds.observe({ route }, took);
    },
    limited: (limit) => {
      limited.add({ limit });
    },
    written: (database, rows) => {
      const counts = new Map<string, number>();
      for (const row of rows) counts.set(outcomeOf(row), (counts.get(outcomeOf(row)) ?? 0) + 1);
      for (const [outcome, count] of counts) writes.add({ database, outcome }, count);
    },
    feedOpened: () => {
      feeds += 1;
    },
    feedClosed: () => {
      feeds -= 1;
    },
    openFeeds: () => feeds,
    instruments: [requests, seconds, writes, limited],
  };
}
