// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RefusedWrite, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
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
  why: '改后的位置不在你的范围内',
  fix: '换一个位置，或请街道受理员办理。',
  submitted: [['位置', '招远路 88号门前']],
};

function show() {
  const sync = {
    resend: vi.fn().mockResolvedValue({ ok: true, value: undefined }),
    discard: vi.fn().mockResolvedValue(undefined),
  };
  const audit = vi.fn().mockResolvedValue(undefined);
  const onOpenSubject = vi.fn();
  render(
    <WorkstationProvider workstation={{ sync, audit } as unknown as Workstation}>
      <Shortcuts>
        <RefusedDesk refused={[refused]} nowMs={Date.parse('2026-11-20T02:00:00.000Z')} onOpenSubject={onOpenSubject} />
      </Shortcuts>
    </WorkstationProvider>,
  );
  return { sync, audit, onOpenSubject };
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
    expect(screen.getByText('改后的位置不在你的范围内。')).toBeTruthy();
    expect(screen.getByText('换一个位置，或请街道受理员办理。')).toBeTruthy();
    expect(screen.getByText('招远路 88号门前')).toBeTruthy();
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

  it('is given up only after naming what is lost, and that is put on record', async () => {
    const { sync, audit } = show();
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
    expect(audit).toHaveBeenCalledWith('discard', refused.subject);
  });
});
