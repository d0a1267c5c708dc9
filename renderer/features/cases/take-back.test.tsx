// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Act } from '../../../shared/cases/acts.ts';
import { aCase, aFinding, anEntry, aUser } from '../../../shared/testing/builders.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts, useShortcuts } from '../../ui/shortcuts.tsx';
import { TakeBack } from './take-back.tsx';

const clerk = aUser('communityClerk');
const report = anEntry(aUser('gridWorker'), 'report', { finding: aFinding() });
const claim = anEntry(clerk, 'claim', {}, report);
const accept = anEntry(clerk, 'accept', {}, claim);
const NOW_MS = Date.parse(claim.at) + 60_000;

function Page({ onU }: { readonly onU: (() => void) | undefined }): null {
  useShortcuts(onU === undefined ? [] : [{ keys: 'U', label: '撤回派遣', group: '办理', run: onU }]);
  return null;
}

function show(user: User, document: CaseDocument, act: Act, onU?: () => void) {
  const perform = vi.fn().mockResolvedValue(true);
  const workstation = {
    user,
    clock: { nowMs: () => NOW_MS, verified: () => true, deviationMs: () => 0 },
    cases: { one: () => cell(document) },
  } as unknown as Workstation;
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <Page onU={onU} />
        <TakeBack caseId={document._id} act={act} acting={{ busyAct: undefined, result: undefined, perform }} />
      </Shortcuts>
    </WorkstationProvider>,
  );
  return perform;
}

afterEach(cleanup);

it('takes a claim back by one key, as another step of the log', () => {
  const perform = show(clerk, aCase([report, claim]), 'claim');
  fireEvent.keyDown(document.body, { key: 'u' });
  expect(perform.mock.calls[0]?.[1]).toMatchObject({ act: 'release' });
});

it('leaves the key to the case in hand where that has it for itself', () => {
  const onU = vi.fn();
  const perform = show(clerk, aCase([report, claim]), 'claim', onU);
  expect(screen.getByRole('button', { name: '撤回' })).toBeTruthy();
  fireEvent.keyDown(document.body, { key: 'u' });
  expect([onU.mock.calls.length, perform.mock.calls.length]).toEqual([1, 0]);
});

it('offers nothing once the case has gone on, nor for what nothing takes back', () => {
  show(clerk, aCase([report, claim, accept]), 'claim');
  show(clerk, aCase([report, claim, accept]), 'accept');
  expect(screen.queryByRole('button')).toBeNull();
});
