// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import type { JSX } from 'react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { aUser } from '../../../shared/testing/builders.ts';
import type { Draft, DraftsApi, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import '../../ui/testing/patience.ts';
import { ReportPage } from './report-page.tsx';

vi.mock('./place-map.tsx', () => ({ PlaceMap: () => null }));

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

/** A terminal whose drafts lie on its disk; `address` is that of the page. */
function aTerminal() {
  const all = cell<readonly Draft[]>([]);
  const drafts: Pick<DraftsApi, 'all' | 'create' | 'save'> = {
    all,
    create: (channel) => {
      const draft: Draft = {
        ...{ id: 'draft:1', savedAt: '2026-11-20T01:00:00.000Z', description: '', urgent: false, channel },
        ...{ outcome: 'report', photos: [] },
      };
      all.set([draft]);
      return Promise.resolve(draft);
    },
    save: (draft) => {
      const saved = { ...draft, savedAt: '2026-11-20T02:00:00.000Z' };
      all.set([saved]);
      return Promise.resolve(saved);
    },
  };
  const none = cell<readonly unknown[]>([]);
  const workstation = {
    user: aUser('gridWorker'),
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
    areas: none,
    buildings: none,
    drafts,
    cases: { open: none },
    catalogs: { notes: none, categories: none, duplicateRules: cell() },
    sync: { status: cell({ online: true, halted: null }), receipts: () => none, refused: none },
    controlOn: () => null,
  } as unknown as Workstation;
  const address = vi.fn<(draft: string) => void>();
  function Page(): JSX.Element {
    const [draftId, setDraftId] = useState<string | undefined>(address.mock.lastCall?.[0]);
    return (
      <ReportPage
        {...{ draftId, at: undefined, onLeave: vi.fn(), onOpenCase: vi.fn(), onAgain: vi.fn() }}
        onKeep={(id) => {
          address(id);
          setDraftId(id);
        }}
      />
    );
  }
  const open = (): void => {
    render(
      <WorkstationProvider workstation={workstation}>
        <Shortcuts>
          <Page />
        </Shortcuts>
      </WorkstationProvider>,
    );
  };
  return { open, address };
}
const words = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: /情况/ });

it('is the same form under the hand once its draft is on the disk, and is found again after the lock', async () => {
  const { open, address } = aTerminal();
  open();
  const field = words();
  fireEvent.change(field, { target: { value: '占了盲道' } });
  await waitFor(() => {
    expect(address).toHaveBeenCalledWith('draft:1');
  });
  expect(words()).toBe(field);
  fireEvent.change(field, { target: { value: '占了盲道，两辆' } });
  fireEvent.keyDown(field, { key: 's', ctrlKey: true });
  // The page of a locked terminal is taken down.
  cleanup();
  open();
  await waitFor(() => {
    expect(words().value).toBe('占了盲道，两辆');
  });
});
