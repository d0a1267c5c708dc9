// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { NATIONAL_RULEBOOK } from '../../../shared/cases/rulebook.ts';
import type { TargetStock } from '../../../shared/stock/rows.ts';
import { aUser, GRID } from '../../../shared/testing/builders.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { TaskLines } from './task-lines.tsx';

afterEach(cleanup);

const visited = (resultAt: string): TargetStock => ({
  ...{ kind: 'target', id: resultAt, scope: GRID, name: '严立诚', verifiedOn: '', issues: 0, openObjections: 0 },
  ...{ task: 'task:1', taskKind: 'visit', taskTitle: '每周走访', subject: 'person:1', room: '', address: '27幢' },
  ...{ dueOn: '2026-11-20', isOpen: false, outcome: 'met', resultAt, resultBy: '戚建平', proposals: 0 },
});

it.each([
  ['2026-11-16T23:30:00.000Z', '11-17 已见面'],
  ['2025-11-16T23:30:00.000Z', '2025-11-17 已见面'],
])('says of a visit at %s the day it was here: %s', (resultAt, words) => {
  const workstation = {
    user: aUser('gridWorker'),
    stock: { list: () => cell({ total: 0, rows: [] }) },
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
    rulebooks: () => NATIONAL_RULEBOOK,
    catalogs: { all: cell([]) },
  } as unknown as Workstation;
  render(
    <WorkstationProvider workstation={workstation}>
      <TaskLines
        {...{ building: 'building:1', targets: [visited(resultAt)], today: '2026-11-20', onOpen: () => undefined }}
      />
    </WorkstationProvider>,
  );
  expect(screen.getByText(words)).toBeTruthy();
});
