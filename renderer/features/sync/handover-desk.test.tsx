// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { JSX } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { anId, aUser } from '../../../shared/testing/builders.ts';
import type { HandoverDocument } from '../../../shared/domain/handover.ts';
import { aHandover } from '../../../shared/testing/a-handover.ts';
import type { Workstation } from '../../data/api.ts';
import type { Proposal } from '../../data/handover/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { HandoverDesk } from './handover-desk.tsx';

const author = { ...aUser('gridWorker'), displayName: '李伟' };
const handover = aHandover(author, anId('person'));
const field = { from: undefined, now: '船厂', isInForce: false };
const proposal: Proposal = {
  kind: 'fields',
  fields: [
    { ...field, field: 'workplace', to: '码头' },
    { ...field, field: 'phones', now: undefined, to: [{ number: '13812345678' }] },
  ],
};

function show(isOnline = true) {
  const done = { ok: true, value: undefined };
  const handovers = {
    proposal: vi.fn().mockResolvedValue(proposal),
    adopt: vi.fn().mockResolvedValue(done),
    decline: vi.fn().mockResolvedValue(done),
  };
  const records = { one: () => cell(null), many: () => Promise.resolve([]) };
  const workstation = { handovers, records, cases: {}, catalogs: { terms: cell([]) } } as unknown as Workstation;
  const told = { subject: 'x', title: '编辑 陈芳', writtenAt: handover.at, submitted: [] };
  const outgoing = [
    { ...told, id: 'o1', receiptAt: handover.at },
    { ...told, id: 'o2' },
  ];
  const desk = (incoming: readonly HandoverDocument[]): JSX.Element => (
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <HandoverDesk
          incoming={incoming}
          outgoing={outgoing}
          isOnline={isOnline}
          isHalted={false}
          nowMs={Date.parse(handover.at) + 60_000}
          onOpenSubject={vi.fn()}
        />
      </Shortcuts>
    </WorkstationProvider>
  );
  const { rerender } = render(desk([handover]));
  const becomes = (...incoming: readonly HandoverDocument[]): void => {
    rerender(desk(incoming));
  };
  return { ...handovers, becomes };
}

describe('the tray of what was handed over', () => {
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

  it('shows what is in force beside what he wrote, numbers covered, and adopts only what is chosen', async () => {
    const handovers = show();
    expect(await screen.findByText('码头')).toBeTruthy();
    expect(screen.getByText('船厂')).toBeTruthy();
    expect(document.body.textContent).not.toContain('13812345678');
    fireEvent.click(screen.getByRole('checkbox', { name: '电话' }));
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await waitFor(() => {
      expect(handovers.adopt).toHaveBeenCalledWith(handover._id, ['workplace']);
    });
  });

  it('keeps in hand what is being looked at when another comes in above it', async () => {
    const handovers = show();
    fireEvent.click(await screen.findByRole('checkbox', { name: '电话' }));
    handovers.becomes(aHandover(author, anId('person')), handover);
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await waitFor(() => {
      expect(handovers.adopt).toHaveBeenCalledWith(handover._id, ['workplace']);
    });
  });

  it('is declined only with a reason', async () => {
    const handovers = show();
    await screen.findByText('码头');
    fireEvent.click(screen.getByRole('button', { name: /不采用/ }));
    const dialog = screen.getByRole('dialog');
    fireEvent.click(within(dialog).getByRole('button', { name: /^不采用/ }));
    expect(handovers.decline).not.toHaveBeenCalled();
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '人已搬走' } });
    fireEvent.click(within(dialog).getByRole('button', { name: /^不采用/ }));
    expect(handovers.decline).toHaveBeenCalledWith(handover._id, '人已搬走');
  });

  it('says of what I handed over whether it arrived, and not with whom; nothing goes without a network', async () => {
    const listed = () => screen.getByRole('list', { name: '我交出去的 2 条' }).textContent;
    show();
    await screen.findByText('码头');
    expect(listed()).toContain('已交给现在的责任人');
    expect(listed()).toContain('正在交给现在的责任人');
    cleanup();
    show(false);
    await screen.findByText('码头');
    expect(listed()).not.toContain('正在交给');
    expect(listed()).toContain('等联网');
  });
});
