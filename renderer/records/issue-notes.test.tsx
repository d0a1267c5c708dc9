// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { aUser } from '../../shared/testing/builders.ts';
import type { Workstation } from '../data/api.ts';
import { WorkstationProvider } from '../data/hooks.ts';
import { cell } from '../data/live.ts';
import { IssueNotes } from './issue-notes.tsx';

afterEach(cleanup);

const MISSING = '现住地没有对应的住所记录，请重新登记迁入。';

it('nobody is told to mend what may only not have come yet', () => {
  const issue = { id: 'i', rule: 'home', severity: 'error', words: MISSING, fixes: [] };
  const status = cell({ firstPull: { done: false } });
  const workstation = {
    user: aUser('gridWorker'),
    clock: { nowMs: () => Date.parse('2026-11-29T02:00:00.000Z') },
    catalogs: { tags: cell([]) },
    stock: { issuesAt: () => cell([issue]) },
    sync: { status },
  } as unknown as Workstation;
  const page = (
    <WorkstationProvider workstation={workstation}>
      <IssueNotes subject="person:1" mayFix />
    </WorkstationProvider>
  );
  const { unmount } = render(page);
  expect(screen.queryByText(MISSING)).toBeNull();
  expect(screen.getByText(/缺的可能只是还没到/)).toBeTruthy();
  unmount();
  status.set({ firstPull: { done: true } });
  render(page);
  expect(screen.getByText(MISSING)).toBeTruthy();
});
