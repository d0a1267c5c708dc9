// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useHeldRows } from './use-held-rows.ts';

interface View {
  readonly ids: readonly string[];
  readonly current?: string;
  readonly queue?: string;
}
const held = (start: View) =>
  renderHook(({ ids, current, queue = 'dispatch' }: View) => useHeldRows(ids, (id) => id, current, queue), {
    initialProps: start,
  });

it('keeps what arrives above the hand waiting until it is asked for', () => {
  const { result, rerender } = held({ ids: ['a', 'b', 'c'], current: 'b' });
  rerender({ ids: ['new', 'a', 'b', 'c', 'below'], current: 'b' });
  expect(result.current.rows).toEqual(['a', 'b', 'c', 'below']);
  expect(result.current.heldCount).toBe(1);
  act(() => {
    result.current.release();
  });
  expect(result.current.rows).toEqual(['new', 'a', 'b', 'c', 'below']);
  expect(result.current.heldCount).toBe(0);
});

it('does not take away what was shown below once the hand moves beyond it', () => {
  const { result, rerender } = held({ ids: ['a', 'b'], current: 'a' });
  rerender({ ids: ['a', 'new', 'b'], current: 'a' });
  rerender({ ids: ['a', 'new', 'b'], current: 'b' });
  expect(result.current.rows).toEqual(['a', 'new', 'b']);
});

it('starts fresh in another queue', () => {
  const { result, rerender } = held({ ids: ['a', 'b'], current: 'b' });
  rerender({ ids: ['x', 'y', 'b'], current: 'b', queue: 'check' });
  expect(result.current.rows).toEqual(['x', 'y', 'b']);
  expect(result.current.heldCount).toBe(0);
});

it('lets rows go that are gone', () => {
  const { result, rerender } = held({ ids: ['a', 'b'], current: 'b' });
  rerender({ ids: ['b'], current: 'b' });
  expect(result.current.rows).toEqual(['b']);
});
