import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aUser, aFinding } from '../../../shared/testing/builders.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { Workstation } from '../api.ts';
import { once } from '../live.ts';
import { KeystoreTrouble, type SecretBox } from '../seal/key-file.ts';
import { aTerminal, type Terminal } from '../testing/a-terminal.ts';
import { NetworkDouble } from '../testing/network-double.ts';
import { allPlainText } from '../testing/raw-indexeddb.ts';

let user: User;
let network: NetworkDouble;
let terminal: Terminal;
let wallMs: number;
let isKeystoreShut: boolean;
const keystore: SecretBox = {
  wrap: (secret) => Promise.resolve(secret.toReversed()),
  unwrap: (wrapped) =>
    isKeystoreShut ? Promise.reject(new KeystoreTrouble('locked')) : Promise.resolve(wrapped.toReversed()),
};
const open: Workstation[] = [];
const PASSWORD = '晨曦-2026-Grid';

async function work(
  password = PASSWORD,
  more: { oldPassword?: string; setAside?: boolean } = {},
): Promise<Workstation> {
  const workstation = await terminal.work({ account: user.account, password, ...more });
  open.push(workstation);
  return workstation;
}
const attempt = (password: string, more: { oldPassword?: string; setAside?: boolean } = {}) =>
  terminal.desk.signIn({ account: user.account, password, ...more });

async function aFindingIn(workstation: Workstation): Promise<string> {
  const { category, place, description } = aFinding({ description: '井盖松动，车压有响声' });
  const draft = await workstation.drafts.create('patrol');
  await workstation.drafts.save({ ...draft, category, place, description });
  const post = workstation.user.posts[0];
  if (post === undefined) throw new Error('a post');
  const outcome = await workstation.cases.submitDraft(draft.id, post);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.trouble));
  return outcome.value.caseId;
}

beforeEach(async () => {
  user = aUser('gridWorker');
  network = new NetworkDouble([{ user, password: PASSWORD }]);
  wallMs = network.nowMs;
  isKeystoreShut = false;
  terminal = await aTerminal(`http://double-${user.account}`, network.fetch, {
    device: { wallMs: () => wallMs, steadyMs: () => wallMs },
    secretBox: keystore,
  });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((workstation) => workstation.close()));
  expect(terminal.troubles).toEqual([]);
});
const closeAll = async (): Promise<void> => {
  await Promise.all(open.splice(0).map((workstation) => workstation.close()));
};

describe('signing in', () => {
  it('needs the server the first time and says so', async () => {
    network.up = false;
    expect(await attempt(PASSWORD)).toEqual({ ok: false, trouble: { kind: 'needsServer' } });
  });

  it('opens offline with the password alone afterwards, with everything that was written', async () => {
    const first = await work();
    const id = await aFindingIn(first);
    await closeAll();
    network.up = false;
    const again = await work();
    expect(again.offlineSignIn).toBe(true);
    expect(again.user).toEqual(user);
    const rows = await once(again.cases.open, () => true);
    expect(rows.map((row) => row.id)).toEqual([id]);
  });

  it('that could not open everything, as on a full disk, leaves nothing open: the next attempt works', async () => {
    await work();
    await closeAll();
    const real = indexedDB.open.bind(indexedDB);
    const full = vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
      if (!name.includes('-audit')) return real(name, version);
      const request = {} as IDBOpenDBRequest;
      setTimeout(() => {
        request.onerror?.({ target: request } as unknown as Event);
      });
      return request;
    });
    expect(await attempt(PASSWORD)).toMatchObject({ ok: false, trouble: { kind: 'store' } });
    full.mockRestore();
    expect(terminal.troubles.splice(0)).not.toEqual([]);
    await aFindingIn(await work());
  });

  it('counts wrong passwords offline and delays after five', async () => {
    await work();
    await closeAll();
    network.up = false;
    const tries = [];
    for (let count = 0; count < 5; count += 1) tries.push(await attempt('falsch'));
    expect(tries.slice(0, 4)).toEqual(
      [4, 3, 2, 1].map((triesLeft) => ({ ok: false, trouble: { kind: 'wrong', triesLeft, isOffline: true } })),
    );
    expect(tries[4]).toMatchObject({ trouble: { kind: 'locked' } });
    expect(await attempt(PASSWORD)).toMatchObject({ trouble: { kind: 'locked' } });
    wallMs += 15 * 60_000 + 1;
    expect((await work()).offlineSignIn).toBe(true);
  });

  it('ends offline sign-in with the days of the policy, and turning back the clock buys none', async () => {
    await work();
    await closeAll();
    network.up = false;
    wallMs += 29 * 86_400_000;
    await work();
    await closeAll();
    wallMs += 2 * 86_400_000;
    expect(await attempt(PASSWORD)).toEqual({ ok: false, trouble: { kind: 'offlineOver', days: 30 } });
    wallMs -= 20 * 86_400_000;
    expect(await attempt(PASSWORD)).toEqual({ ok: false, trouble: { kind: 'offlineOver', days: 30 } });
  });

  it.each([10, -5])('counts the days of a clock %i years out, and of one put right since', async (years) => {
    const out = years * 365 * 86_400_000;
    wallMs += out;
    await work();
    await closeAll();
    network.up = false;
    wallMs += 29 * 86_400_000;
    await work();
    await closeAll();
    wallMs -= out;
    await work();
    await closeAll();
    wallMs += 2 * 86_400_000;
    expect(await attempt(PASSWORD)).toEqual({ ok: false, trouble: { kind: 'offlineOver', days: 30 } });
  });

  it('passes on what the server says of a wrong password', async () => {
    expect(await attempt('falsch')).toEqual({ ok: false, trouble: { kind: 'wrong', triesLeft: 3 } });
  });

  it('offers the account afterwards by name and post, with what is unsent', async () => {
    const workstation = await work();
    network.up = false;
    network.wake();
    await aFindingIn(workstation);
    await closeAll();
    expect(await terminal.desk.known()).toEqual([
      { account: user.account, displayName: user.displayName, post: '网格员', offlineDaysLeft: 30, unsent: 1 },
    ]);
  });

  it('leaves nothing of a finding readable on the disk', async () => {
    const workstation = await work();
    await aFindingIn(workstation);
    await closeAll();
    const text = await allPlainText();
    for (const secret of ['井盖松动', '上港小区', PASSWORD, user.id]) expect(text).not.toContain(secret);
  });
});

describe('a password changed on the server', () => {
  beforeEach(async () => {
    const workstation = await work();
    network.up = false;
    network.wake();
    await aFindingIn(workstation);
    await closeAll();
    network.up = true;
    network.passwords.set(user.account, { user, password: 'neu-neu-neu' });
  });

  it('says that the store is still sealed with the old one and wipes nothing', async () => {
    const outcome = await attempt('neu-neu-neu');
    expect(outcome).toMatchObject({ ok: false, trouble: { kind: 'store', trouble: { code: 'password-changed' } } });
    expect((await terminal.desk.known())[0]?.unsent).toBe(1);
  });

  it('opens with the old password once and with the new one from then on', async () => {
    const workstation = await work('neu-neu-neu', { oldPassword: PASSWORD });
    expect(await once(workstation.cases.open, (rows) => rows.length === 1)).toHaveLength(1);
    await closeAll();
    network.up = false;
    expect((await work('neu-neu-neu')).offlineSignIn).toBe(true);
  });

  it('begins a new store and keeps the old one sealed aside when the old password is lost', async () => {
    const before = (await indexedDB.databases()).length;
    const workstation = await work('neu-neu-neu', { setAside: true });
    expect(await once(workstation.cases.open, () => true)).toEqual([]);
    expect((await indexedDB.databases()).length).toBeGreaterThan(before);
  });
});

describe('a keystore that is shut', () => {
  const isNamed = async (...given: Parameters<typeof attempt>): Promise<void> => {
    expect(await attempt(...given)).toMatchObject({
      ok: false,
      trouble: { kind: 'store', trouble: { code: 'keystore' } },
    });
    expect(terminal.troubles.splice(0)).toEqual([expect.stringContaining('KeystoreTrouble')]);
  };
  const isAllThere = async (): Promise<void> => {
    isKeystoreShut = false;
    const workstation = await work();
    expect(await once(workstation.cases.open, (rows) => rows.length === 1)).toHaveLength(1);
  };
  beforeEach(async () => {
    const workstation = await work();
    network.up = false;
    network.wake();
    await aFindingIn(workstation);
    await closeAll();
    isKeystoreShut = true;
  });

  it('is no wrong password: none is counted, and the password opens as soon as it is back', async () => {
    for (let count = 0; count < 6; count += 1) await isNamed(PASSWORD);
    await isAllThere();
  });

  it('is no changed password where the centre answers, and nothing is set aside for it', async () => {
    network.up = true;
    await isNamed(PASSWORD);
    await isNamed(PASSWORD, { oldPassword: PASSWORD });
    await isNamed(PASSWORD, { setAside: true });
    await isAllThere();
  });
});
