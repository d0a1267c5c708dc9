import { afterEach, expect, it, vi } from 'vitest';
import { aUser } from '../../../shared/testing/builders.ts';
import type { Policy } from '../../../shared/sync/wire.ts';
import type { Did } from './api.ts';
import { aesGcmSealer } from '../seal/sealer.ts';
import { askOthers, openWindow, whoIsAtWork, type OpenWindow } from './between-windows.ts';

/** Node's own does not take a key, which every browser's does: the same promise within one process. */
const channels = new Set<OneChannel>();
class OneChannel {
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  readonly name: string;
  constructor(name: string) {
    this.name = name;
    channels.add(this);
  }
  postMessage(data: unknown): void {
    for (const other of channels) {
      if (other !== this && other.name === this.name) setTimeout(() => other.onmessage?.({ data }));
    }
  }
  close(): void {
    channels.delete(this);
  }
}
vi.stubGlobal('BroadcastChannel', OneChannel);

const user = aUser('gridWorker');
const who = { account: user.account, displayName: user.displayName };
const open: OpenWindow[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const aKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const keys = { mine: await aKey(), 'of another': await aKey() };

function aWindow(token: string | null, store: keyof typeof keys = 'mine', server = 'here'): OpenWindow {
  const key = keys[store];
  const hand = () => ({ keyId: 'abcd0123', key, user, policy: {} as Policy, token });
  const one = openWindow({ server, store, who, hand });
  open.push(one);
  return one;
}

it('hands the key that nobody can read out to a window of the same person, with a session where one has it', async () => {
  const offline = aWindow(null);
  aWindow('token-of-mine');
  expect(await whoIsAtWork('here')).toEqual([who]);
  const handed = await askOthers('here', user.account);
  expect([handed?.token, handed?.key.extractable]).toEqual(['token-of-mine', false]);
  expect(handed?.key.usages).toContain('decrypt');
  expect(await askOthers('here', 'somebody.else')).toBeNull();
  expect(await askOthers('elsewhere', user.account)).toBeNull();
  expect((await askOthers('here', user.account, offline.id))?.token).toBe('token-of-mine');
});

it('locks with the others, and locked neither says that it is there nor hands anything; closed it says nothing', async () => {
  const [one, other, stranger] = [aWindow('a'), aWindow('b'), aWindow('c', 'of another', 'elsewhere')];
  const heard: string[] = [];
  for (const [name, window] of Object.entries({ one, other, stranger })) {
    window.hear((did: Did) => heard.push(`${name} ${did}`));
  }
  one.tell('lock');
  expect(await whoIsAtWork('here')).toEqual([]);
  expect(await askOthers('here', user.account)).toBeNull();
  expect(await whoIsAtWork('elsewhere')).toEqual([who]);
  one.tell('unlock');
  await vi.waitFor(() => {
    expect(heard).toContain('other unlock');
  });
  expect((await askOthers('here', user.account, one.id))?.token).toBe('b');
  expect(heard).toEqual(['other lock', 'other unlock']);
  one.close();
  one.tell('out');
  expect((await askOthers('here', user.account))?.token).toBe('b');
});

it('opens for nobody who only listens: not without the key of the store, not by what was said before it was locked, not twice', async () => {
  const [one, other] = [aWindow('a'), aWindow('b')];
  const heard: string[] = [];
  other.hear((did) => heard.push(did));
  const listener = new OneChannel('ggw-windows');
  const said: { did?: string; proof?: string }[] = [];
  listener.onmessage = ({ data }) => said.push(data as never);
  const unlocks = () => said.filter(({ did }) => did === 'unlock');
  const isStillLocked = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard.at(-1)).toBe('lock');
    expect(await whoIsAtWork('here')).toEqual([]);
  };

  one.tell('lock');
  const sealed = await aesGcmSealer(await aKey(), 'abcd0123').seal('windows/mine/unlock', Date.now());
  listener.postMessage({ kind: 'did', store: 'mine', did: 'unlock' });
  listener.postMessage({ kind: 'did', store: 'mine', did: 'unlock', proof: sealed });
  await isStillLocked();

  one.tell('unlock');
  await vi.waitFor(() => {
    expect(heard.at(-1)).toBe('unlock');
  });
  one.tell('lock');
  for (const again of unlocks()) listener.postMessage(again);
  await isStillLocked();
  // Opened and locked again before it was said.
  one.tell('unlock');
  one.tell('lock');
  await isStillLocked();

  // Whoever sets the clock of the machine back has what was said to this window before, which it remembers.
  const now = vi.spyOn(Date, 'now').mockReturnValue(0);
  other.tell('lock');
  for (const again of unlocks()) listener.postMessage(again);
  await isStillLocked();
  now.mockRestore();
  listener.close();
});
