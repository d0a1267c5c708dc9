// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { USUAL_COUNTING } from '../../../shared/cases/counting-rules.ts';
import { createBook } from '../../../shared/cases/indicators/book.ts';
import { tallyOf } from '../../../shared/cases/indicators/tally.ts';
import { NATIONAL_RULEBOOK } from '../../../shared/cases/rulebook.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import { SIXTY_NOW_MS, sixtyCases } from '../../../shared/testing/sixty-cases.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import type { IndicatorsApi, IndicatorsStatus } from '../../data/indicators/api.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import { IndicatorsPage } from './indicators-page.tsx';

const book = createBook();
beforeAll(() => {
  fillJsdomGaps();
  for (const one of sixtyCases()) book.set(one.id, tallyOf(one));
});
afterEach(cleanup);

const READY: IndicatorsStatus = { cases: 60, behind: 0, ready: true, unread: 0, broken: null };

const rowOf = (id: string): CaseStock =>
  ({
    ...{
      kind: 'case',
      id,
      number: '3101152026112500019',
      category: '暴露垃圾',
      description: '',
      address: '上港小区 27幢',
    },
    ...{ state: 'closed', channel: 'patrol', urgent: false, reportedAt: '2026-11-25T01:00:00.000Z' },
  }) as unknown as CaseStock;

/** The book itself stands where the worker would. */
function storeOf(status: IndicatorsStatus, pull: object, audit: Workstation['audit']): Workstation {
  const indicators: IndicatorsApi = {
    status: cell(status),
    sums: ({ cohorts, nowMs }) => cell(cohorts.map((cohort) => book.sums(cohort, nowMs))),
    groups: ({ indicator, by, cohorts: [cohort], nowMs }) =>
      cell(
        cohort === undefined
          ? []
          : [...book.groups(indicator, by, cohort, nowMs)].map(([value, sum]) => ({ value, sums: [sum] })),
      ),
    groupsNow: () => Promise.resolve([]),
    keptNote: () => Promise.resolve(''),
    keepNote: () => Promise.resolve(),
    list: ({ from, count, cohort, nowMs, ...asked }) => {
      const all = book.list(asked, cohort, nowMs);
      return cell({ total: all.length, from, rows: all.slice(from, from + count) });
    },
    whole: ({ cohort, nowMs, ...asked }) => Promise.resolve(book.list(asked, cohort, nowMs)),
  };
  return {
    ...{ indicators, audit, terminal: 'T-0417' },
    user: { id: 'staff:me', account: 'me', displayName: '乔', posts: [{ role: 'supervisor', scope: '310115005' }] },
    clock: { nowMs: () => SIXTY_NOW_MS, verified: () => true, deviationMs: () => 0 },
    stock: { rows: (_kind: string, ids: readonly string[]) => Promise.resolve(ids.map(rowOf)) },
    sync: { status: cell({ lastContactAt: '2026-11-25T10:59:00.000Z', firstPull: pull }) },
    areas: cell([
      { code: '310115005', kind: 'street', name: '陆家嘴街道', fullName: '陆家嘴街道' },
      ...['310115005001001', '310115005001002', '310115005001003'].map((code) => ({ code, kind: 'grid', name: code })),
      // Not there any more, and not his.
      { code: '310115005001004', kind: 'grid', name: '旧网格', validTo: '2026-11-01' },
      { code: '310115006001001', kind: 'grid', name: '别的街道' },
    ]),
    rulebooks: () => NATIONAL_RULEBOOK,
    catalogs: {
      all: cell([]),
      categories: cell([]),
      countingRules: cell(USUAL_COUNTING),
      departments: cell([{ key: 'dept:water', name: '给排水管理所', duties: [] }]),
    },
  } as unknown as Workstation;
}
const DONE = { done: true, kinds: [] };

function show(status = READY, pull: object = DONE, first = 'period=day') {
  const opened = vi.fn();
  function Page() {
    const [at, setAt] = useState<string | undefined>(first);
    return <IndicatorsPage at={at} onMove={setAt} onOpenCase={opened} />;
  }
  const audit = vi.fn(() => Promise.resolve());
  const workstation = storeOf(status, pull, audit);
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <Page />
      </Shortcuts>
    </WorkstationProvider>,
  );
  return { opened, audit };
}
const rowsOfList = (): number => Number(screen.getByRole('grid').getAttribute('aria-rowcount'));

describe('the page of indicators', () => {
  // Of every number it is said in `book.test.ts`; here that the page asks for what it shows.
  it('opens behind a number the list of that length', () => {
    show();
    const numbers = within(screen.getAllByRole('table')[0] ?? document.body)
      .getAllByRole('button', { name: /打开名单/ })
      .filter(({ textContent }) => /^[\d,]+$/.test(textContent));
    expect(numbers.length).toBeGreaterThan(60);
    for (const number of numbers.filter((_, at) => at % 27 === 5)) {
      fireEvent.click(number);
      expect([number.getAttribute('aria-label'), rowsOfList()]).toEqual([
        ...[number.getAttribute('aria-label'), Number(number.textContent)],
      ]);
    }
  });

  it('says what does not count, why, and by whom', async () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: /^按期处置率 不计入 7 件/ }));
    fireEvent.click(screen.getByRole('button', { name: '申诉通过，免于统计 2' }));
    expect(rowsOfList()).toBe(2);
    expect(await screen.findAllByText(/街道受理员/)).not.toEqual([]);
  });

  it('shows how a number is made up, and the list of one line of it', () => {
    show(READY, DONE, 'period=day&indicator=returned&look=groups&by=department');
    fireEvent.click(screen.getByRole('button', { name: /^给排水管理所 派遣 5 次/ }));
    expect(rowsOfList()).toBe(5);
    fireEvent.click(screen.getByRole('button', { name: '回到分组' }));
    expect(screen.getByRole('grid', { name: /按部门/ })).toBeTruthy();
  });

  it('goes from number to number with the arrows', () => {
    show();
    const table = screen.getAllByRole('table')[0] ?? document.body;
    const first = within(table).getByRole('button', { name: /^立案率 立案 47 件/ });
    first.focus();
    fireEvent.keyDown(first, { key: 'ArrowRight' });
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^立案率 上报 52 件/);
    fireEvent.keyDown(document.activeElement ?? first, { key: 'ArrowDown' });
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^按时立案率 立案 47 件/);
  });

  it('shows no number before all are counted, and how far it is', () => {
    show({ ...READY, cases: 20, behind: 40, ready: false });
    expect(screen.getByText(/已读 20 件，还有 40 件/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /打开名单/ })).toBeNull();
  });

  it('says what the numbers do not cover', () => {
    show({ ...READY, unread: 1 }, { done: false, kinds: [{ kind: '事件', got: 60, total: 900 }] });
    expect(screen.getByText(/事件已取 60 \/ 共 900，还在取/)).toBeTruthy();
    expect(screen.getByText(/1 件事件的经过读不出来/)).toBeTruthy();
  });

  it('says so where nothing could be counted', () => {
    show({ ...READY, ready: false, broken: 'Error: gone' });
    expect(screen.getByRole('alert').textContent).toContain('事件都在，没有丢');
  });

  it('makes a report of the same numbers: each opens its list, and printing it is put on record with what for', async () => {
    vi.spyOn(window, 'print').mockImplementation(() => undefined);
    const { audit } = show(READY, DONE, 'period=day&view=report');
    fireEvent.click(screen.getByRole('button', { name: '打印日报' }));
    const print = within(screen.getByRole('dialog')).getByRole('button', { name: /^打印/ });
    fireEvent.click(print);
    expect(audit).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('radio', { name: '日报报送' }));
    fireEvent.click(print);
    expect(audit).toHaveBeenCalledWith('print', 'indicators:report', expect.stringContaining('用途：日报报送'));
    expect((await screen.findByText(/打印 · 用途：日报报送$/)).textContent).toMatch(/^乔\*\* /);
    fireEvent.click(screen.getByRole('button', { name: /^按期处置率 按期处置 32 件/ }));
    expect(rowsOfList()).toBe(32);
  });

  it('lists the grids behind the coverage, and what patrols reported from one', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: /^区域覆盖率 没有巡查上报的 2 个/ }));
    expect(rowsOfList()).toBe(2);
    fireEvent.click(screen.getByRole('button', { name: /^区域覆盖率 有巡查上报的网格 1 个/ }));
    const row = screen.getByRole('row', { name: /，巡查上报 \d+ 件/ });
    const reports = /上报 (\d+) 件/.exec(row.getAttribute('aria-label') ?? '')?.[1];
    fireEvent.doubleClick(row);
    expect(screen.getByRole('combobox', { name: '来源' })).toHaveProperty('value', 'patrol');
    expect(rowsOfList()).toBe(Number(reports));
  });

  it('counts by the closing where that is asked, and says so', () => {
    show();
    fireEvent.change(screen.getByRole('combobox', { name: '按什么时间算' }), { target: { value: 'closed' } });
    expect(screen.getByRole('heading', { name: /结案的事件/ })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^事件总数 事件总数 42 件/ }));
    expect(rowsOfList()).toBe(42);
  });

  it('scores departments by parts that each open their list, and prints it on record', () => {
    vi.spyOn(window, 'print').mockImplementation(() => undefined);
    const { audit } = show(READY, DONE, 'period=day&view=score&by=department');
    const lines = screen.getAllByRole('rowheader').map(({ textContent }) => textContent);
    expect(lines).toEqual(['全部', 'dept:roads', '给排水管理所']);
    fireEvent.click(screen.getByRole('button', { name: '打印得分表' }));
    fireEvent.click(screen.getByRole('radio', { name: '考核例会' }));
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /^打印/ }));
    expect(audit).toHaveBeenCalledWith('print', 'indicators:score', expect.stringContaining('用途：考核例会'));
    cleanup();
    show(READY, DONE, 'period=day&view=score&by=department');
    fireEvent.click(screen.getByRole('button', { name: /^给排水管理所 派遣准确率 100\.0%，派遣 5 次/ }));
    expect(rowsOfList()).toBe(5);
  });

  it('ranks nobody: groups stand in the order of their codes, and no person is one', () => {
    show(READY, DONE, 'period=day&look=groups');
    expect(screen.queryByText(/排名|第一名|名次/)).toBeNull();
    const choices = within(screen.getByRole('combobox', { name: '按什么分组' })).getAllByRole('option');
    expect(choices.map(({ textContent }) => textContent)).toEqual([
      ...['按社区', '按网格', '按部门', '按大类', '按小类', '按来源'],
    ]);
  });
});
