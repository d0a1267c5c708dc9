// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ChangeSet } from '../../../shared/actions/change-set.ts';
import { actorOf, aUlid, aUser, GRID } from '../../../shared/testing/builders.ts';
import type { LostStep, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import type { Dispute, MarkedChange } from '../../data/records/api.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { ConflictDesk } from './conflict-desk.tsx';

const me = aUser('gridWorker');
const colleague = aUser('communityClerk');
const NOW = Date.parse('2026-11-20T02:00:00.000Z');
const person = {
  ...{ _id: 'person:1', type: 'person', scope: GRID, schema: 1, name: '方鹭芸', state: 'effective' },
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'x', createdDevice: 'T', source: '导入' },
  phones: [{ number: '19900005230' }],
  workplace: '船厂',
  education: '20',
  sex: '2',
};
const change = (changes: Partial<MarkedChange>): MarkedChange => ({
  ...{
    id: aUlid(),
    act: 'edit',
    by: actorOf(me),
    device: 'LJZ-0417',
    at: '2026-11-20T00:51:00.000Z',
    clock: 'trusted',
  },
  ...{ source: '电话核实', batch: aUlid(), fields: [], subject: person._id, delivery: 'delivered' },
  ...changes,
});
const theirs = change({
  ...{ by: actorOf(colleague), source: '走访', at: '2026-11-20T00:47:00.000Z' },
  fields: [
    { field: 'phones', from: [{ number: '19900007710' }], to: person.phones },
    { field: 'workplace', to: '船厂' },
    { field: 'education', to: '20' },
  ],
});
const mine = change({
  lost: [
    { field: 'phones', from: [{ number: '19900007710' }], to: [{ number: '19900005236' }], instead: person.phones },
    { field: 'workplace', to: '码头', instead: '船厂' },
  ],
  beside: ['education'],
  takenAt: '2026-11-20T01:02:00.000Z',
});
const dispute = (waitsFor: Dispute['waitsFor']): Dispute => ({
  ...{ id: mine.id, change: mine, subject: person._id, title: '居民 方鹭芸', waitsFor },
});
const step: LostStep = {
  ...{ id: 'e1', caseId: 'case:1', act: 'dispatch', at: '2026-11-20T01:30:00.000Z', why: '', fix: '' },
  ...{ title: '污水井盖异常', address: '招远路', number: undefined, state: 'pendingSign', gridCode: GRID },
  department: undefined,
  first: { act: 'dispatch', by: '柏若溪', at: '2026-11-20T01:20:00.000Z', departmentName: '道路设施养护中心' },
};

function show(disputes: readonly Dispute[], catalogue: readonly unknown[] = []) {
  const commit = vi.fn((_changes: ChangeSet) => Promise.resolve({ ok: true, value: { batch: 'b' } }));
  const seenLost = vi.fn().mockResolvedValue(undefined);
  const none = cell<readonly unknown[]>([]);
  const waiting = cell(disputes);
  const records = {
    ...{ disputes: waiting, merged: none, commit },
    one: () => cell(person),
    history: () => cell([mine, theirs]),
    many: () => Promise.resolve([person]),
    of: () => none,
    whereIs: () => cell('here'),
  };
  const workstation = {
    ...{ user: me, terminal: 'T', records, cases: { lost: cell([step]), seenLost } },
    catalogs: { terms: cell([{ list: 'sex', code: '2', label: '女性' }]), sources: cell(catalogue), riskRules: none },
    clock: { nowMs: () => NOW },
    sync: { status: cell({ online: false }) },
  };
  render(
    <WorkstationProvider workstation={workstation as unknown as Workstation}>
      <Shortcuts>
        <ConflictDesk nowMs={NOW} onOpenSubject={vi.fn()} />
      </Shortcuts>
    </WorkstationProvider>,
  );
  const becomes = (...all: readonly Dispute[]): void => {
    act(() => {
      waiting.set(all);
    });
  };
  return { commit, seenLost, becomes };
}
const committed = (commit: ReturnType<typeof show>['commit']) => commit.mock.calls[0]?.[0].edits;

describe('冲突台', () => {
  afterEach(cleanup);

  it('shows both values covered, with who, when and on what grounds, and what merged by itself', () => {
    show([dispute('author')]);
    const detail = screen.getByRole('region', { name: '居民 方鹭芸 的冲突' });
    const text = detail.textContent;
    expect(text).toContain(`${colleague.displayName} · 08:47 · 走访`);
    expect(text).toContain(`${me.displayName} · 08:51 · 电话核实`);
    expect(text).toContain('女性');
    expect(text).not.toMatch(/1990000\d{4}/);
    expect(text).toContain('3 项改动：自动合并 1，要定 2');
    expect(within(detail).getByRole('list', { name: '经过' }).textContent).toContain(
      '你 电话核实后改 2 项（当时离线）',
    );
  });

  it('is worked with 1, 2 and Ctrl Enter: the value taken goes into force, the decision names the edit', async () => {
    const { commit } = show([dispute('author')]);
    fireEvent.keyDown(document.body, { key: '2' });
    fireEvent.keyDown(document.body, { key: '1' });
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await waitFor(() => {
      expect(commit).toHaveBeenCalledOnce();
    });
    expect(committed(commit)).toMatchObject([
      { settles: mine.id, before: person, after: { phones: [{ number: '19900005236' }], workplace: '船厂' } },
    ]);
    await screen.findByText(/已存本机，联网后自动送达/);
  });

  it('keeps in hand what is being decided when another comes in above it, and goes on to that when it is decided', async () => {
    const { commit, becomes } = show([dispute('author')]);
    fireEvent.keyDown(document.body, { key: '2' });
    const newer = { ...dispute('author'), id: aUlid(), subject: 'person:2', title: '居民 贝望舒' };
    becomes(newer, dispute('author'));
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await waitFor(() => {
      expect(committed(commit)).toMatchObject([{ settles: mine.id, after: { phones: [{ number: '19900005236' }] } }]);
    });
    becomes(newer);
    expect(screen.getByRole('region', { name: '居民 贝望舒 的冲突' })).toBeTruthy();
  });

  it('says before the click that a stronger source stays and the value becomes an objection', () => {
    show(
      [dispute('author')],
      [
        { name: '导入', strength: 90 },
        { name: '电话核实', strength: 50 },
      ],
    );
    expect(screen.queryByText('中心的值，另记异议')).toBeNull();
    fireEvent.keyDown(document.body, { key: '2' });
    expect(screen.getByText('中心的值，另记异议')).toBeTruthy();
    expect(screen.getByText(/你的值记为数据异议/)).toBeTruthy();
  });

  it('confirmed as it stands leaves everything, and is said all the same', async () => {
    const { commit } = show([dispute('keeper')]);
    fireEvent.click(screen.getByRole('button', { name: /^确定/ }));
    await waitFor(() => {
      expect(committed(commit)).toEqual([{ settles: mine.id, before: person, after: person }]);
    });
  });

  it('takes all of one side at once, and lets nobody decide who may not write the record', async () => {
    const { commit } = show([dispute('author')]);
    fireEvent.click(screen.getByRole('button', { name: '都用我的' }));
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await waitFor(() => {
      expect(committed(commit)).toMatchObject([{ after: { workplace: '码头' } }]);
    });
    cleanup();
    const looking = show([dispute('nobody-here')]);
    expect(screen.getByText('范围内别人的 1')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /确定/ })).toBeNull();
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    expect(looking.commit).not.toHaveBeenCalled();
  });

  it('says what came of a step of mine that had no effect, until I have seen it', () => {
    const { seenLost } = show([]);
    expect(
      screen.getByText('这件 09:20 已由柏若溪派遣给道路设施养护中心。你的派遣没有生效，已记在经过里。'),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /知道了/ }));
    expect(seenLost).toHaveBeenCalledWith('e1');
    expect(screen.getByText('没有要定的冲突')).toBeTruthy();
  });
});
