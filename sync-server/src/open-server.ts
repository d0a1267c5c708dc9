import { join } from 'node:path';
import type { Clock } from '../../shared/lib/clock.ts';
import { allOrNone, type OpenedSoFar } from '../../shared/lib/opened-so-far.ts';
import { typeOfId } from '../../shared/domain/document-types.ts';
import type { DemoAccount, Policy } from '../../shared/sync/wire.ts';
import { seqSeal } from './feed/seq-token.ts';
import { openGates } from './http/gates.ts';
import { LIMITS, type Limits } from './http/limits.ts';
import { openDatabases, openStores, type Databases, type Stores } from './open-databases.ts';
import type { Server } from './server.ts';
import { openAccounts } from './session/accounts.ts';
import { authenticator } from './session/authenticate.ts';
import { openDevices } from './session/devices.ts';
import { openIdentity } from './session/identity.ts';
import { openInstallations } from './session/installations.ts';
import { launchTokens } from './session/launch-tokens.ts';
import { lockOut } from './session/lock-out.ts';
import { DEFAULT_COST, type PasswordCost } from './session/passwords.ts';
import { openSessions } from './session/sessions.ts';
import { followChanges } from './store/follow-changes.ts';
import { oneLeaf } from './store/one-leaf.ts';
import { StoreAway } from './store/store-away.ts';
import type { Broken } from './store/until-it-fails.ts';
import { mendedSystem, systemDocuments } from './store/system-documents.ts';
import { openCaseNumbers } from './write/case-numbers.ts';
import type { Writer } from './write/bulk-write.ts';
import { judgeAudit } from './write/judge-audit.ts';
import { judgeEvidence } from './write/judge-evidence.ts';
import { mergeTargets } from './write/judge-merger.ts';
import { judgeRecords } from './write/judge-record.ts';
import { countFeeds } from './watch/count-feeds.ts';
import { SILENT, type Log } from './watch/log.ts';
import { openMetrics } from './watch/metrics.ts';
import { serverInstruments } from './watch/server-instruments.ts';
import { followSubjects } from './write/follow-subjects.ts';
import { keyLocks } from './write/key-locks.ts';
import { mendAsFound, type Mended } from './write/mend-as-found.ts';
import { mendFound } from './write/mend-branch.ts';
import type { PushedDocument } from './write/pushed-document.ts';
import { withinBounds } from './write/within-bounds.ts';
import { ending } from './session/ending.ts';
import { caseTimers } from './rules/case-timers.ts';
import { followRulebooks } from './rules/follow-rulebooks.ts';
import { refoldCases } from './rules/refold-cases.ts';

export interface ServerSettings {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly policy: Policy;
  /** Offers the demonstration accounts, if the data has any. Only for loopback addresses. */
  readonly demo: boolean;
  readonly passwordCost?: PasswordCost;
  readonly log?: Log;
  /** Absent: those that are shipped. */
  readonly limits?: Limits;
  /** Hears that the disk did not take a write: everything is to be opened anew. */
  readonly broken?: Broken;
  /** Stores that other servers work on too, opened and closed by the caller; absent: those of the data folder, for this server alone. */
  readonly stores?: Stores;
  /** Where this server keeps its indexes; absent: in the data folder. No two servers share one. */
  readonly indexFolder?: string;
}

export interface OpenServer {
  readonly server: Server;
  readonly stores: Stores;
  /** Writes what has come due in cases by now; done by itself several times a minute. */
  readonly runTimers: () => Promise<void>;
  /** Ends the feeds; everything else stays for requests in flight. */
  readonly stopFeeds: () => void;
  readonly close: () => Promise<void>;
}

export const DEMO_ACCOUNTS = 'demo:accounts';

/** Links of one installation's chain are judged one push after the other. */
const chainOf = ({ id }: PushedDocument): readonly string[] => [id.slice(0, id.lastIndexOf(':') + 1)];

/** Opens the stores in a data folder and puts together what the routes work with. The caller holds the folder (`data-lock.ts`). What cannot be opened leaves nothing open. */
export const openServer = (settings: ServerSettings): Promise<OpenServer> =>
  allOrNone((opened) => putTogether(settings, opened));

async function putTogether(settings: ServerSettings, { also, close }: OpenedSoFar): Promise<OpenServer> {
  const { clock, policy, demo, dataFolder, passwordCost = DEFAULT_COST, log = SILENT, limits = LIMITS } = settings;
  const { stores, feeds } = countFeeds(settings.stores ?? (await openStores(dataFolder, settings.broken)));
  if (settings.stores === undefined) also(stores.close);
  const databases = await openDatabases(stores, settings.indexFolder ?? join(dataFolder, 'index'), settings.broken);
  also(databases.close);
  const system = systemDocuments(databases.system);
  const identity = await openIdentity(system);
  const accounts = openAccounts(system, passwordCost);
  const sessions = openSessions(system, accounts, clock, limits.sessionsOfAccount);
  also(sessions.close);
  // Other servers change accounts and end sessions too.
  const following = await followChanges(databases.system, async ({ _id, _deleted }) => {
    if (_deleted === true) sessions.noticedGone(_id);
    await accounts.noticed(_id);
  });
  also(following.close);
  const installations = openInstallations(system);
  const seeded = await system.read<{ accounts: readonly DemoAccount[] }>(DEMO_ACCOUNTS);
  const demoAccounts = demo ? seeded : null;
  const closing = ending();
  const metrics = openMetrics();
  const gates = openGates(limits, metrics.limited);
  const { instruments, close: closeInstruments } = serverInstruments(dataFolder, databases, sessions, metrics, feeds);
  also(closeInstruments);

  const rules = followRulebooks(databases.served.records.index, databases.recordSteps);
  also(rules.close);
  const shelf = async () => (await rules.present()).shelf;
  const writers = writersOf(databases, { numbers: openCaseNumbers(system), installations, clock, metrics, shelf });
  const refold = refoldCases({ ...writers.records, system, rules, closing });
  const timers = caseTimers({ ...writers.records, closing, refold }, (error) => {
    if (!(error instanceof StoreAway)) log.failure(error);
  });
  also(timers.close);
  const mending = mendAsFound(mendedBy(databases, writers), (error) => {
    if (!(error instanceof StoreAway)) log.failure(error);
  });
  also(mending.close);
  // Whoever waits for news is let go before anything is closed under him.
  also(closing.end);

  const server: Server = {
    databases,
    writers,
    accounts,
    sessions,
    authenticator: authenticator(accounts, sessions, lockOut(system, identity.sequenceKey, clock), gates, clock, log),
    installations,
    limits,
    gates,
    devices: openDevices(system),
    identity,
    seal: seqSeal(identity.sequenceKey),
    clock,
    // Demonstration numbers hold where the data is a demonstration, however it is served.
    policy: seeded === null ? policy : { ...policy, demonstration: true },
    demoAccounts: demoAccounts?.accounts ?? [],
    launches: launchTokens(clock),
    log,
    metrics,
    instruments,
    closing,
  };
  return {
    server,
    stores,
    runTimers: timers.run,
    stopFeeds: closing.end,
    close,
  };
}

/** What is found branched is mended as it would be written: nobody writes the same document meanwhile, and what was handed over of it follows. */
function mendedBy({ system }: Databases, writers: Server['writers']): readonly Mended[] {
  const served = Object.values(writers).map(({ database, locks, shelf, left }): Mended => ({
    store: database.store,
    mend: (id) =>
      locks.holding([id], async () => {
        const mended = await mendFound(database.store, id, (await shelf()).of);
        if (mended === null) return;
        await database.catchUp();
        if (mended.type === 'careFile') left.add(String(mended['person']));
        if (database.name === 'records') await followSubjects(database, new Set([id]));
      }),
  }));
  const ofSystem: Mended = {
    store: system,
    mend: async (id) => {
      await oneLeaf(system, id, mendedSystem);
    },
  };
  return [...served, ofSystem];
}

function writersOf(
  { served }: Databases,
  {
    numbers,
    installations,
    clock,
    metrics,
    shelf,
  }: Pick<Writer, 'numbers' | 'clock' | 'shelf'> & Pick<Server, 'installations' | 'metrics'>,
): Server['writers'] {
  const common = { numbers, clock, shelf, told: metrics.written, alsoLocked: () => [], left: new Set<string>() };
  const { records, evidence, audit } = served;
  return {
    records: {
      ...common,
      database: records,
      judge: withinBounds(judgeRecords(records.index)),
      locks: keyLocks(),
      alsoLocked: mergeTargets,
    },
    evidence: {
      ...common,
      database: evidence,
      judge: withinBounds(judgeEvidence(evidence.sightOf, records.index)),
      locks: keyLocks(),
    },
    audit: {
      ...common,
      database: audit,
      judge: withinBounds(judgeAudit(audit.store, installations)),
      locks: keyLocks(),
      alsoLocked: (pushed) => (typeOfId(pushed.id) === 'audit' ? chainOf(pushed) : []),
    },
  };
}
