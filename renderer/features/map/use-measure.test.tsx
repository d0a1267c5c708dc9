// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { JSX } from 'react';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { MeasureBar } from './measure-bar.tsx';
import { useMeasure } from './use-measure.ts';

afterEach(cleanup);

const CORNERS = [
  [0, 0],
  [0.001, 0],
  [0.001, 0.001],
] as const;

/** The map below gives points; here a button gives three. */
function Measuring(): JSX.Element {
  const measuring = useMeasure();
  return (
    <>
      <button
        type="button"
        onClick={() => {
          CORNERS.forEach(measuring.add);
        }}
      >
        三点
      </button>
      <MeasureBar measuring={measuring} />
    </>
  );
}

const press = (key: string): void => {
  fireEvent.keyDown(document.body, { key });
};

it('is done by keys alone: M, points, A, Backspace, Esc', () => {
  render(
    <Shortcuts>
      <Measuring />
    </Shortcuts>,
  );
  expect(screen.queryByRole('group', { name: '量测' })).toBeNull();
  press('m');
  expect(screen.getByRole('group', { name: '量测' })).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: '三点' }));
  const result = (): string => screen.getByRole('status').textContent;
  expect(result()).toContain('222 米');
  press('a');
  expect(result()).toContain('平方米');
  press('Backspace');
  expect(result()).toContain('至少三点');
  press('a');
  expect(result()).toContain('111 米');
  press('Escape');
  expect(screen.queryByRole('group', { name: '量测' })).toBeNull();
  press('m');
  press('m');
  expect(screen.queryByRole('group', { name: '量测' })).toBeNull();
});
