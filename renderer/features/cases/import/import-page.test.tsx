// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { duplicateRules } from '../../../../shared/cases/likeness/duplicate-rules.ts';
import { NATIONAL_RULEBOOK } from '../../../../shared/cases/rulebook.ts';
import { aUser, GRID } from '../../../../shared/testing/builders.ts';
import type { Workstation } from '../../../data/api.ts';
import { WorkstationProvider } from '../../../data/hooks.ts';
import { cell } from '../../../data/live.ts';
import { carryKept, halfMadeIn } from '../../../lib/kept.ts';
import { Shortcuts } from '../../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../../ui/testing/jsdom-gaps.ts';
import '../../../ui/testing/patience.ts';
import { ImportPage } from './import-page.tsx';
import { openImportOf } from './open-import.ts';

beforeAll(() => {
  fillJsdomGaps();
});
beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const clerk = aUser('streetClerk');
const HEADINGS = ['编号', '内容', '类别', '地址', '经度', '纬度'];
const demand = (number: string): readonly (string | number)[] => [
  ...[number, '北门外装修垃圾堆了三天', '暴露垃圾', '上港小区2号楼东侧', 121.508, 31.238],
];
const SHEET = { name: '工单', rows: [HEADINGS, demand('20261129001'), demand('20261129002')] };
const corner = (lon: number, lat: number): [number, number] => [121.508 + lon, 31.238 + lat];
const polygon = {
  type: 'Polygon',
  coordinates: [
    [corner(-0.01, -0.01), corner(0.01, -0.01), corner(0.01, 0.01), corner(-0.01, 0.01), corner(-0.01, -0.01)],
  ],
};

/** A terminal with the file opened in it, its second row left out. */
function aTerminal(user = clerk) {
  const kept: { import: unknown } = { import: null };
  const keepImport = vi.fn((next: unknown) => {
    kept.import = next;
    return Promise.resolve();
  });
  const takeIn = vi.fn().mockResolvedValue({ ok: true, value: {} });
  const category = { standard: 'GB/T 47678.5-2026', kind: 'matter', code: '06010', name: '暴露垃圾' };
  const workstation = {
    user,
    clock: { nowMs: () => Date.parse('2026-11-29T02:00:00.000Z') },
    rulebooks: () => NATIONAL_RULEBOOK,
    areas: cell([{ kind: 'grid', code: GRID, name: '上港第一 01', polygon }]),
    buildings: cell([]),
    cases: {
      open: cell([]),
      many: () => Promise.resolve([]),
      keptImport: () => Promise.resolve(kept.import),
      keepImport,
      takeIn,
    },
    catalogs: {
      all: cell([]),
      categories: cell([{ ...category, classCode: '06', className: '市容环境类' }]),
      duplicateRules: cell(duplicateRules([])),
    },
    sync: { status: cell({ firstPull: { done: true } }) },
    stock: { ids: () => Promise.resolve([]), rows: () => Promise.resolve([]) },
    controlOn: () => null,
  } as unknown as Workstation;
  return { workstation, keepImport, takeIn };
}
const openIn = (workstation: Workstation): void => {
  const decisions = new Map([[3, { kind: 'leave' as const }]]);
  openImportOf(workstation).set({ name: '12345.xlsx', sheets: [SHEET], sheetAt: 0, decisions, amendments: new Map() });
};
const show = (workstation: Workstation): void => {
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <ImportPage scope="陆家嘴街道" onBack={() => undefined} onOpenCase={() => undefined} />
      </Shortcuts>
    </WorkstationProvider>,
  );
};

it('says that a file could not be taken in, and keeps it with what was said of its rows', async () => {
  const { workstation, keepImport, takeIn } = aTerminal();
  openIn(workstation);
  expect(halfMadeIn(workstation)).toEqual(['1 行导入前定下的内容']);
  show(workstation);
  const start = await screen.findByRole('button', { name: /^收下 1 件/ });
  keepImport.mockRejectedValueOnce(Object.assign(new Error('full'), { name: 'QuotaExceededError' }));
  fireEvent.click(start);
  expect((await screen.findByRole('alert')).textContent).toContain('磁盘空间不够');
  expect(takeIn).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: /^收下 1 件/ }));
  await waitFor(() => {
    expect(takeIn).toHaveBeenCalledOnce();
  });
  expect(await screen.findByRole('button', { name: /^知道了/ })).toBeTruthy();
});

it('is still open after the window was locked, for its person alone', async () => {
  const before = aTerminal().workstation;
  openIn(before);
  const [own, another] = [aTerminal().workstation, aTerminal(aUser('streetClerk')).workstation];
  carryKept(before, own);
  carryKept(before, another);
  show(own);
  expect(await screen.findByRole('button', { name: /^收下 1 件/ })).toBeTruthy();
  cleanup();
  show(another);
  expect(await screen.findByRole('button', { name: '选文件' })).toBeTruthy();
});
