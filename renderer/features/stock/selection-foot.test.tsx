// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { aUser, GRID } from '../../../shared/testing/builders.ts';
import type { PersonStock } from '../../../shared/stock/rows.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import '../../ui/testing/patience.ts';
import { listKinds } from './list-kinds.ts';
import { SelectionFoot } from './selection-foot.tsx';
import { stockWords } from './stock-words.ts';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

const row = (id: string, life: string): PersonStock =>
  ({ kind: 'person', id, scope: GRID, name: '颜立超', room: 'room:1', life, tags: [] }) as unknown as PersonStock;

it('leaves ticked what could not be done', async () => {
  const [people] = listKinds([], true);
  if (people === undefined) throw new Error('assumed: the first list is that of the residents');
  const none = cell<readonly never[]>([]);
  const workstation = {
    user: aUser('communityClerk'),
    terminal: 'T',
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
    catalogs: { sources: none },
    sync: { status: cell({ online: true }) },
    stock: { rows: () => Promise.resolve([row('person:1', 'living'), row('person:2', 'dead')]) },
    records: { commit: () => Promise.resolve({ ok: true, value: { batch: 'B1' } }), whereIs: () => cell('here') },
  } as unknown as Workstation;
  const set = vi.fn<(ids: ReadonlySet<string>) => void>();
  const forList = { selected: new Set<string>(), onToggle: vi.fn(), onRange: vi.fn(), onAll: vi.fn() };
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <SelectionFoot
          {...{ list: people, where: [], text: '', total: 2, scopeWords: '', current: undefined }}
          words={stockWords({ areas: [], tags: [], placeKinds: [], ledgers: [] })}
          selection={{ ids: new Set(['person:1', 'person:2']), set, forList: forList as never }}
        />
      </Shortcuts>
    </WorkstationProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: '派走访、检查' }));
  await screen.findByText('可办 1，不能 1（1 个已故）');
  const title = screen.getByRole('textbox', { name: /^任务名称/ });
  fireEvent.change(title, { target: { value: '冬季走访' } });
  fireEvent.keyDown(title, { key: 'Enter', ctrlKey: true });
  await waitFor(() => {
    expect(set).toHaveBeenCalledWith(new Set(['person:2']));
  });
});
