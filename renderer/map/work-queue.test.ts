import { beforeEach, expect, it, vi } from 'vitest';
import { createWorkQueue } from './work-queue.ts';

/** Tasks in the order they were asked for, run by hand. */
const tasks: { readonly run: () => void; readonly signal: AbortSignal }[] = [];
const runTask = (): void => {
  const task = tasks.shift();
  if (task?.signal.aborted === false) task.run();
};

beforeEach(() => {
  tasks.length = 0;
  vi.stubGlobal('scheduler', {
    postTask: (run: () => void, { signal }: { readonly signal: AbortSignal }) => {
      tasks.push({ run, signal });
      return Promise.resolve();
    },
  });
});

function aQueue(takeMs: number) {
  const done: string[] = [];
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const work = (name: string) => () => {
    done.push(name);
    nowMs += takeMs;
  };
  const works = { marks: work('marks'), shapes: work('shapes'), names: work('names') };
  return { done, queue: createWorkQueue(works, ['names'], () => undefined) };
}

it('does what was asked for several times once, and the last ones after all others', () => {
  const { done, queue } = aQueue(1);
  queue.ask('shapes');
  queue.ask('marks');
  queue.ask('shapes');
  expect(queue.isWaiting()).toBe(true);
  runTask();
  expect(done).toEqual(['shapes', 'marks', 'names']);
  expect(queue.isWaiting()).toBe(false);
  expect(tasks).toHaveLength(0);
});

it('lets others in when a task has had its time, and drops what is called off', () => {
  const { done, queue } = aQueue(20);
  queue.ask('marks', 'shapes');
  runTask();
  expect(done).toEqual(['marks']);
  runTask();
  expect(done).toEqual(['marks', 'shapes']);
  queue.stop();
  runTask();
  expect(done).toEqual(['marks', 'shapes']);
});
