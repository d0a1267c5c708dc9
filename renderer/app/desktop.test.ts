import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BridgeErrorCode, Reply } from '../../shared/ipc/reply.ts';
import { KeystoreTrouble, type SecretBox } from '../data/seal/key-file.ts';
import { chooseServer, readSurroundings } from './desktop.ts';

const SECRET = Uint8Array.of(1, 2);
const given = <T>(value: T): Promise<Reply<T>> => Promise.resolve({ ok: true, value });

/** A system whose keyring is locked and unlocked while the page is open. */
let isLocked: boolean;
let box: SecretBox | null;
beforeEach(async () => {
  isLocked = true;
  const unlessLocked = <T>(value: T): Promise<Reply<T>> =>
    isLocked
      ? Promise.resolve({ ok: false, error: { code: 'keystore-unavailable', message: 'no-keystore' } })
      : given(value);
  const api = {
    app: { info: () => given({ terminalName: 'LJZ-7Q2F' }) },
    connection: { read: () => given({ server: 'https://grid.example.cn', source: 'setting' }) },
    secrets: {
      status: () => given(isLocked ? { available: false, reason: 'no-keystore' } : { available: true, store: 'dpapi' }),
      wrap: ({ secret }: { secret: Uint8Array }) => unlessLocked({ wrapped: secret.toReversed() }),
      unwrap: ({ wrapped }: { wrapped: Uint8Array }) => unlessLocked({ secret: wrapped.toReversed() }),
    },
  };
  vi.stubGlobal('window', { api });
  box = (await readSurroundings()).secretBox;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the keystore of the desktop', () => {
  it('is asked anew each time: what was locked when the page was opened is used once it is not', async () => {
    expect(await box?.wrap(SECRET)).toBeNull();
    isLocked = false;
    expect(await box?.wrap(SECRET)).toEqual(SECRET.toReversed());
    expect(await box?.unwrap(SECRET.toReversed())).toEqual(SECRET);
  });

  it('that does not open says so, with its reason', async () => {
    await expect(box?.unwrap(SECRET)).rejects.toThrow(new KeystoreTrouble('keystore-unavailable: no-keystore'));
  });
});

describe('the address of the centre', () => {
  it.each<[BridgeErrorCode, RegExp]>([
    ['bad-request', /^地址应是 https 开头/],
    ['fixed-at-start', /启动参数/],
    ['file-unwritable', /^地址没有存下：本机的设置文件写不进去/],
    ['internal', /^地址没有存下.*编号 internal/],
  ])('is not kept with %s, and says why', async (code, words) => {
    const write = (): Promise<Reply<never>> => Promise.resolve({ ok: false, error: { code, message: 'EACCES' } });
    vi.stubGlobal('window', { api: { connection: { write } } });
    expect(await chooseServer('https://grid.example.cn')).toMatch(words);
  });
});
