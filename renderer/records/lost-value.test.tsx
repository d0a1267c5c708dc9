// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ChangeSet } from '../../shared/actions/change-set.ts';
import { actorOf, aUlid, aUser, GRID } from '../../shared/testing/builders.ts';
import type { Workstation } from '../data/api.ts';
import { WorkstationProvider } from '../data/hooks.ts';
import { cell } from '../data/live.ts';
import type { PastChange } from '../data/records/api.ts';
import { HistoryList } from './history-list.tsx';

const me = aUser('communityClerk');
const person = {
  ...{ _id: 'person:1', type: 'person', scope: GRID, name: '方鹭芸', workplace: '船厂' },
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'x', createdDevice: 'T', source: '导入' },
};
const line = (changes: Partial<PastChange>): PastChange => ({
  ...{ id: aUlid(), act: 'edit', by: actorOf(me), device: 'T', at: '2026-11-20T00:51:00.000Z', clock: 'trusted' },
  ...{ source: '走访', batch: aUlid(), fields: [], subject: person._id, delivery: 'delivered' },
  ...changes,
});
const gaveWay = line({ lost: [{ field: 'workplace', to: '码头', instead: '船厂' }] });
const decided = line({ act: 'settle', source: '冲突台', settles: gaveWay.id });

function show(history: readonly PastChange[], onDone?: () => void) {
  const commit = vi.fn((_: ChangeSet) => Promise.resolve({ ok: true, value: { batch: 'b' } }));
  const [none, record, lines] = [cell<readonly unknown[]>([]), cell(person), cell(history)];
  const records = {
    commit,
    one: () => record,
    history: () => lines,
    many: () => Promise.resolve([person]),
    of: () => none,
  };
  const workstation = {
    ...{ user: me, terminal: 'T', records, catalogs: { terms: none, sources: none, riskRules: none } },
    ...{ clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') }, sync: { status: cell({ online: true }) } },
  };
  render(
    <WorkstationProvider workstation={workstation as unknown as Workstation}>
      <HistoryList subject={person._id} onDone={onDone} />
    </WorkstationProvider>,
  );
  return commit;
}

describe('a value of the history that was decided against', () => {
  afterEach(cleanup);

  it('goes into force by 还原, as a decision that names the edit', async () => {
    const onDone = vi.fn();
    const commit = show([decided, gaveWay], onDone);
    fireEvent.click(screen.getByRole('button', { name: '还原服务处所为没有生效的 码头' }));
    await waitFor(() => {
      expect(commit.mock.calls[0]?.[0].edits).toMatchObject([
        { settles: gaveWay.id, before: person, after: { name: '方鹭芸', workplace: '码头' } },
      ]);
    });
    await waitFor(() => {
      expect(onDone).toHaveBeenCalledOnce();
    });
  });

  it('is not decided here while it waits on the desk, nor by somebody who only reads', () => {
    show([gaveWay], vi.fn());
    expect(screen.getByText(/没有生效：服务处所 码头.*在冲突台等着定/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /没有生效/ })).toBeNull();
    cleanup();
    show([decided, gaveWay]);
    expect(screen.queryByRole('button', { name: /没有生效/ })).toBeNull();
  });
});
