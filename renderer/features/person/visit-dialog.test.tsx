// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { JSX } from 'react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { ChangeSet } from '../../../shared/actions/change-set.ts';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import type { TargetDocument } from '../../../shared/domain/task.ts';
import { anId, aUser, GRID } from '../../../shared/testing/builders.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import { VisitDialog } from './visit-dialog.tsx';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

const person: PersonDocument = {
  ...{ _id: anId('person'), type: 'person', scope: GRID, schema: 1, name: '严立诚', sex: '1', idKind: '居民身份证' },
  ...{ class: 'resident', homeRoom: anId('room'), life: 'living', state: 'effective', sources: {} },
  provenance: { createdAt: '2026-11-20T01:42:00.000Z', createdBy: 's', createdDevice: 'T', source: '走访' },
};

const visit = (id: string, taskTitle: string, dueOn: string): TargetDocument =>
  ({
    ...{ _id: `target:${id}`, type: 'target', scope: GRID, state: 'effective', task: 'task:1', taskTitle, dueOn },
    ...{ taskKind: 'visit', subject: person._id, subjectName: person.name, results: [], isOpen: true },
    provenance: person.provenance,
  }) as unknown as TargetDocument;

function show(first: readonly TargetDocument[]) {
  const commit = vi.fn((_: ChangeSet) => Promise.resolve({ ok: true, value: { batch: 'b' } }));
  const workstation = {
    ...{ user: aUser('gridWorker'), terminal: 'T', records: { commit } },
    catalogs: { sources: cell([{ name: '走访', strength: 50 }]) },
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
    sync: { status: cell({ online: true }) },
  } as unknown as Workstation;
  const onDone = vi.fn();
  const onClose = vi.fn();
  const page = (targets: readonly TargetDocument[]): JSX.Element => (
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <VisitDialog person={person} targets={targets} onDone={onDone} onClose={onClose} />
      </Shortcuts>
    </WorkstationProvider>
  );
  const { rerender } = render(page(first));
  const become = (targets: readonly TargetDocument[]): void => {
    rerender(page(targets));
  };
  return { commit, onDone, onClose, become };
}
const words = (): HTMLElement => screen.getByRole('textbox', { name: /^情况/ });
const write = (text: string): void => {
  fireEvent.input(words(), { target: { value: text } });
};
const submit = (): void => {
  fireEvent.keyDown(words(), { key: 'Enter', ctrlKey: true });
};

it('records one visit, however often its keys are hit while it is being written', async () => {
  const { commit, onDone, onClose } = show([]);
  write('精神状态好');
  submit();
  submit();
  await waitFor(() => {
    expect(onClose).toHaveBeenCalled();
  });
  expect([commit, onDone, onClose].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
});

it('records at the visit it was opened for, whatever a colleague records meanwhile, and says that he did', async () => {
  const [own, later] = [visit('own', '独居老人走访', '2026-11-19'), visit('later', '冬季安全走访', '2026-12-19')];
  const { commit, onClose, become } = show([own, later]);
  write('精神状态好');
  become([{ ...own, isOpen: false }, later]);
  expect(screen.getByText(/独居老人走访 · 刚有人登记过/)).toBeTruthy();
  submit();
  await waitFor(() => {
    expect(onClose).toHaveBeenCalled();
  });
  const edited = commit.mock.calls[0]?.[0].edits.filter(({ after }) => after.type === 'target');
  expect(edited?.map(({ after }) => after._id)).toEqual([own._id]);
});

it('does not let its words go without asking', () => {
  const { onClose } = show([]);
  write('精神状态好');
  fireEvent.click(screen.getByRole('button', { name: '取消' }));
  expect(screen.getByRole('alert').textContent).toBe('放弃这次填的？');
  expect(onClose).not.toHaveBeenCalled();
});
