// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { duplicateRules } from '../../../shared/cases/likeness/duplicate-rules.ts';
import { actsFor } from '../../../shared/cases/legal-acts.ts';
import { STATE_LABELS } from '../../../shared/cases/acts.ts';
import type { ListAsked } from '../../../shared/stock/query.ts';
import { createEngine } from '../../../shared/stock/engine.ts';
import { aReportedCase, aUser } from '../../../shared/testing/builders.ts';
import { madeUpSounds } from '../../../shared/testing/made-up-sounds.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import { LikelySame } from './likely-same.tsx';
import { MergedReports } from './merged-reports.tsx';

beforeAll(() => {
  fillJsdomGaps();
  // jsdom knows dialogs only as boxes.
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
});
afterEach(cleanup);

const clerk = aUser('communityClerk');
const NOW = Date.parse('2026-11-20T02:00:00.000Z');
/** The screen over the real stock of these cases. */
function over(all: readonly CaseDocument[], child: ReactNode): void {
  const settings = { today: '2026-11-20', isDemonstration: true, tags: [], placeKinds: [], person: clerk };
  const engine = createEngine({
    settings: { ...settings, risk: { entries: [], visits: [] } },
    speller: madeUpSounds,
    nowMs: () => 0,
  });
  engine.apply(all.map((one) => [one._id, one]));
  const known = new Map<ListAsked, unknown>();
  const list = (asked: ListAsked) => {
    const live = known.get(asked) ?? cell(engine.lists.list(asked));
    known.set(asked, live);
    return live;
  };
  const workstation = {
    stock: { list },
    catalogs: { duplicateRules: cell(duplicateRules([])) },
  } as unknown as Workstation;
  render(<WorkstationProvider workstation={workstation}>{child}</WorkstationProvider>);
}

describe('并案', () => {
  it('shows on the master every report that went into it, with its place, and the way there', () => {
    const master = aReportedCase();
    const one = { ...aReportedCase(), state: 'merged', mergedInto: master._id } as CaseDocument;
    const elsewhere = { ...aReportedCase(), state: 'merged', mergedInto: 'case:other' } as CaseDocument;
    const onOpenCase = vi.fn();
    over(
      [master, one, elsewhere],
      <MergedReports caseId={master._id} into={undefined} nowMs={NOW} onOpenCase={onOpenCase} />,
    );
    expect(screen.getByText('并入的上报 1 件')).toBeTruthy();
    expect(screen.getByText(/上港小区 27幢 东侧/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^打开并入的/ }));
    expect(onOpenCase).toHaveBeenCalledWith(one._id);
  });

  it('is offered beside what may be the same, both shown, and done into the one that was compared', () => {
    const document = aReportedCase();
    const same = aReportedCase(undefined, { description: '投放点旁散落装修袋，占道' });
    const onMerge = vi.fn();
    const merge = actsFor(clerk, document, new Date(NOW).toISOString()).offered.find(({ act }) => act === 'merge');
    over(
      [document, same],
      <LikelySame
        document={document}
        nowMs={NOW}
        stateWords={(state) => STATE_LABELS[state]}
        merge={merge}
        onMerge={onMerge}
        onOpenCase={() => undefined}
      />,
    );
    fireEvent.click(screen.getByRole('button', { name: /^并排看/ }));
    expect(screen.getByRole('row', { name: /^情况 投放点旁散落装修袋 投放点旁散落装修袋，占道$/ })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^并案到/ }));
    expect(onMerge.mock.calls[0]?.[1]).toEqual({ into: same._id });
  });
});
