// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Line } from './next-version.ts';
import { Versions } from './version-tabs.tsx';

afterEach(cleanup);

it('a version published after midnight was published on that day in Shanghai', () => {
  const version = {
    _id: 'catalog:1',
    version: 3,
    validFrom: '2026-12-01',
    provenance: { createdAt: '2026-11-19T17:30:00.000Z' },
  };
  render(<Versions line={{ versions: [version] } as unknown as Line} today="2026-11-20" />);
  expect(screen.getByRole('listitem').textContent).toContain('2026-11-20 发布');
});
