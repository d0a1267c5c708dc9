// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { ChangeSet } from '../../../shared/actions/change-set.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { TargetDocument } from '../../../shared/domain/task.ts';
import type { ListAnswer, ListAsked } from '../../../shared/stock/query.ts';
import type { TargetStock } from '../../../shared/stock/rows.ts';
import { actorOf, aUlid, aUser, GRID } from '../../../shared/testing/builders.ts';
import type { Live, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell, derived, type Cell } from '../../data/live.ts';
import { carryKept } from '../../lib/kept.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import '../../ui/testing/patience.ts';
import { TasksPage } from './tasks-page.tsx';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

const NAMES: Readonly<Record<string, string>> = { 'target:a': '严立诚', 'target:b': '尤佩兰', 'target:new': '方鹭芸' };
const row = (id: string): TargetStock => ({
  ...{ kind: 'target', id, scope: GRID, name: NAMES[id] ?? '', verifiedOn: '', issues: 0, openObjections: 0 },
  ...{ task: 'task:1', taskKind: 'visit', taskTitle: '每周走访', subject: `person:${id}`, room: '', address: '27幢' },
  ...{ dueOn: '2026-11-20', isOpen: true, outcome: '', resultAt: '', resultBy: '', proposals: 0 },
});
const document = (id: string): TargetDocument => ({
  ...{ _id: id, type: 'target', scope: GRID, schema: 1, task: 'task:1', taskKind: 'visit', taskTitle: '每周走访' },
  ...{ dueOn: '2026-11-20', subject: `person:${id}`, subjectName: NAMES[id] ?? '', isOpen: true, results: [] },
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'x', createdDevice: 'T', source: '导入' },
});

/** Targets of which every question to the list is about the same. */
function open(first: readonly string[], user = aUser('gridWorker')) {
  const ids = cell(first);
  const answers = new WeakMap<ListAsked, Live<ListAnswer>>();
  const list = (asked: ListAsked): Live<ListAnswer> => {
    const answer = (all: readonly string[]): ListAnswer => ({
      ...{ total: all.length, all: all.length, facets: {}, tookMs: 1 },
      rows: all.map(row).slice(asked.from, asked.from + asked.count),
    });
    const known = answers.get(asked) ?? derived(ids, answer);
    answers.set(asked, known);
    return known;
  };
  const commit = vi.fn((_changes: ChangeSet) => Promise.resolve({ ok: true, value: { batch: 'b' } }));
  const targets = new Map<string, Cell<TargetDocument>>();
  const one = (_type: string, id: string): Cell<TargetDocument> => {
    const known = targets.get(id) ?? cell(document(id));
    targets.set(id, known);
    return known;
  };
  const none = cell<readonly unknown[]>([]);
  const workstation = {
    user,
    terminal: 'T',
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
    stock: { list, row: () => cell(null), status: cell({ ready: true }) },
    records: { one, many: () => Promise.resolve([]), commit, whereIs: () => cell('here') },
    catalogs: { sources: cell([{ name: '走访', strength: 50 }]), tags: none, riskRules: none },
    buildings: none,
    sync: { status: cell({ online: true }) },
  } as unknown as Workstation;
  const become = (...next: readonly string[]): void => {
    act(() => {
      ids.set(next);
    });
  };
  const recordedBy = (colleague: User, id: string): void => {
    const result = { id: aUlid(), outcome: 'notMet', at: '2026-11-20T01:59:00.000Z', by: actorOf(colleague) } as const;
    act(() => {
      one('target', id).set({ ...document(id), results: [result] });
    });
  };
  return { workstation, commit, become, recordedBy };
}

/** As the address keeps it. */
function Page({ target: first }: { readonly target?: string }): ReactNode {
  const [place, setPlace] = useState<{ readonly task: string | undefined; readonly target: string | undefined }>({
    task: undefined,
    target: first,
  });
  return (
    <TasksPage
      {...place}
      onMove={(task, target) => {
        setPlace({ task, target });
      }}
      onOpen={() => undefined}
      onReportAt={() => undefined}
    />
  );
}
const show = (workstation: Workstation): void => {
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <Page />
      </Shortcuts>
    </WorkstationProvider>,
  );
};
const press = (key: string, more: object = {}): void => {
  fireEvent.keyDown(window.document.activeElement ?? window.document.body, { key, ...more });
};

it('keeps in hand whom one is recording of when another comes in above, and goes on to the next one after it', async () => {
  const { workstation, commit, become } = open(['target:a', 'target:b']);
  show(workstation);
  press('1');
  fireEvent.change(await screen.findByRole('textbox', { name: '情况' }), { target: { value: '腿脚不便' } });
  become('target:new', 'target:a', 'target:b');
  expect(screen.getByRole('textbox', { name: '情况' })).toHaveProperty('value', '腿脚不便');
  press('Enter', { ctrlKey: true });
  await waitFor(() => {
    expect(commit.mock.calls[0]?.[0].edits).toMatchObject([
      { before: { _id: 'target:a' }, after: { results: [{ outcome: 'met', words: '腿脚不便' }] } },
    ]);
  });
  expect(await screen.findByRole('complementary', { name: '尤佩兰' })).toBeTruthy();
});

it('keeps what is being recorded when a colleague records at the same door', async () => {
  const { workstation, recordedBy } = open(['target:a']);
  show(workstation);
  press('1');
  fireEvent.change(await screen.findByRole('textbox', { name: '情况' }), { target: { value: '腿脚不便' } });
  recordedBy(aUser('communityClerk'), 'target:a');
  expect(screen.getByRole('heading', { name: '经过 1' })).toBeTruthy();
  expect(screen.getByRole('textbox', { name: '情况' })).toHaveProperty('value', '腿脚不便');
});

it('has what was typed when one comes back to it, also after the window was locked, and forgets it once it is recorded', async () => {
  const worker = aUser('gridWorker');
  const before = open(['target:a', 'target:b'], worker);
  show(before.workstation);
  press('1');
  fireEvent.change(await screen.findByRole('textbox', { name: '情况' }), { target: { value: '腿脚不便' } });
  press('j');
  expect(await screen.findByRole('complementary', { name: '尤佩兰' })).toBeTruthy();
  expect(screen.getByRole('textbox', { name: '情况' })).toHaveProperty('value', '');
  cleanup();

  const after = open(['target:a', 'target:b'], worker);
  carryKept(before.workstation, after.workstation);
  show(after.workstation);
  expect(await screen.findByRole('textbox', { name: '情况' })).toHaveProperty('value', '腿脚不便');
  expect(screen.getByRole('radio', { name: /^1 / })).toHaveProperty('checked', true);
  press('Enter', { ctrlKey: true });
  expect(await screen.findByRole('complementary', { name: '尤佩兰' })).toBeTruthy();
  press('k');
  expect(await screen.findByRole('complementary', { name: '严立诚' })).toBeTruthy();
  expect(screen.getByRole('textbox', { name: '情况' })).toHaveProperty('value', '');
});
