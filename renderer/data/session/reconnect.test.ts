import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { VERSION_WORDS, type SessionResponse } from '../../../shared/sync/wire.ts';
import { anchoredClock } from '../clock.ts';
import { Refused, serverLink, Unreachable } from '../sync/server-link.ts';
import { reconnect } from './reconnect.ts';
import { NeedsPassword } from './session-from-others.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('goes on asking a centre of another version, so that what waits goes by itself once the centre has moved', async () => {
  const clock = anchoredClock({ wallMs: () => Date.now(), steadyMs: () => performance.now() }, null);
  const link = serverLink('http://double', () => Promise.reject(new TypeError('not asked')), clock);
  let isOlder = true;
  const session = { token: 'new' } as SessionResponse;
  const ask = vi.fn(() =>
    isOlder
      ? Promise.reject(new Refused(426, { error: 'too-new', reason: '', version: 'tooNew' }, '/'))
      : Promise.resolve(session),
  );
  const heard = vi.fn(() => Promise.resolve());
  const ending = new AbortController();
  const running = reconnect(ask, heard, link, ending.signal, vi.fn());
  await vi.advanceTimersByTimeAsync(0);
  expect(link.halted.get()).toBe(VERSION_WORDS.tooNew);
  isOlder = false;
  await vi.advanceTimersByTimeAsync(60_000);
  await running;
  expect(heard).toHaveBeenCalledWith(session);
  expect(ask).toHaveBeenCalledTimes(2);
});

it('asks for the password where the centre is there and no other window has a session, and not before', async () => {
  const clock = anchoredClock({ wallMs: () => Date.now(), steadyMs: () => performance.now() }, null);
  const link = serverLink('http://double', () => Promise.reject(new TypeError('not asked')), clock);
  let isThere = false;
  const ask = vi.fn(() => Promise.reject(isThere ? new NeedsPassword() : new Unreachable('away')));
  const { signal } = new AbortController();
  const running = reconnect(ask, vi.fn(), link, signal, vi.fn());
  await vi.advanceTimersByTimeAsync(3_000);
  expect([link.halted.get(), ask.mock.calls.length]).toEqual([null, 2]);
  isThere = true;
  await vi.advanceTimersByTimeAsync(3_000);
  await running;
  expect(link.halted.get()).toContain('输入密码');
});

it('does not begin session after session where the answer cannot be noted down, and says so', async () => {
  const clock = anchoredClock({ wallMs: () => Date.now(), steadyMs: () => performance.now() }, null);
  const link = serverLink('http://double', () => Promise.reject(new TypeError('not asked')), clock);
  const ask = vi.fn(() => Promise.resolve({ token: 'new' } as SessionResponse));
  const full = new DOMException('full', 'QuotaExceededError');
  const onTrouble = vi.fn();
  const { signal } = new AbortController();
  void reconnect(ask, () => Promise.reject(full), link, signal, onTrouble);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledOnce();
  expect(onTrouble).toHaveBeenCalledExactlyOnceWith('reconnecting', full);
  expect(link.halted.get()).toContain('没能记下来');
});
