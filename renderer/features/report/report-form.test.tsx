// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { aFinding, aUser } from '../../../shared/testing/builders.ts';
import type { Draft, Outcome, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import '../../ui/testing/patience.ts';
import { ReportForm } from './report-form.tsx';

vi.mock('./place-map.tsx', () => ({ PlaceMap: () => null }));
beforeAll(() => {
  fillJsdomGaps();
});
beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const worker = aUser('gridWorker');
const [post] = worker.posts as [(typeof worker.posts)[number]];
const { category, place } = aFinding();
const begun: Draft = {
  ...{ id: 'draft:1', savedAt: '2026-11-20T01:00:00.000Z', category, place, description: '', urgent: false },
  ...{ channel: 'patrol', outcome: 'report', photos: [] },
};

function show() {
  const none = cell<readonly unknown[]>([]);
  const save = vi.fn((draft: Draft) => Promise.resolve({ ...draft, savedAt: '2026-11-20T02:00:00.000Z' }));
  const submitDraft = vi.fn((): Promise<Outcome<{ readonly caseId: string }>> => new Promise(() => undefined));
  const workstation = {
    user: worker,
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
    drafts: { all: none, save },
    cases: { open: none, submitDraft },
    catalogs: { notes: none, categories: none, duplicateRules: cell() },
    sync: { status: cell({ online: true, halted: null }), receipts: () => none, refused: none },
    controlOn: () => null,
  } as unknown as Workstation;
  const onLeave = vi.fn();
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <ReportForm
          {...{ begin: begun, beginAt: undefined, post, areas: [], buildings: [], categories: [], onLeave }}
          {...{ onOpenCase: vi.fn(), onKeep: vi.fn(), onAgain: vi.fn() }}
        />
      </Shortcuts>
    </WorkstationProvider>,
  );
  return { save, submitDraft, onLeave };
}
const words = (): HTMLElement => screen.getByRole('textbox', { name: /情况/ });
const type = (value: string): void => {
  fireEvent.change(words(), { target: { value } });
};
const press = (key: string, more: object = {}): void => {
  fireEvent.keyDown(words(), { key, ...more });
};
const full = (): Promise<never> => Promise.reject(new DOMException('full', 'QuotaExceededError'));

it.each([
  ['存草稿离开', () => fireEvent.click(screen.getByRole('button', { name: /^存草稿离开/ }))],
  [
    'Esc',
    () => {
      press('Escape');
    },
  ],
])('is left by %s only with its words on the disk, and says where they are not', async (_by, leave) => {
  const { save, onLeave } = show();
  type('占了盲道');
  save.mockImplementationOnce(full);
  leave();
  expect((await screen.findByRole('alert')).textContent).toContain('草稿没有存上');
  expect(onLeave).not.toHaveBeenCalled();
  expect(words()).toHaveProperty('value', '占了盲道');
  leave();
  await waitFor(() => {
    expect(onLeave).toHaveBeenCalledOnce();
  });
  expect(save.mock.lastCall?.[0]).toMatchObject({ description: '占了盲道' });
});

it('says after Ctrl S that it was not saved, until it is', async () => {
  const { save } = show();
  type('占了盲道');
  save.mockImplementationOnce(full);
  press('s', { ctrlKey: true });
  expect((await screen.findByRole('alert')).textContent).toContain('草稿没有存上');
  press('s', { ctrlKey: true });
  await waitFor(() => {
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

it('does not say of words that could not be saved that they are on the disk', async () => {
  const { save, submitDraft } = show();
  type('占了盲道');
  save.mockImplementationOnce(full);
  press('Enter', { ctrlKey: true });
  await waitFor(() => {
    expect(words().closest('[inert]')).toBeNull();
  });
  expect(screen.getByRole('alert').textContent).toContain('草稿没有存上');
  expect(submitDraft).not.toHaveBeenCalled();
});

it('stops at a class that was typed over and not chosen: the case would be of the one before', () => {
  const { submitDraft } = show();
  const kind = screen.getAllByRole('combobox')[0];
  if (kind === undefined) throw new Error('the form asks for a class');
  fireEvent.change(kind, { target: { value: '占道' } });
  press('Enter', { ctrlKey: true });
  expect(screen.getByRole('alert').textContent).toContain('还没选中');
  expect([document.activeElement, words().closest('[inert]')]).toEqual([kind, null]);
  expect(submitDraft).not.toHaveBeenCalled();
});

it('takes nothing more while it is handed over, and gives the hand back where that does not work', async () => {
  const { submitDraft, onLeave } = show();
  const answers: ((outcome: Outcome<{ readonly caseId: string }>) => void)[] = [];
  submitDraft.mockImplementation(
    () =>
      new Promise((resolve) => {
        answers.push(resolve);
      }),
  );
  words().focus();
  press('Enter', { ctrlKey: true });
  expect(words().closest('[inert]')).not.toBeNull();
  press('Escape');
  press('d', { ctrlKey: true });
  await waitFor(() => {
    expect(answers).toHaveLength(1);
  });
  expect(onLeave).not.toHaveBeenCalled();
  expect(screen.getByRole('radio', { name: '上报' })).toHaveProperty('checked', true);
  words().blur();
  await act(async () => {
    answers[0]?.({ ok: false, trouble: { code: 'disk-full', what: '磁盘空间不够。', safe: '', next: '' } });
    await Promise.resolve();
  });
  expect(words().closest('[inert]')).toBeNull();
  expect(document.activeElement).toBe(words());
  expect(screen.getByText('磁盘空间不够。')).toBeTruthy();
});
