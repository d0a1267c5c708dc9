import { assert } from '../../../../shared/lib/assert.ts';
import type { ListAsked } from '../../../../shared/stock/query.ts';
import type { Live, Workstation } from '../../api.ts';
import { PouchDB } from '../../evidence/pouch.ts';
import { openSignInDesk } from '../../sign-in-desk.ts';

/* What a bench asks of the shipped data layer: a first pull, and the same by PouchDB alone. Every time begins with the password, milliseconds. */

const server = location.origin;
const SCREENFUL = 40;
const PEOPLE: ListAsked<'person'> = { query: { kind: 'person' }, from: 0, count: SCREENFUL };

/** Resolves as soon as it holds. */
function until<T>(live: Live<T>, holds: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    let leave = (): void => undefined;
    const look = (): boolean => {
      const value = live.get();
      if (value === undefined || !holds(value)) return false;
      leave();
      resolve(value);
      return true;
    };
    leave = live.subscribe(look);
    look();
  });
}

interface FirstPull {
  /** The open cases are known, and the list of people has a screenful of rows. */
  readonly usableMs: number;
  /** Documents that lay here by then; counted afterwards, while more are written. */
  readonly usableAt: number;
  /** Everything has been written down. */
  readonly doneMs: number;
  readonly documents: number;
}

let opened: Workstation | undefined;

async function firstPull(account: string, password: string): Promise<FirstPull> {
  const desk = await openSignInDesk({ server, appVersion: 'bench' });
  const startedAt = performance.now();
  const outcome = await desk.signIn({ account, password });
  if (!outcome.ok) throw new Error(`not signed in: ${JSON.stringify(outcome.trouble)}`);
  const { workstation } = outcome;
  opened = workstation;
  const { status, stored } = workstation.sync;
  /** Counted anew: the last count stays until there is another one. */
  const here = async (): Promise<number> => {
    const last = stored.get();
    const counts = await until(stored, (value) => value !== last);
    return counts.reduce((sum, { count }) => sum + count, 0);
  };
  const usable = Promise.all([
    until(workstation.cases.open, () => true),
    until(workstation.stock.list(PEOPLE), ({ rows }) => rows.length === SCREENFUL),
  ]).then(async () => ({ usableMs: performance.now() - startedAt, usableAt: await here() }));
  await until(status, ({ firstPull: { done } }) => done);
  const doneMs = performance.now() - startedAt;
  const inTime = await usable;
  return { ...inTime, doneMs, documents: await here() };
}

/** Until lists and search hold all that has come. */
async function settled(): Promise<void> {
  assert(opened !== undefined, 'a workstation is open');
  await until(opened.stock.status, ({ ready, behind }) => ready && behind === 0);
}

async function isOnline(online: boolean): Promise<void> {
  assert(opened !== undefined, 'a workstation is open');
  await until(opened.sync.status, (status) => status.online === online);
}

async function close(): Promise<void> {
  await opened?.close();
  opened = undefined;
}

/** PouchDB's own replicator into its own IndexedDB, in clear. */
async function plainPull(
  account: string,
  password: string,
  selector: object,
): Promise<{ readonly ms: number; readonly documents: number }> {
  const startedAt = performance.now();
  const target = new PouchDB(`plain-${String(Date.now())}`, { adapter: 'idb' });
  const auth = { username: account, password };
  const source = new PouchDB(`${server}/records`, { adapter: 'http', auth, skip_setup: true });
  await PouchDB.replicate(source, target, { selector });
  const ms = performance.now() - startedAt;
  const { rows } = await target.allDocs({});
  await target.close();
  return { ms, documents: rows.length };
}

Object.assign(globalThis, { bench: { firstPull, settled, isOnline, close, plainPull } });
document.documentElement.dataset['ready'] = 'bench';
