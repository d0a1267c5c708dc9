import { expect, it } from 'vitest';
import { recorder } from './put-on-record.ts';

it('owes what a full disk does not take, in order and with its own time; what is not on record is not revealed', async () => {
  const written: string[] = [];
  const said: string[] = [];
  let isFull = false;
  let nowMs = Date.parse('2026-11-20T02:00:00.000Z');
  const chain = {
    append: (act: string, object = '', _reason?: string, when?: { readonly at: string }): Promise<void> => {
      if (isFull) return Promise.reject(new DOMException('full', 'QuotaExceededError'));
      written.push(`${act} ${object} ${when?.at.slice(11, 16) ?? ''}`);
      return Promise.resolve();
    },
  };
  const clock = { nowMs: () => nowMs, verified: () => true, lastContactMs: () => null, deviationMs: () => 0 };
  const record = recorder(
    chain,
    clock,
    () => undefined,
    (what) => said.push(what),
  );
  await record.put('view', 'a');
  isFull = true;
  nowMs += 60_000;
  await record.put('view', 'b');
  await expect(record.put('reveal', 'b', '核对')).rejects.toThrow('full');
  nowMs += 60_000;
  await record.put('lock');
  await record.settle();
  expect([written, said.length]).toEqual([['view a 02:00'], 3]);
  isFull = false;
  nowMs += 60_000;
  await record.put('unlock');
  await record.settle();
  expect(written).toEqual(['view a 02:00', 'view b 02:01', 'lock  02:02', 'unlock  02:03']);
});
