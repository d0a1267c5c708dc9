import { afterEach, expect, it, vi } from 'vitest';
import { cell } from '../live.ts';
import type { Contact } from './server-link.ts';
import { steadyContact } from './steady-contact.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('tells nothing of one request that failed, an absence that lasts with its beginning, and a return at once', () => {
  vi.useFakeTimers();
  const contact = cell<Contact>({ online: true, sinceMs: 0 });
  const steady = steadyContact(contact);
  const told: Contact[] = [];
  steady.contact.subscribe(() => told.push(steady.contact.get()));
  contact.set({ online: false, sinceMs: 10 });
  vi.advanceTimersByTime(300);
  contact.set({ online: true, sinceMs: 310 });
  vi.advanceTimersByTime(10_000);
  expect(told.filter(({ online }) => !online)).toEqual([]);
  contact.set({ online: false, sinceMs: 20_000 });
  vi.advanceTimersByTime(1_600);
  expect(told.at(-1)).toEqual({ online: false, sinceMs: 20_000 });
  contact.set({ online: true, sinceMs: 30_000 });
  expect(told.at(-1)).toEqual({ online: true, sinceMs: 30_000 });
  contact.set({ online: false, sinceMs: 40_000 });
  steady.close();
  vi.advanceTimersByTime(10_000);
  expect(told.at(-1)?.online).toBe(true);
});
