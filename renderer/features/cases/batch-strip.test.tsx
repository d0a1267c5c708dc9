// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { BatchRunner, BatchState } from './batch-run.ts';
import { BatchStrip } from './batch-strip.tsx';

afterEach(cleanup);

it.each([
  [3, '已派遣 3 件。'],
  [0, '一件都没有派遣。'],
])('says of a batch of which %i were done what came of it', (done, words) => {
  const refusals = [{ why: '已被认领', cases: [{ id: 'case:1', name: '1128-00063' }] }];
  const state: BatchState = { kind: 'ended', label: '派遣', done, refusals, untried: 0 };
  const runner = { get: () => state, subscribe: () => () => undefined } as unknown as BatchRunner;
  render(<BatchStrip runner={runner} />);
  expect(screen.getByRole('status').textContent).toMatch(new RegExp(`^${words}下面这些没有办成`));
});
