// @vitest-environment jsdom
import type { JSX } from 'react';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { fireEvent } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { aCase, aFinding, anEntry, aStandard, aUser } from '../../../shared/testing/builders.ts';
import { foldLog } from '../../../shared/cases/fold.ts';
import { categoryKeyText } from '../../../shared/domain/catalog.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { ActionBar } from './action-bar.tsx';
import type { Acting } from './use-acting.ts';

const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');
const street = aUser('streetClerk');
const dispatcher = aUser('dispatcher');
const report = anEntry(worker, 'report', { finding: aFinding() });
const accept = anEntry(clerk, 'accept', {}, report);
const open = anEntry(street, 'open', { standard: aStandard }, accept);

const other = aCase([report, accept, open]);
const NEIGHBOUR = {
  id: 'case:01J0000000000000000000000B',
  state: 'pendingDispatch',
  category: categoryKeyText(other.finding.category),
  point: other.finding.place.point,
  address: '上港小区 28幢',
};

const nearby = cell([NEIGHBOUR]);

/** Just what the bar asks of the store. */
function storeOf(user: User): Workstation {
  return {
    user,
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z'), verified: () => true, deviationMs: () => 0 },
    cases: { open: nearby },
    catalogs: {
      departments: cell([
        { key: 'dept:roads', name: '道路管理所', duties: [] },
        { key: 'dept:water', name: '给排水管理所', duties: [] },
      ]),
      standards: cell([aStandard]),
      notes: cell([]),
      reasons: cell([{ code: 'r1', act: 'returnToAcceptor', label: '不属本部门职责范围' }]),
      categories: cell([]),
    },
  } as unknown as Workstation;
}

const barOf = (user: User, document: CaseDocument, acting: Acting): JSX.Element => (
  <WorkstationProvider workstation={storeOf(user)}>
    <Shortcuts>
      <ActionBar
        document={document}
        fold={foldLog(document.log)}
        acting={acting}
        proposal={null}
        onDone={() => undefined}
      />
    </Shortcuts>
  </WorkstationProvider>
);

function show(user: User, document: CaseDocument): { readonly perform: ReturnType<typeof vi.fn> } {
  const perform = vi.fn().mockResolvedValue(true);
  const acting = { busyAct: undefined, result: undefined, perform } as unknown as Acting;
  render(barOf(user, document, acting));
  return { perform };
}

const button = (name: RegExp): HTMLElement =>
  within(screen.getByRole('region', { name: '办理' })).getByRole('button', { name });

describe('the bar under a case', () => {
  beforeAll(() => {
    // jsdom knows dialogs only as boxes.
    HTMLDialogElement.prototype.showModal = function show() {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function close() {
      this.open = false;
    };
  });
  afterEach(() => {
    cleanup();
    nearby.set([NEIGHBOUR]);
  });

  it('does a plain act at one press', async () => {
    const { perform } = show(clerk, aCase([report]));
    fireEvent.click(button(/^受理/));
    await waitFor(() => {
      expect(perform).toHaveBeenCalledOnce();
    });
    expect(perform.mock.calls[0]?.[1]).toMatchObject({ act: 'accept' });
  });

  it('does not dispatch without a department, and says so at the field', () => {
    const { perform } = show(dispatcher, aCase([report, accept, open]));
    fireEvent.click(button(/^派遣/));
    expect(perform).not.toHaveBeenCalled();
    expect(screen.getByText('选一个处置部门才能派遣。')).toBeTruthy();
  });

  it('dispatches to the department chosen, by key too', async () => {
    const { perform } = show(dispatcher, aCase([report, accept, open]));
    fireEvent.change(screen.getByRole('combobox', { name: '派给' }), { target: { value: 'dept:water' } });
    expect(screen.getByText('派遣后由给排水管理所签收，签收前可以撤回。')).toBeTruthy();
    fireEvent.keyDown(document.body, { key: 'd' });
    await waitFor(() => {
      expect(perform).toHaveBeenCalledOnce();
    });
    expect(perform.mock.calls[0]?.[2]).toEqual({ department: 'dept:water', departmentName: '给排水管理所' });
  });

  it('leads to what is missing: from the list by the key of the act, and to its choice by the same key with Shift', () => {
    show(dispatcher, aCase([report, accept, open]));
    const choice = screen.getByRole('combobox', { name: '派给' });
    fireEvent.keyDown(document.body, { key: 'd' });
    expect(document.activeElement).toBe(choice);
    choice.blur();
    fireEvent.keyDown(document.body, { key: 'D', shiftKey: true });
    expect(document.activeElement).toBe(choice);
  });

  it('does what was pressed while the last act was being written, once it is', async () => {
    const document = aCase([report]);
    const bar = (acting: Acting): JSX.Element => barOf(clerk, document, acting);
    const perform = vi.fn().mockResolvedValue(true);
    const { rerender } = render(bar({ busyAct: 'claim', result: undefined, perform }));
    fireEvent.keyDown(window.document.body, { key: 'a' });
    expect(perform).not.toHaveBeenCalled();
    rerender(bar({ busyAct: undefined, result: undefined, perform }));
    await waitFor(() => {
      expect(perform).toHaveBeenCalledOnce();
    });
    expect(perform.mock.calls[0]?.[1]).toMatchObject({ act: 'accept' });
  });

  it('opens what stands under 更多 by a dot, and gives the hand back where it was', () => {
    show(dispatcher, aCase([report, accept, open]));
    button(/^退回受理/).focus();
    fireEvent.keyDown(document.body, { key: '.' });
    expect(screen.getByRole('menuitem', { name: /^联合派遣/ })).toBe(document.activeElement);
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    expect(document.activeElement).toBe(button(/^退回受理/));
  });

  it('dispatches like cases nearby in one go, the others first, and not this one where one of them cannot be', async () => {
    const document = aCase([report, accept, open]);
    const { perform } = show(dispatcher, document);
    fireEvent.click(screen.getByRole('checkbox', { name: /上港小区 28幢/ }));
    fireEvent.change(screen.getByRole('combobox', { name: '派给' }), { target: { value: 'dept:water' } });
    perform.mockResolvedValueOnce(false);
    fireEvent.click(button(/^派遣/));
    await waitFor(() => {
      expect(perform).toHaveBeenCalledOnce();
    });
    fireEvent.click(button(/^派遣/));
    await waitFor(() => {
      expect(perform).toHaveBeenCalledTimes(3);
    });
    expect(perform.mock.calls.map(([id]) => String(id))).toEqual([NEIGHBOUR.id, NEIGHBOUR.id, document._id]);
    expect(perform.mock.calls[2]?.[2]).toMatchObject({
      bundle: { cases: [document._id, NEIGHBOUR.id], standard: { id: aStandard.id } },
    });
    expect(perform.mock.calls[1]?.[2]).toEqual(perform.mock.calls[2]?.[2]);
  });

  it('leaves out of the bundle what a colleague has dispatched meanwhile', async () => {
    const { perform } = show(dispatcher, aCase([report, accept, open]));
    fireEvent.click(screen.getByRole('checkbox', { name: /上港小区 28幢/ }));
    fireEvent.change(screen.getByRole('combobox', { name: '派给' }), { target: { value: 'dept:water' } });
    act(() => {
      nearby.set([{ ...NEIGHBOUR, state: 'pendingHandling' }]);
    });
    fireEvent.click(button(/^派遣/));
    await waitFor(() => {
      expect(perform).toHaveBeenCalledOnce();
    });
    expect(perform.mock.calls[0]?.[2]).not.toHaveProperty('bundle');
    expect(perform.mock.calls[0]?.[4]).not.toContain('捆绑');
  });

  it('asks for the reason of a return in a dialog and sends nothing without one', () => {
    const { perform } = show(dispatcher, aCase([report, accept, open]));
    fireEvent.click(button(/^退回受理/));
    const dialog = screen.getByRole('dialog');
    fireEvent.click(within(dialog).getByRole('button', { name: /^退回受理/ }));
    expect(perform).not.toHaveBeenCalled();
    fireEvent.click(within(dialog).getByRole('radio', { name: '不属本部门职责范围' }));
    fireEvent.click(within(dialog).getByRole('button', { name: /^退回受理/ }));
    // A tick alone tells whoever gets it back nothing about this case.
    expect(perform).not.toHaveBeenCalled();
    fireEvent.change(within(dialog).getByLabelText(/^具体情况/), { target: { value: '是燃气公司的井盖' } });
    fireEvent.click(within(dialog).getByRole('button', { name: /^退回受理/ }));
    expect(perform.mock.calls[0]?.[2]).toEqual({
      reason: '不属本部门职责范围：是燃气公司的井盖',
      reasonCode: 'r1',
    });
  });

  it('takes a reason in one’s own words where none of the prepared ones fits', () => {
    const { perform } = show(dispatcher, aCase([report, accept, open]));
    fireEvent.click(button(/^退回受理/));
    const dialog = screen.getByRole('dialog');
    fireEvent.click(within(dialog).getByRole('radio', { name: /^其他/ }));
    fireEvent.change(within(dialog).getByLabelText(/^理由/), { target: { value: '要先和区里对权属' } });
    fireEvent.click(within(dialog).getByRole('button', { name: /^退回受理/ }));
    expect(perform.mock.calls[0]?.[2]).toEqual({ reason: '要先和区里对权属' });
  });

  it('says why nothing else may be done', () => {
    show(clerk, aCase([report]));
    expect(screen.getByText(/现在不能做：/).textContent).toContain('开始核查');
    expect(screen.queryByRole('button', { name: /^立案/ })).toBeNull();
  });
});
