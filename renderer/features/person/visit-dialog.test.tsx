// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { anId, aUser, GRID } from '../../../shared/testing/builders.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
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

it('records one visit, however often its keys are hit while it is being written', async () => {
  const commit = vi.fn().mockResolvedValue({ ok: true, value: { batch: 'b' } });
  const workstation = {
    ...{ user: aUser('gridWorker'), terminal: 'T', records: { commit } },
    catalogs: { sources: cell([{ name: '走访', strength: 50 }]) },
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
    sync: { status: cell({ online: true }) },
  } as unknown as Workstation;
  const onDone = vi.fn();
  const onClose = vi.fn();
  render(
    <WorkstationProvider workstation={workstation}>
      <VisitDialog person={person} target={undefined} onDone={onDone} onClose={onClose} />
    </WorkstationProvider>,
  );
  const words = screen.getByRole('textbox', { name: /^情况/ });
  fireEvent.change(words, { target: { value: '精神状态好' } });
  fireEvent.keyDown(words, { key: 'Enter', ctrlKey: true });
  fireEvent.keyDown(words, { key: 'Enter', ctrlKey: true });
  await waitFor(() => {
    expect(onClose).toHaveBeenCalled();
  });
  expect([commit, onDone, onClose].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
});
