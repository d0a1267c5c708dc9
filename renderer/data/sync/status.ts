import { isoAt } from '../../../shared/lib/clock.ts';
import { DOCUMENT_TYPES, type CollectionName, type DocumentType } from '../../../shared/domain/document-types.ts';
import type { SyncStatus } from '../api.ts';
import type { AnchoredClock } from '../clock.ts';
import { cell, type Known } from '../live.ts';
import type { Ledger } from './ledger.ts';
import type { PullProgress } from './replicate.ts';
import type { ServerLink } from './server-link.ts';

/** What the leading window tells the others; counts they know themselves. */
interface Told {
  readonly online: boolean;
  readonly since: string;
  readonly halted: string | null;
  readonly lastContactAt: string | null;
  readonly firstPull: SyncStatus['firstPull'];
}
type Message = { readonly kind: 'told'; readonly told: Told } | { readonly kind: 'ask' } | { readonly kind: 'nudge' };

export interface StatusBoard {
  readonly status: Known<SyncStatus>;
  readonly lead: (progress: Known<PullProgress>, nudge: () => void) => void;
  readonly follow: () => void;
  /** Asks whoever leads to look for news. */
  readonly nudgeLeader: () => void;
  readonly close: () => void;
}

const KIND_NAMES: Readonly<Record<CollectionName, string>> = {
  cases: '事件',
  areas: '网格',
  buildings: '楼栋',
  catalogs: '目录',
  staff: '人员',
  rooms: '房屋',
  residents: '居民',
  careFiles: '专门档案',
  enterprises: '单位',
  components: '部件和台账',
  tasks: '任务',
  history: '变更和异议',
};
const KINDS = [
  ...new Set((Object.keys(DOCUMENT_TYPES) as DocumentType[]).map((type) => DOCUMENT_TYPES[type].collection)),
].filter((name) => name !== null);

function pullOf({ done, got }: PullProgress): SyncStatus['firstPull'] {
  // How many there will be is known when there are no more: the server tells nobody how much lies outside his scope.
  const kinds = KINDS.map((name) => ({
    kind: KIND_NAMES[name],
    got: got.get(name) ?? 0,
    total: done ? (got.get(name) ?? 0) : null,
  }));
  return { done, kinds };
}

/** One status for all windows: the leader reads it off the link, the others are told. */
export function statusBoard(
  channelName: string,
  link: ServerLink,
  ledger: Ledger,
  clock: AnchoredClock,
  firstPullDone: boolean,
): StatusBoard {
  const channel = new BroadcastChannel(channelName);
  const leading = cell<{ readonly progress: Known<PullProgress>; readonly nudge: () => void } | null>(null);
  let stopProgress: (() => void) | undefined;
  let heard: Told | null = null;

  const own = (): Told => {
    const { online, sinceMs } = link.contact.get();
    const contactMs = clock.lastContactMs();
    return {
      online,
      since: isoAt(sinceMs),
      halted: link.halted.get(),
      lastContactAt: contactMs === null ? null : isoAt(contactMs),
      firstPull: pullOf(leading.get()?.progress.get() ?? { done: firstPullDone, got: new Map() }),
    };
  };
  const compute = (): SyncStatus => ({
    ...(leading.get() === null ? (heard ?? own()) : own()),
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
      status.set(compute());
    } else if (data.kind === 'nudge') leading.get()?.nudge();
    else if (leading.get() !== null) update();
  };
  channel.postMessage({ kind: 'ask' } satisfies Message);
  const stops = [link.contact, link.halted, ledger.rows].map((source) => source.subscribe(update));

  return {
    status,
    lead: (progress, nudge) => {
      leading.set({ progress, nudge });
      stopProgress = progress.subscribe(update);
      update();
    },
    follow: () => {
      stopProgress?.();
      leading.set(null);
      heard = null;
      update();
    },
    nudgeLeader: () => {
      channel.postMessage({ kind: 'nudge' } satisfies Message);
    },
    close: () => {
      for (const stop of stops) stop();
      stopProgress?.();
      channel.close();
    },
  };
}
