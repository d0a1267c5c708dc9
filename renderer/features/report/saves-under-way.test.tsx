// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import type { JSX } from 'react';
import { afterEach, expect, it } from 'vitest';
import { saveBehind, useDraftsSaved } from './saves-under-way.ts';

afterEach(cleanup);

function Form(): JSX.Element {
  return <p>{useDraftsSaved() ? '可以填' : '还在存'}</p>;
}

it('a form waits for the draft that its predecessor is still saving, and one that is open stays open', async () => {
  let finish = (): void => undefined;
  const save = (): Promise<void> =>
    new Promise((resolve) => {
      finish = resolve;
    });
  saveBehind(save());
  render(<Form />);
  expect(screen.getByText('还在存')).toBeTruthy();
  finish();
  await screen.findByText('可以填');
  saveBehind(save());
  await Promise.resolve();
  expect(screen.getByText('可以填')).toBeTruthy();
  finish();
});
