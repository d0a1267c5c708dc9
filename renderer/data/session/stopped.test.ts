import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aFinding, aUser } from '../../../shared/testing/builders.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { PATHS } from '../../../shared/sync/wire.ts';
import type { SignInOutcome, Workstation } from '../api.ts';
import { once } from '../live.ts';
import { aTerminal, type Terminal } from '../testing/a-terminal.ts';
import { NetworkDouble } from '../testing/network-double.ts';

/* An account that the centre has stopped: what it said once holds without it as well. */

const PASSWORD = '晨曦-2026-Grid';
let user: User;
let network: NetworkDouble;
let terminal: Terminal;
/** What is said to who signs in, instead of the double's own answer. */
let said: { readonly status: number; readonly body: object } | null;
const STOPPED = { status: 403, body: { error: 'forbidden', reason: 'Account is stopped.' } };
const open: Workstation[] = [];

beforeEach(async () => {
  user = aUser('gridWorker');
  network = new NetworkDouble([{ user, password: PASSWORD }]);
  said = null;
  terminal = await aTerminal(`http://stopping-${user.account}`, (input, init) => {
    const isSignIn = init.method === 'POST' && new URL(input).pathname === PATHS.session;
    if (said === null || !isSignIn || !network.up) return network.fetch(input, init);
    return Promise.resolve(Response.json(said.body, { status: said.status }));
  });
});
afterEach(async () => {
  await closeAll();
  expect(terminal.troubles).toEqual([]);
});
const closeAll = async (): Promise<void> => {
  await Promise.all(open.splice(0).map((workstation) => workstation.close()));
};
const work = async (): Promise<Workstation> => {
  const workstation = await terminal.work({ account: user.account, password: PASSWORD });
  open.push(workstation);
  return workstation;
};
const attempt = (password = PASSWORD): Promise<SignInOutcome> =>
  terminal.desk.signIn({ account: user.account, password });

/** Somebody with a finding that the centre has not got. */
async function unsentWork(): Promise<string> {
  const workstation = await work();
  network.up = false;
  network.wake();
  const { category, place, description } = aFinding();
  const draft = await workstation.drafts.create('patrol');
  await workstation.drafts.save({ ...draft, category, place, description });
  const [post] = workstation.user.posts;
  if (post === undefined) throw new Error('a post');
  const outcome = await workstation.cases.submitDraft(draft.id, post);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.trouble));
  await closeAll();
  network.up = true;
  return outcome.value.caseId;
}
const stopped = { ok: false, trouble: { kind: 'stopped', unsent: 1 } };

it('is turned away without the centre as well once it was told, and has everything when the centre lets him in again', async () => {
  const unsent = await unsentWork();
  said = STOPPED;
  expect(await attempt()).toEqual(stopped);
  network.up = false;
  expect(await attempt()).toEqual(stopped);
  expect(await attempt('falsch')).toEqual(stopped);

  said = null;
  network.up = true;
  const workstation = await work();
  expect((await once(workstation.cases.open, (rows) => rows.length === 1)).map(({ id }) => id)).toEqual([unsent]);
  await closeAll();
  network.up = false;
  expect((await work()).offlineSignIn).toBe(true);
});

it('is told so at work after an offline sign-in: the next one is turned away, until a password typed at work was taken', async () => {
  await unsentWork();
  network.up = false;
  const workstation = await work();
  said = STOPPED;
  network.up = true;
  await once(workstation.sync.status, ({ halted }) => halted !== null);
  await closeAll();
  network.up = false;
  expect(await attempt()).toEqual(stopped);

  network.up = true;
  said = null;
  const again = await work();
  said = STOPPED;
  expect(await again.sync.signInAgain(PASSWORD)).toMatchObject({ ok: false, trouble: { code: 'stopped' } });
  said = null;
  expect(await again.sync.signInAgain(PASSWORD)).toMatchObject({ ok: true });
  await closeAll();
  network.up = false;
  expect((await work()).offlineSignIn).toBe(true);
});

it.each([
  { status: 403, body: { error: 'forbidden', reason: 'Host not allowed.' } },
  { status: 403, body: {} },
])('is not what a gateway says: %j', async (other) => {
  await unsentWork();
  said = other;
  expect(await attempt()).toMatchObject({ ok: false });
  network.up = false;
  expect((await work()).offlineSignIn).toBe(true);
});
