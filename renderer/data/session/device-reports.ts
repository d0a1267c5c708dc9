import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import type { DeviceReport } from '../../../shared/sync/device-report.ts';
import { PATHS, PROTOCOL_VERSION } from '../../../shared/sync/wire.ts';
import { isOver, pause } from '../../lib/signals.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { Me } from '../me.ts';
import { waitsForMe, type Dispute } from '../records/api.ts';
import type { StorageState } from '../storage/api.ts';
import type { Ledger } from '../sync/ledger.ts';
import { Refused, Unreachable, type ServerLink } from '../sync/server-link.ts';
import type { Tray } from '../sync/tray.ts';
import type { Live } from '../values.ts';

const EVERY_MS = 5 * 60_000;
/** What was said to wait and has been delivered is not left standing at the centre for five minutes, and not said with each receipt either. */
const DRAINED_AFTER_MS = 3_000;
/** Nobody waits for a goodbye. */
const LAST_TIMEOUT_MS = 1_500;

export interface DeviceReportParts {
  readonly link: ServerLink;
  readonly me: Me;
  readonly ledger: Pick<Ledger, 'rows' | 'counts'>;
  readonly tray: Pick<Tray, 'items'>;
  readonly chain: Pick<AuditChain, 'head'>;
  readonly disputes: Pick<Live<readonly Dispute[] | undefined>, 'get'>;
  readonly storage: Pick<Live<StorageState>, 'get'>;
  readonly appVersion: string;
}

const JOURNALS = { desktop: 'file', browser: 'opfs', none: 'none' } as const satisfies Readonly<
  Record<StorageState['journal'], DeviceReport['journal']>
>;

/** How much the browser would still let us write; it does not say everywhere. */
async function freeBytes(): Promise<number | undefined> {
  if (typeof navigator === 'undefined' || !('storage' in navigator)) return undefined;
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
}

async function figuresOf(
  { me, ledger, tray, chain, disputes, storage, appVersion }: DeviceReportParts,
  occasion: DeviceReport['occasion'],
): Promise<DeviceReport> {
  const rows = [...ledger.rows.get().values()];
  const { queued, photosQueued } = ledger.counts();
  const oldest = rows
    .filter(({ delivery }) => delivery === 'queued')
    .map(({ writtenAt }) => writtenAt)
    .sort()[0];
  const receipts = rows.flatMap(({ receiptAt }) => (receiptAt === undefined ? [] : [receiptAt])).sort();
  const lastReceiptAt = receipts.at(-1);
  const free = await freeBytes();
  const open = disputes.get();
  const journal = storage.get()?.journal;
  return {
    terminal: me.terminal,
    appVersion,
    protocol: PROTOCOL_VERSION,
    form: CURRENT_FORM,
    occasion,
    unsent: queued,
    photosUnsent: photosQueued,
    ...(oldest === undefined ? {} : { oldestUnsentAt: oldest }),
    ...(lastReceiptAt === undefined ? {} : { lastReceiptAt }),
    refused: tray.items.get().size,
    ...(open === undefined ? {} : { conflicts: open.filter(waitsForMe).length }),
    clockDeviationMs: Math.round(me.clock.deviationMs()),
    ...(free === undefined ? {} : { freeBytes: free }),
    ...(journal === undefined ? {} : { journal: JOURNALS[journal] }),
    auditSeq: (await chain.head()).seq,
  };
}

export interface DeviceReports {
  readonly stop: () => Promise<void>;
}

/**
 * Tells the centre how this terminal stands: after signing in, every five minutes, once what it said to wait has been delivered, and once more when it is closed.
 * Figures only.
 */
export function deviceReports(
  parts: DeviceReportParts,
  onTrouble: (what: string, error: unknown) => void,
): DeviceReports {
  const { link, ledger } = parts;
  const ending = new AbortController();
  /** Gives how many it said to wait. */
  const tell = async (occasion: DeviceReport['occasion'], timeoutMs?: number): Promise<number> => {
    const json = await figuresOf(parts, occasion);
    try {
      await link.send(PATHS.device, {
        method: 'POST',
        json,
        ...(timeoutMs === undefined ? { signal: ending.signal } : { timeoutMs, atOnce: true }),
      });
    } catch (error) {
      // Away, or a server that does not ask: there is a next time.
      if (!(error instanceof Unreachable || error instanceof Refused) && !isOver(ending.signal)) throw error;
    }
    return json.unsent;
  };
  /** Five minutes, or until all is delivered that was said to wait. */
  const untilDue = async (told: number): Promise<void> => {
    const drained = new AbortController();
    const look = (): void => {
      if (told > 0 && ledger.counts().queued === 0) drained.abort();
    };
    const leave = ledger.rows.subscribe(look);
    look();
    await pause(EVERY_MS, AbortSignal.any([ending.signal, drained.signal]));
    leave();
    if (isOver(drained.signal)) await pause(DRAINED_AFTER_MS, ending.signal);
  };
  const run = async (): Promise<void> => {
    for (let occasion: DeviceReport['occasion'] = 'signIn'; !isOver(ending.signal); occasion = 'running') {
      try {
        await link.whenOpen(ending.signal);
      } catch {
        // Stopped while it waited.
        return;
      }
      let told = 0;
      try {
        told = await tell(occasion);
      } catch (error) {
        // A store that does not answer now does at the next one.
        onTrouble('device report', error);
      }
      await untilDue(told);
    }
  };
  const running = run();
  return {
    stop: async () => {
      ending.abort();
      await running;
      if (link.contact.get().online && link.halted.get() === null) await tell('signOut', LAST_TIMEOUT_MS);
    },
  };
}
