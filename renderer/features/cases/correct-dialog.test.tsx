// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { NATIONAL_RULEBOOK } from '../../../shared/cases/rulebook.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { aCase, aFinding, anEntry, aUser } from '../../../shared/testing/builders.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import { CaseStrip } from './case-strip.tsx';
import { useActing } from './use-acting.ts';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

const clerk = aUser('communityClerk');
const report = anEntry(aUser('gridWorker'), 'report', { finding: aFinding() });
const reported = aCase([report]);
const accepted = aCase([report, anEntry(aUser('communityClerk'), 'accept', {}, report)], { _id: reported._id });
const finding = {
  ...reported.finding,
  urgent: true,
  place: { ...reported.finding.place, address: '上港小区 28幢东侧' },
};
const corrected = aCase([report, anEntry(aUser('streetClerk'), 'correct', { finding }, report)], {
  _id: reported._id,
  finding,
});

function Strip({ onDone }: { readonly onDone: () => void }): ReactNode {
  return <CaseStrip id={reported._id} acting={useActing()} onDone={onDone} onOpen={() => undefined} />;
}

function show() {
  const one = cell(reported);
  const done = vi.fn().mockResolvedValue({ ok: true, value: { entryId: 'e' } });
  const onDone = vi.fn();
  const none = cell<readonly unknown[]>([]);
  const workstation = {
    user: clerk,
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z'), verified: () => true, deviationMs: () => 0 },
    rulebooks: () => NATIONAL_RULEBOOK,
    cases: { one: () => one, open: none, act: done },
    catalogs: { departments: none, standards: none, notes: none, reasons: none, categories: none },
    buildings: none,
    sync: { status: cell({ online: true }) },
  } as unknown as Workstation;
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <Strip onDone={onDone} />
      </Shortcuts>
    </WorkstationProvider>,
  );
  const becomes = (document: CaseDocument): void => {
    act(() => {
      one.set(document);
    });
  };
  return { done, onDone, becomes };
}
const ask = (): void => {
  fireEvent.click(screen.getByRole('button', { name: /^更多/ }));
  fireEvent.click(screen.getByRole('menuitem', { name: /^更正/ }));
};
const dialog = (): HTMLElement => screen.getByRole('dialog', { name: '更正' });
const field = (name: RegExp): HTMLElement => within(dialog()).getByRole('textbox', { name });
const type = (name: RegExp, value: string): void => {
  fireEvent.change(field(name), { target: { value } });
};
const confirm = (): void => {
  fireEvent.click(within(dialog()).getByRole('button', { name: /^更正/ }));
};

it('stays open with its words when a colleague takes the case on meanwhile', () => {
  const { becomes } = show();
  ask();
  type(/^情况/, '三袋，占了盲道');
  becomes(accepted);
  expect(field(/^情况/)).toHaveProperty('value', '三袋，占了盲道');
});

it('sends what was put right, over what a colleague put right meanwhile', async () => {
  const { done, onDone, becomes } = show();
  ask();
  type(/^情况/, '三袋，占了盲道');
  becomes(corrected);
  expect(field(/^位置/)).toHaveProperty('value', '上港小区 28幢东侧');
  confirm();
  await waitFor(() => {
    expect(onDone).toHaveBeenCalledOnce();
  });
  expect(done.mock.calls[0]?.[3]).toMatchObject({
    finding: { description: '三袋，占了盲道', urgent: true, place: { address: '上港小区 28幢东侧' } },
  });
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('says in place why it was not done and keeps what was typed, also when it is closed and asked for again', async () => {
  const { done, onDone } = show();
  done.mockResolvedValueOnce({
    ok: false,
    trouble: { code: 'disk-full', what: '磁盘空间不够，这一步没有写下。', safe: '以前写的都在。', next: '清出空间。' },
  });
  ask();
  type(/^情况/, '三袋，占了盲道');
  confirm();
  expect((await within(dialog()).findByRole('alert')).textContent).toContain('磁盘空间不够');
  expect(field(/^情况/)).toHaveProperty('value', '三袋，占了盲道');
  fireEvent.click(within(dialog()).getByRole('button', { name: '取消' }));
  ask();
  expect(within(dialog()).getByText('已留着：改好的内容')).toBeTruthy();
  confirm();
  await waitFor(() => {
    expect(onDone).toHaveBeenCalledOnce();
  });
  ask();
  expect(field(/^情况/)).toHaveProperty('value', reported.finding.description);
});

it('is written once, however often it is confirmed while it is being written', () => {
  const { done } = show();
  done.mockReturnValue(new Promise(() => undefined));
  ask();
  type(/^情况/, '三袋，占了盲道');
  fireEvent.keyDown(field(/^情况/), { key: 'Enter', ctrlKey: true });
  fireEvent.keyDown(field(/^情况/), { key: 'Enter', ctrlKey: true });
  expect(done).toHaveBeenCalledOnce();
});

it('stops at what was typed and not chosen: the case would stay what it was', () => {
  const { done } = show();
  ask();
  const kind = within(dialog()).getByRole('combobox', { name: '类别' });
  fireEvent.change(kind, { target: { value: '占道' } });
  confirm();
  expect(within(dialog()).getByRole('alert').textContent).toContain('还没选中');
  expect(document.activeElement).toBe(kind);
  expect(done).not.toHaveBeenCalled();
  fireEvent.change(kind, { target: { value: '' } });
  confirm();
  expect(done).toHaveBeenCalledOnce();
});
