// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { NATIONAL_RULEBOOK } from '../../../shared/cases/rulebook.ts';
import { aCase, aFinding, anEntry, aUser, GRID } from '../../../shared/testing/builders.ts';
import type { ListAnswer, ListAsked } from '../../../shared/stock/query.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import type { Live, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { areaWords } from '../../lib/area-words.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import '../../ui/testing/patience.ts';
import { CaseDesk } from './case-desk.tsx';
import { ANY_TIME, queuesFor } from './queues.ts';

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

const clerk = aUser('communityClerk');
const documents = [1, 2].map(() => aCase([anEntry(aUser('gridWorker'), 'report', { finding: aFinding() })]));
const rowOf = (id: string): CaseStock => ({
  ...{ kind: 'case', id, scope: GRID, name: '暴露垃圾', verifiedOn: '', issues: 0, openObjections: 0, number: '' },
  ...{ state: 'reported', stage: 1, category: '', description: '', address: '招远路', building: '', point: null },
  ...{ reportedAt: '2026-11-20T01:00:00.000Z', changedAt: '2026-11-20T01:00:00.000Z', channel: 'patrol' },
  ...{ channelNumber: '', urgent: false, department: '', parts: [], reporterId: 'x', reporterName: '戚建平', due: {} },
  ...{ suspendedUntil: '', returns: 0, unsent: 0, mergedInto: '', queues: ['mine'] },
});

function show() {
  const ids = documents.map(({ _id }) => _id);
  const answers = new WeakMap<ListAsked, Live<ListAnswer>>();
  const list = (asked: ListAsked): Live<ListAnswer> => {
    const rows = ids.map(rowOf).slice(asked.from, asked.from + asked.count);
    const known = answers.get(asked) ?? cell({ total: ids.length, all: ids.length, rows, facets: {}, tookMs: 1 });
    answers.set(asked, known);
    return known;
  };
  const none = cell<readonly unknown[]>([]);
  const keepBatch = vi.fn((_batch: unknown) => Promise.resolve());
  const done = vi.fn().mockResolvedValue({ ok: true, value: { entryId: 'e' } });
  const workstation = {
    user: clerk,
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z'), verified: () => true, deviationMs: () => 0 },
    rulebooks: () => NATIONAL_RULEBOOK,
    stock: { list, ids: () => Promise.resolve(ids), status: cell({ ready: true }) },
    cases: {
      ...{ open: none, keepBatch, keptBatch: () => Promise.resolve(null), act: done, one: () => cell(null) },
      many: (asked: readonly string[]) => Promise.resolve(documents.filter(({ _id }) => asked.includes(_id))),
    },
    catalogs: { all: none, departments: none, standards: none, notes: none, reasons: none },
    sync: { status: cell({ online: true, firstPull: { done: true } }) },
  } as unknown as Workstation;
  const nothing = (): void => undefined;
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <CaseDesk
          {...{ queue: queuesFor(clerk, NATIONAL_RULEBOOK, []).all, count: ids.length, asked: ANY_TIME }}
          {...{ picked: undefined, onMove: nothing, queueChoice: undefined, isWide: false, showsPreview: false }}
          {...{ fields: [], where: [], onWhere: nothing, onSave: nothing, note: null }}
          {...{ order: { by: 'changedAt', down: false }, onOrder: nothing, group: '', onGroup: nothing, view: 'list' }}
          {...{ onView: undefined, words: { areas: areaWords([]), departments: [], stateWords: String } }}
          {...{ onOpen: nothing, onReport: undefined, onShowOnMap: nothing }}
        />
      </Shortcuts>
    </WorkstationProvider>,
  );
  return { keepBatch, done };
}

it('says of many acts that they could not be begun, and keeps what was filled in and selected', async () => {
  const { keepBatch, done } = show();
  for (const box of await screen.findAllByRole('checkbox', { name: /^选中/ })) fireEvent.click(box);
  fireEvent.keyDown(document.body, { key: 'B', shiftKey: true });
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(await within(dialog).findByRole('combobox', { name: '办什么' }), { target: { value: 'note' } });
  fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '台风后一并看' } });
  keepBatch.mockRejectedValueOnce(Object.assign(new Error('full'), { name: 'QuotaExceededError' }));
  const confirm = (): void => {
    fireEvent.click(within(dialog).getByRole('button', { name: /2 件/ }));
  };
  confirm();
  expect((await within(dialog).findByRole('alert')).textContent).toContain('磁盘空间不够');
  expect(done).not.toHaveBeenCalled();
  expect(within(dialog).getByRole('textbox')).toHaveProperty('value', '台风后一并看');
  confirm();
  await waitFor(() => {
    expect(done).toHaveBeenCalledTimes(2);
  });
  expect(screen.queryByRole('dialog')).toBeNull();
});
