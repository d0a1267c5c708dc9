// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { JSX } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { actorOf, aUlid, aUser, GRID } from '../../../shared/testing/builders.ts';
import type { RefusedWrite, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { RefusedDesk } from './refused-desk.tsx';

const refused: RefusedWrite = {
  id: 'w1',
  subject: 'case:01J00000000000000000000000',
  title: '更正 暴露垃圾',
  act: 'correct',
  writtenAt: '2026-11-20T01:22:00.000Z',
  refusedAt: '2026-11-20T01:23:00.000Z',
  code: 'after',
  why: '这个位置不在你的范围内',
  fix: '换一个位置，或请街道受理员办理。',
  submitted: [['位置', '招远路 88号门前']],
};

const person = {
  ...{ _id: 'person:1', type: 'person' as const, scope: GRID, name: '尤佩兰', class: 'resident' },
  ...{ workplace: '码头', education: '20', idNumber: '110101195001010019', phones: [{ number: '19900003316' }] },
};
const refusedEdit: RefusedWrite = {
  ...{ ...refused, id: 'w2', subject: person._id, title: '编辑 尤佩兰', act: 'change', code: 'shape' },
  ...{ why: '内容不完整或格式不对（workplace）', submitted: [['工作单位', '码头']], record: person },
  change: {
    ...{ id: aUlid(), act: 'edit', by: actorOf(aUser('gridWorker')), device: 'T', at: refused.writtenAt },
    ...{ clock: 'trusted', source: '走访', batch: aUlid() },
    fields: [
      { field: 'workplace', from: '船厂', to: '码头' },
      { field: 'education', from: '10', to: '20' },
      { field: 'idNumber', to: '110101195001010019' },
      { field: 'phones', from: [{ number: '19900007781' }], to: person.phones },
    ],
  },
};
const terms = [
  { list: 'education', code: '10', label: '研究生' },
  { list: 'education', code: '20', label: '大学' },
];

function show(write: RefusedWrite = refused) {
  const sync = {
    resend: vi.fn().mockResolvedValue({ ok: true, value: undefined }),
    reportAnew: vi.fn().mockResolvedValue({ ok: true, value: { id: 'draft:1' } }),
    discard: vi.fn().mockResolvedValue(undefined),
    receipts: () => cell([]),
  };
  const onOpenSubject = vi.fn();
  const onOpenDraft = vi.fn();
  const now = { ...person, workplace: '船坞', phones: [{ number: '19900007781' }] };
  const records = { one: () => cell(now), delivery: () => cell({ unsent: 0 }) };
  const workstation = {
    user: aUser('gridWorker'),
    sync,
    records,
    catalogs: { terms: cell(terms) },
  } as unknown as Workstation;
  const desk = (all: readonly RefusedWrite[]): JSX.Element => (
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <RefusedDesk
          refused={all}
          nowMs={Date.parse('2026-11-20T02:00:00.000Z')}
          onOpenSubject={onOpenSubject}
          onOpenDraft={onOpenDraft}
        />
      </Shortcuts>
    </WorkstationProvider>
  );
  const { rerender } = render(desk([write]));
  const becomes = (...all: readonly RefusedWrite[]): void => {
    rerender(desk(all));
  };
  return { sync, onOpenSubject, onOpenDraft, becomes };
}

describe('what the centre did not take', () => {
  beforeAll(() => {
    // jsdom knows dialogs only as boxes.
    HTMLDialogElement.prototype.showModal = function show() {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function close() {
      this.open = false;
    };
  });
  afterEach(cleanup);

  it('says why, how to mend it, and what was written', () => {
    show();
    expect(screen.getByText('这个位置不在你的范围内。')).toBeTruthy();
    expect(screen.getByText('换一个位置，或请街道受理员办理。')).toBeTruthy();
    expect(screen.getByText('招远路 88号门前')).toBeTruthy();
  });

  it('is a draft once more when it was a report, whose case is nowhere else', async () => {
    const { sync, onOpenDraft, onOpenSubject } = show({ ...refused, act: 'report' });
    expect(screen.queryByRole('button', { name: '打开这件改好重送' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '改好重新上报' }));
    await waitFor(() => {
      expect(onOpenDraft).toHaveBeenCalledWith('draft:1');
    });
    expect(sync.reportAnew).toHaveBeenCalledWith('w1');
    expect(onOpenSubject).not.toHaveBeenCalled();
  });

  it('asks for the mending first: a report goes by the key as a draft, and as it was only on purpose', async () => {
    const { sync } = show({ ...refused, act: 'report' });
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await waitFor(() => {
      expect(sync.reportAnew).toHaveBeenCalledWith('w1');
    });
    expect(sync.resend).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: '照原样再送' }));
    expect(sync.resend).toHaveBeenCalledWith('w1');
  });

  it('is sent again by one key', async () => {
    const { sync } = show();
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await waitFor(() => {
      expect(sync.resend).toHaveBeenCalledWith('w1');
    });
  });

  it('opens the case with the act that came back', () => {
    const { onOpenSubject } = show();
    fireEvent.click(screen.getByRole('button', { name: '打开这件改好重送' }));
    expect(onOpenSubject).toHaveBeenCalledWith(refused.subject, 'correct');
  });

  it('is given up only after naming what is lost', async () => {
    const { sync } = show();
    fireEvent.click(screen.getByRole('button', { name: '放弃这一条' }));
    const dialog = screen.getByRole('dialog');
    expect(dialog.textContent).toContain('位置');
    fireEvent.click(within(dialog).getByRole('button', { name: '继续留着' }));
    expect(sync.discard).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: '放弃这一条' }));
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '放弃' }));
    await waitFor(() => {
      expect(sync.discard).toHaveBeenCalledWith('w1');
    });
  });

  it('shows an edit beside what the centre has, covered, and says which field is wrong', () => {
    show(refusedEdit);
    expect(screen.getByText('内容不完整或格式不对（服务处所）。')).toBeTruthy();
    const row = screen.getByRole('row', { name: /^服务处所/ });
    expect(row.textContent).toContain('船坞');
    expect(row.textContent).toContain('要改');
    expect(screen.getByRole('row', { name: /^电话/ }).textContent).toContain('199****3316');
    expect(document.body.textContent).not.toMatch(/1990000\d{4}|110101195001010019/);
  });

  it('goes to the wrong field with E', () => {
    show(refusedEdit);
    fireEvent.keyDown(document.body, { key: 'e' });
    expect(document.activeElement?.closest('tr')?.dataset['wrong']).toBe('true');
  });

  it('sends what was amended, and nothing that was only looked at', async () => {
    const { sync } = show(refusedEdit);
    fireEvent.change(screen.getByRole('textbox', { name: /^服务处所/ }), { target: { value: ' 仓库 ' } });
    expect(screen.getByRole('row', { name: /^服务处所/ }).textContent).toContain('已改');
    fireEvent.change(screen.getByRole('combobox', { name: /^学历/ }), { target: { value: '10' } });
    fireEvent.change(screen.getByRole('combobox', { name: /^学历/ }), { target: { value: '20' } });
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await waitFor(() => {
      expect(sync.resend).toHaveBeenCalledWith('w2', { workplace: '仓库' });
    });
  });

  it('keeps in hand what is being amended when the next one comes back, and goes on to that when it is done', async () => {
    const { sync, becomes } = show(refusedEdit);
    fireEvent.change(screen.getByRole('textbox', { name: /^服务处所/ }), { target: { value: '仓库' } });
    becomes(refused, refusedEdit);
    expect(screen.getByRole('textbox', { name: /^服务处所/ })).toHaveProperty('value', '仓库');
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await waitFor(() => {
      expect(sync.resend).toHaveBeenCalledExactlyOnceWith('w2', { workplace: '仓库' });
    });
    becomes(refused);
    expect(screen.getByRole('heading', { name: /更正 暴露垃圾/ })).toBeTruthy();
  });

  it('has what was amended when one comes back to it, and forgets it once it is sent', async () => {
    const { becomes, sync } = show(refusedEdit);
    const place = (): HTMLElement => screen.getByRole('textbox', { name: /^服务处所/ });
    fireEvent.change(place(), { target: { value: '仓库' } });
    becomes(refused);
    becomes(refusedEdit);
    expect(place()).toHaveProperty('value', '仓库');
    fireEvent.click(screen.getByRole('button', { name: /改好重送/ }));
    await waitFor(() => {
      expect(sync.resend).toHaveBeenCalledWith('w2', { workplace: '仓库' });
    });
    becomes(refused);
    becomes(refusedEdit);
    expect(place()).toHaveProperty('value', '码头');
  });

  it('opens a covered number only to type it anew', async () => {
    const { sync } = show(refusedEdit);
    fireEvent.click(within(screen.getByRole('row', { name: /^身份号/ })).getByRole('button', { name: '重填' }));
    const field = screen.getByRole('textbox', { name: /^身份号/ });
    expect((field as HTMLInputElement).value).toBe('');
    fireEvent.click(screen.getByRole('button', { name: '不改，用原来的' }));
    fireEvent.click(screen.getByRole('button', { name: /改好重送/ }));
    await waitFor(() => {
      expect(sync.resend).toHaveBeenCalledWith('w2', {});
    });
  });
});
