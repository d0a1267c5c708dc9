import { describe, expect, it } from 'vitest';
import type { SyncStatus } from '../data/api.ts';
import { cell } from '../data/live.ts';
import { backWords, tellConnection } from './connection-story.ts';

const status = (online: boolean, queued: number, since = '2026-11-20T01:18:00.000Z', refused = 0): SyncStatus => ({
  online,
  since,
  counts: { written: 9, delivered: 9 - queued - refused, queued, refused, photosQueued: 0, earlier: 0 },
  firstPull: { done: true, kinds: [], secondsLeft: null },
  leader: true,
  halted: null,
  lastContactAt: since,
});

describe('what is told of the connection', () => {
  it('is nothing while all is well', () => {
    const live = cell(status(true, 0));
    const told = tellConnection(live);
    told.subscribe(() => undefined);
    live.set(status(true, 3));
    expect(told.get()).toEqual({ kind: 'steady' });
  });

  it('is offline with the count, then the return until everything is sent and the person reads on', () => {
    const live = cell(status(false, 1));
    const told = tellConnection(live);
    told.subscribe(() => undefined);
    expect(told.get()).toMatchObject({ kind: 'offline', waiting: 1 });
    live.set(status(false, 4));
    expect(told.get()).toMatchObject({ kind: 'offline', waiting: 4 });
    live.set(status(true, 4, '2026-11-20T01:52:00.000Z'));
    expect(told.get()).toMatchObject({ kind: 'back', waiting: 4, sentWhile: 4 });
    told.readOn();
    expect(told.get()).toMatchObject({ kind: 'back' });
    live.set(status(true, 0, '2026-11-20T01:52:00.000Z'));
    expect(told.get()).toMatchObject({ kind: 'back', at: '2026-11-20T01:52:00.000Z', waiting: 0, sentWhile: 4 });
    told.readOn();
    expect(told.get()).toEqual({ kind: 'steady' });
  });

  it('takes nothing for delivered that came back', () => {
    const since = '2026-11-20T01:52:00.000Z';
    const live = cell(status(false, 4, since, 1));
    const told = tellConnection(live);
    told.subscribe(() => undefined);
    live.set(status(true, 2, since, 2));
    live.set(status(true, 0, since, 3));
    const story = told.get();
    expect(story).toMatchObject({ kind: 'back', waiting: 0, sentWhile: 4, returned: 2 });
    if (story?.kind !== 'back') throw new Error('it is back');
    expect(backWords(story)).toBe('已恢复联机，待送 4 条：送达 2 条，被退回 2 条');
    expect(backWords({ ...story, returned: 4 })).toBe('已恢复联机，待送 4 条：被退回 4 条');
    expect(backWords({ ...story, returned: 0 })).toBe('已恢复联机，待送 4 条全部送达');
  });

  it('is no news any more once the next act is written', () => {
    const live = cell(status(false, 1));
    const told = tellConnection(live);
    told.subscribe(() => undefined);
    live.set(status(true, 1));
    live.set(status(true, 0));
    expect(told.get()).toMatchObject({ kind: 'back', waiting: 0 });
    live.set(status(true, 1));
    expect(told.get()).toEqual({ kind: 'steady' });
  });
});
