// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { NATIONAL_RULEBOOK } from '../../../shared/cases/rulebook.ts';
import { aUser, GRID } from '../../../shared/testing/builders.ts';
import type { CaseRow, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import { DeskPage } from './desk-page.tsx';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

const department = aUser('department');
const waiting = (id: string, address: string, dueAt: string): CaseRow => ({
  ...{ id, address, number: undefined, state: 'pendingSign', stage: 4, category: '', categoryName: '暴露垃圾' },
  ...{ description: '', point: [121.5, 31.2], gridCode: GRID, channel: 'patrol', urgent: false },
  ...{ department: department.posts[0]?.department, reporterId: 'staff:x', reporterName: '戚建平' },
  ...{ reportedAt: '2026-11-20T01:00:00.000Z', changedAt: '2026-11-20T01:00:00.000Z', due: { dueAt } },
  ...{ suspendedUntil: undefined, returns: 0, round: 0, photoCount: 0, unsent: 0, refused: false },
});
const read = waiting('case:read', '招远路 88号', '2026-11-23T02:00:00.000Z');
const other = waiting('case:other', '招远路 90号', '2026-11-23T03:00:00.000Z');
const newcomer = waiting('case:newcomer', '上港小区 27幢', '2026-11-23T01:00:00.000Z');

function show(first: readonly CaseRow[]) {
  const open = cell(first);
  const done = vi.fn().mockResolvedValue({ ok: true, value: { entryId: 'e' } });
  const none = cell<readonly unknown[]>([]);
  const workstation = {
    user: department,
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
    rulebooks: () => NATIONAL_RULEBOOK,
    cases: { open, act: done, lost: none },
    drafts: { all: none },
    areas: none,
    catalogs: { all: none, departments: none },
    sync: { status: cell({ online: true, firstPull: { done: true }, lastContactAt: null }), refused: none },
    stock: { status: cell({ ready: true, checked: true }) },
  } as unknown as Workstation;
  const nothing = (): void => undefined;
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <DeskPage
          {...{ onReport: nothing, canReport: false, onOpenDraft: nothing, onOpenCase: nothing, onOpenQueue: nothing }}
          {...{ onOpenRefused: nothing, onOpenRecord: nothing, onOpenStock: nothing, onOpenIssues: nothing }}
          onOpenTasks={nothing}
        />
      </Shortcuts>
    </WorkstationProvider>,
  );
  const becomes = (...rows: readonly CaseRow[]): void => {
    act(() => {
      open.set(rows);
    });
  };
  return { done, becomes };
}
const inHand = (): string | undefined => document.querySelector('[data-current]')?.textContent;

it('acts on the one that was in hand, not on what came in above it', () => {
  const { done, becomes } = show([read, other]);
  expect(inHand()).toContain('招远路 88号');
  becomes(newcomer, read, other);
  expect(screen.getByRole('row', { name: /上港小区 27幢/ })).toBeTruthy();
  expect(inHand()).toContain('招远路 88号');
  fireEvent.keyDown(document.body, { key: 's' });
  expect(done.mock.calls.map(([id]) => String(id))).toEqual([read.id]);
});

it('goes on to the one at its place when the one in hand has gone', () => {
  const { becomes } = show([read, other]);
  becomes(newcomer, read, other);
  becomes(newcomer, other);
  expect(inHand()).toContain('招远路 90号');
});

it('is worked on by keys after an act by its button, which goes with its row', () => {
  const { done, becomes } = show([read, other]);
  const button = document.querySelector<HTMLElement>('[role="row"] button');
  button?.focus();
  fireEvent.click(button ?? document.body);
  expect(done).toHaveBeenCalledOnce();
  becomes(other);
  expect(document.activeElement?.getAttribute('role')).toBe('grid');
});
