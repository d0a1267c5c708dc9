import { expect, it } from 'vitest';
import { positionKeeper, type Handed } from './position-keeper.ts';

const at = (order: number): Handed => ({
  position: { seq: `s${String(order)}`, order },
  caughtUp: false,
  got: new Map([['person', order * 100]]),
});

const unexpected = (error: unknown): never => {
  throw error;
};

it('goes on with the next one where the disk would not take one', async () => {
  const remembered: string[] = [];
  const failed: unknown[] = [];
  const keeper = positionKeeper(
    () => true,
    ({ position }) =>
      position.order === 1 ? Promise.reject(new Error('full')) : Promise.resolve(void remembered.push(position.seq)),
    (error) => failed.push(error),
    new AbortController().signal,
  );
  keeper.handed(at(1));
  await keeper.rest();
  keeper.handed(at(2));
  await keeper.rest();
  expect(failed).toEqual([new Error('full')]);
  expect(remembered).toEqual(['s2']);
});

it('remembers what is written although newer batches are always under way', async () => {
  const ending = new AbortController();
  const remembered: string[] = [];
  let written = 0;
  const keeper = positionKeeper(
    (order) => order <= written,
    ({ position }) => Promise.resolve(void remembered.push(position.seq)),
    unexpected,
    ending.signal,
  );
  for (let order = 1; order <= 6; order += 1) {
    keeper.handed(at(order));
    written = order - 2;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  expect(remembered.at(-1)).toBe('s4');
  written = 6;
  await keeper.rest();
  expect(remembered.at(-1)).toBe('s6');
  expect(remembered).toEqual([...remembered].sort());
  ending.abort();
});

it('remembers nothing that is not written when it ends', async () => {
  const ending = new AbortController();
  const remembered: Handed[] = [];
  const keeper = positionKeeper(
    () => false,
    (one) => Promise.resolve(void remembered.push(one)),
    unexpected,
    ending.signal,
  );
  keeper.handed(at(1));
  ending.abort();
  await keeper.rest();
  expect(remembered).toEqual([]);
});
