import type { LogEntry } from '../domain/case.ts';

const byStamp = (a: LogEntry, b: LogEntry): number => {
  if (a.stamp === undefined || b.stamp === undefined) return 0;
  return a.stamp.seq - b.stamp.seq || compare(a.stamp.at, b.stamp.at) || compare(a.id, b.id);
};
const byClaim = (a: LogEntry, b: LogEntry): number => compare(a.at, b.at) || compare(a.id, b.id);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Of two copies of one entry the stamped one counts; of two stamps (two servers at once) the earlier. */
function better(a: LogEntry, b: LogEntry): LogEntry {
  if (a.stamp === undefined) return b.stamp === undefined ? a : b;
  if (b.stamp === undefined) return a;
  return byStamp(a, b) <= 0 ? a : b;
}

/** Unstamped entries in an order in which nobody answers what he has not yet seen, else by claimed time. */
function causalOrder(unstamped: readonly LogEntry[]): readonly LogEntry[] {
  const waiting = [...unstamped].sort(byClaim);
  /** How many wait under an id: looking through all of them for each would be their cube. */
  const under = new Map<string, number>();
  const count = (id: string, by: number): void => {
    under.set(id, (under.get(id) ?? 0) + by);
  };
  for (const { id } of waiting) count(id, 1);
  const isFree = ({ id, after }: LogEntry): boolean =>
    after === null || (under.get(after) ?? 0) === (after === id ? 1 : 0);
  const ordered: LogEntry[] = [];
  while (waiting.length > 0) {
    for (const next of waiting.splice(Math.max(waiting.findIndex(isFree), 0), 1)) {
      count(next.id, -1);
      ordered.push(next);
    }
  }
  return ordered;
}

/** The order a log is folded in: stamped entries by stamp, then the unstamped. */
export function orderLog(entries: readonly LogEntry[]): readonly LogEntry[] {
  const stamped = entries.filter((entry) => entry.stamp !== undefined).sort(byStamp);
  const unstamped = entries.filter((entry) => entry.stamp === undefined);
  return [...stamped, ...causalOrder(unstamped)];
}

/** Union by id. Idempotent and associative; commutative, since the order depends on the entries alone. */
export function mergeLogs(ours: readonly LogEntry[], theirs: readonly LogEntry[]): readonly LogEntry[] {
  const byId = new Map<string, LogEntry>();
  for (const entry of [...ours, ...theirs]) {
    const known = byId.get(entry.id);
    byId.set(entry.id, known === undefined ? entry : better(known, entry));
  }
  return orderLog([...byId.values()]);
}
