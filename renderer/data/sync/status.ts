import { isoAt } from '../../../shared/lib/clock.ts';
import type { SyncStatus } from '../api.ts';
import type { AnchoredClock } from '../clock.ts';
import { cell, type Known } from '../live.ts';
import type { Ledger } from './ledger.ts';
import { firstPullOf, paceMeter, type Counts } from './pull-progress.ts';
import type { PullProgress } from './replicate.ts';
import type { ServerLink } from './server-link.ts';
import { steadyContact } from './steady-contact.ts';
import type { Tries } from './tries.ts';

/** What the leading window tells the others; counts they know themselves. */
interface Told {
  readonly online: boolean;
  readonly since: string;
  readonly halted: string | null;
  readonly lastContactAt: string | null;
  readonly firstPull: SyncStatus['firstPull'];
  readonly tries: readonly (readonly [string, number])[];
}
type Message = { readonly kind: 'told'; readonly told: Told } | { readonly kind: 'ask' } | { readonly kind: 'nudge' };

export interface StatusBoard {
  readonly status: Known<SyncStatus>;
  /** `totals`: what the first pull will bring, once the server has said so. */
  readonly lead: (progress: Known<PullProgress>, totals: Known<Counts | null>, nudge: () => void) => void;
  readonly follow: () => void;
  /** Asks whoever leads to look for news. */
  readonly nudgeLeader: () => void;
  readonly close: () => void;
}

/** One status for all windows: the leader reads it off the link, the others are told. */
export function statusBoard(
  channelName: string,
  link: ServerLink,
  ledger: Ledger,
  tries: Tries,
  clock: AnchoredClock,
  firstPullDone: boolean,
): StatusBoard {
  const channel = new BroadcastChannel(channelName);
  const steady = steadyContact(link.contact);
  const leading = cell<{
    readonly progress: Known<PullProgress>;
    readonly totals: Known<Counts | null>;
    readonly nudge: () => void;
  } | null>(null);
  let stopProgress: readonly (() => void)[] = [];
  const meter = paceMeter();
  const firstPull = (): SyncStatus['firstPull'] => {
    if (!link.contact.get().online) meter.reset();
    const { got, done } = leading.get()?.progress.get() ?? { done: firstPullDone, got: new Map<string, number>() };
    const reckoned = firstPullOf(got, leading.get()?.totals.get() ?? null, done, meter, clock.nowMs());
    return steady.contact.get().online ? reckoned : { ...reckoned, secondsLeft: null };
  };
  let heard: Told | null = null;

  const own = (): Told => {
    const { online, sinceMs } = steady.contact.get();
    const contactMs = clock.lastContactMs();
    return {
      online,
      since: isoAt(sinceMs),
      halted: link.halted.get(),
      lastContactAt: contactMs === null ? null : isoAt(contactMs),
      firstPull: firstPull(),
      tries: [...tries.counts.get()],
    };
  };
  const told = (): Omit<Told, 'tries'> => {
    const { tries: _beside, ...rest } = leading.get() === null ? (heard ?? own()) : own();
    return rest;
  };
  const compute = (): SyncStatus => ({
    ...told(),
    counts: ledger.counts(),
    leader: leading.get() !== null,
  });
  const status = cell<SyncStatus>(compute());
  const update = (): void => {
    status.set(compute());
    if (leading.get() !== null) channel.postMessage({ kind: 'told', told: own() } satisfies Message);
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'told') {
      heard = data.told;
      tries.hear(new Map(heard.tries));
      status.set(compute());
    } else if (data.kind === 'nudge') leading.get()?.nudge();
    else if (leading.get() !== null) update();
  };
  channel.postMessage({ kind: 'ask' } satisfies Message);
  const stops = [steady.contact, link.halted, ledger.rows, tries.counts].map((source) => source.subscribe(update));

  return {
    status,
    lead: (progress, totals, nudge) => {
      leading.set({ progress, totals, nudge });
      stopProgress = [progress.subscribe(update), totals.subscribe(update)];
      update();
    },
    follow: () => {
      for (const stop of stopProgress) stop();
      leading.set(null);
      heard = null;
      update();
    },
    nudgeLeader: () => {
      channel.postMessage({ kind: 'nudge' } satisfies Message);
    },
    close: () => {
      for (const stop of stops) stop();
      for (const stop of stopProgress) stop();
      steady.close();
      channel.close();
    },
  };
}
