// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ListAnswer, ListAsked, ListQuery } from '../../../shared/stock/query.ts';
import type { PersonStock, RoomStock, StockRow } from '../../../shared/stock/rows.ts';
import type { Live, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import { StockPage } from './stock-page.tsx';

const person = (at: number): PersonStock => ({
  kind: 'person',
  id: `person:${String(at)}`,
  scope: '310115005001002',
  name: `严立${String(at)}`,
  verifiedOn: '2026-11-01',
  issues: 0,
  openObjections: 0,
  sex: '1',
  birth: '1942-03-05',
  class: 'resident',
  idNumber: '999115194203050417',
  phones: ['10012340417'],
  tags: ['livingAlone'],
  staleTags: [],
  room: 'room:1',
  building: 'building:1',
  address: '27幢 2单元 502',
  role: 'own',
  household: 'household:1',
  relation: '01',
  isHead: true,
  isApart: false,
  life: 'living',
  dueOn: '2026-11-19',
  tagDueOn: '',
  metOn: '',
  handover: false,
});

const RISKS = ['', '厨房、卫生间、阳台、地下室、车库出租住人；疏散通道堵塞'];
const room = (at: number): RoomStock => ({
  kind: 'room',
  id: `room:${String(at)}`,
  scope: '310115005001002',
  name: '',
  verifiedOn: '2026-11-01',
  issues: 0,
  openObjections: 0,
  building: 'building:1',
  buildingName: '27幢',
  unit: '2单元',
  floor: 5,
  number: `50${String(at)}`,
  use: 'rent',
  address: `27幢 2单元 50${String(at)}`,
  areaM2: 46,
  owner: '',
  headName: '严立诚',
  people: 2,
  tenants: 2,
  apart: 0,
  risk: at === 1 ? 'red' : '',
  riskWords: RISKS[at] ?? '',
  dueOn: '',
  marks: [],
});

/** 4,236 residents, 43 of whom live alone; nobody answers to 无此人. */
function totalOf({ kind, where = [], text }: ListQuery): number {
  if (kind !== 'person') return 7;
  if (text === '无此人') return 0;
  return where.some(({ field }) => field === 'tags') ? 43 : 4_236;
}

function open() {
  const asked: ListAsked[] = [];
  const list = (question: ListAsked): Live<ListAnswer> => {
    asked.push(question);
    const total = totalOf(question.query);
    const count = Math.max(0, Math.min(question.count, total - question.from));
    const { kind } = question.query;
    const make = kind === 'person' ? person : kind === 'room' ? room : undefined;
    const rows: StockRow[] =
      make === undefined ? [] : Array.from({ length: count }, (_, at) => make(question.from + at));
    return cell({
      total,
      all: 4_236,
      rows,
      facets: { tags: [{ value: 'livingAlone', count: 43 }] },
      tookMs: 9,
    });
  };
  const audit = vi.fn().mockResolvedValue(undefined);
  const status = cell({ firstPull: { done: true, kinds: [] } });
  const workstation = {
    user: {
      id: 'staff:me',
      account: 'clerk',
      displayName: '邬子墨',
      posts: [{ role: 'communityClerk', scope: '310115005001' }],
    },
    stock: {
      list,
      ids: () => Promise.resolve(Array.from({ length: 4_236 }, (_, at) => person(at).id)),
      status: cell({ ready: true, counts: {}, behind: 0, checked: true }),
      issues: cell([{ rule: 'tag-expired', title: '标签过期未复核', count: 12 }]),
    },
    records: { disputes: cell([]), whereIs: () => cell('here') },
    sync: { status, queued: cell([]), refused: cell([]) },
    areas: cell([{ code: '310115005001', name: '上港第一', fullName: '上港第一居委会' }]),
    catalogs: {
      tags: cell([{ code: 'livingAlone', label: '独居老人', family: '老年' }]),
      placeKinds: cell([]),
      ledgers: cell([]),
      categories: cell([]),
    },
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
    audit,
  } as unknown as Workstation;
  const onOpen = vi.fn();
  const onShowOnMap = vi.fn();
  function Page(): ReactNode {
    const [at, setAt] = useState<{ list: string | undefined; filter: string | undefined }>({
      list: undefined,
      filter: undefined,
    });
    return (
      <StockPage
        list={at.list}
        filter={at.filter}
        onList={(next, filter) => {
          setAt({ list: next, filter });
        }}
        onOpen={onOpen}
        onShowOnMap={onShowOnMap}
        onIssues={() => undefined}
      />
    );
  }
  const shown = render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <Page />
      </Shortcuts>
    </WorkstationProvider>,
  );
  const rowsAsked = (): ListQuery | undefined => asked.filter(({ count }) => count > 0).at(-1)?.query;
  return { onOpen, onShowOnMap, audit, status, rowsAsked, shown };
}

const grid = (): HTMLElement => screen.getByRole('grid');
const field = (): HTMLInputElement => screen.getByRole('textbox', { name: '筛选' });
const wait = (ms: number): void => {
  act(() => {
    vi.advanceTimersByTime(ms);
  });
};

beforeAll(() => {
  fillJsdomGaps(200);
});
beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('人房企物', () => {
  it('opens on the residents, with the count of each kind, numbers covered', () => {
    open();
    expect(screen.getByRole('radio', { name: '居民 4,236' })).toHaveProperty('checked', true);
    expect(screen.getByRole('radio', { name: '部件 7' })).toBeTruthy();
    expect(grid().getAttribute('aria-label')).toBe('居民，共 4,236 人');
    expect(within(grid()).getAllByText('9991**********0417').length).toBeGreaterThan(3);
    expect(grid().textContent).not.toContain('999115194203050417');
    expect(grid().textContent).toContain('超 1 天');
  });

  it('filters by a counted box, says so in a chip, and takes it back', () => {
    const { rowsAsked } = open();
    fireEvent.click(screen.getByRole('checkbox', { name: /^独居老人/ }));
    expect(rowsAsked()?.where).toEqual([{ field: 'tags', op: 'in', values: ['livingAlone'] }]);
    expect(grid().getAttribute('aria-label')).toBe('居民，共 43 人');
    expect(screen.getByText(/^共 43 人，与清单一致；只含上港第一居委会/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '去掉条件 标签：独居老人' }));
    expect(grid().getAttribute('aria-label')).toBe('居民，共 4,236 人');
    expect(document.activeElement).toBe(grid());
  });

  it('asks at the end of a composed word and shows at once what comes of it; of what is typed on top of it, once that rests', () => {
    const { rowsAsked } = open();
    fireEvent.keyDown(document.body, { key: '/' });
    expect(document.activeElement).toBe(field());
    fireEvent.compositionStart(field());
    fireEvent.input(field(), { target: { value: "wu'ci'ren" }, isComposing: true });
    wait(500);
    expect(rowsAsked()?.text).toBeUndefined();
    fireEvent.input(field(), { target: { value: '无此人' }, isComposing: true });
    fireEvent.compositionEnd(field());
    expect(rowsAsked()?.text).toBe('无此人');
    expect(screen.getByText('居民共 4,236 人，没有一人符合这些条件。')).toBeTruthy();
    fireEvent.input(field(), { target: { value: '' } });
    wait(100);
    expect(grid().getAttribute('aria-label')).toBe('居民，共 0 人');
    wait(30);
    expect(grid().getAttribute('aria-label')).toBe('居民，共 4,236 人');
    wait(500);
    fireEvent.input(field(), { target: { value: '无此人' } });
    expect(screen.getByText('居民共 4,236 人，没有一人符合这些条件。')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '清除条件' }));
    expect(field().value).toBe('');
    expect(grid().getAttribute('aria-label')).toBe('居民，共 4,236 人');
  });

  it('waits for a text no longer once its field is left, and has it as it was typed when one comes back sooner', () => {
    open();
    fireEvent.input(field(), { target: { value: '无此' } });
    fireEvent.input(field(), { target: { value: '无此人' } });
    expect(grid().getAttribute('aria-label')).toBe('居民，共 4,236 人');
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(grid().getAttribute('aria-label')).toBe('居民，共 0 人');
    fireEvent.input(field(), { target: { value: '无此' } });
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect([field().value, grid().getAttribute('aria-label')]).toEqual(['', '居民，共 4,236 人']);
    fireEvent.input(field(), { target: { value: '无此' } });
    fireEvent.input(field(), { target: { value: '无此人' } });
    fireEvent.click(screen.getByRole('radio', { name: '部件 7' }));
    fireEvent.click(screen.getByRole('radio', { name: '居民 4,236' }));
    expect([field().value, grid().getAttribute('aria-label')]).toEqual(['无此人', '居民，共 0 人']);
  });

  it('opens with Enter and shows on the map with M', () => {
    const { onOpen, onShowOnMap } = open();
    grid().focus();
    fireEvent.keyDown(grid(), { key: 'j' });
    fireEvent.keyDown(grid(), { key: 'm' });
    expect(onShowOnMap).toHaveBeenCalledWith('person', 'person:1');
    fireEvent.keyDown(grid(), { key: 'Enter' });
    expect(onOpen).toHaveBeenCalledWith('person', 'person:1');
  });

  it('saves conditions and shows a row on the map by hand as well, where there is something to save', async () => {
    const { onShowOnMap } = open();
    fireEvent.keyDown(grid(), { key: 'f' });
    expect([screen.queryByRole('dialog'), screen.queryByRole('button', { name: '存筛选' })]).toEqual([null, null]);
    fireEvent.click(screen.getByRole('button', { name: '在地图上看' }));
    expect(onShowOnMap).toHaveBeenCalledWith('person', 'person:0');
    fireEvent.click(screen.getByRole('checkbox', { name: /^独居老人/ }));
    fireEvent.click(screen.getByRole('button', { name: '存筛选' }));
    const dialog = within(screen.getByRole('dialog'));
    fireEvent.change(dialog.getByRole('textbox', { name: /^名称/ }), { target: { value: '我的' } });
    fireEvent.click(dialog.getByRole('button', { name: '存筛选' }));
    fireEvent.click(screen.getByRole('button', { name: '删除存下的筛选 我的' }));
    expect(screen.queryByRole('button', { name: /^我的/ })).toBeNull();
    expect(screen.getByText('已删除筛选“我的”。')).toBeTruthy();
    fireEvent.keyDown(grid(), { key: 'u' });
    await act(async () => {
      await vi.advanceTimersByTimeAsync(1);
    });
    expect(screen.getByRole('button', { name: /^我的/ })).toBeTruthy();
  });

  it('counts what is to be mended only once everything is here', () => {
    const { status } = open();
    expect(screen.getByRole('button', { name: '资料待更正 12' })).toBeTruthy();
    act(() => {
      status.set({ firstPull: { done: false, kinds: [] } });
    });
    expect(screen.getByRole('button', { name: '资料待更正' })).toBeTruthy();
  });

  it('says the risks of the current room in full below, where a cell cuts them', () => {
    const { shown } = open();
    fireEvent.click(screen.getByRole('radio', { name: '房屋 7' }));
    const below = (): string | undefined => shown.container.querySelector('.stock-foot-current')?.textContent;
    grid().focus();
    expect(below()).toBeUndefined();
    fireEvent.keyDown(grid(), { key: 'j' });
    expect(below()).toBe(RISKS[1]);
    fireEvent.keyDown(grid(), { key: 'j' });
    expect(below()).toBeUndefined();
  });

  it('keeps the order somebody asked for when a text is typed; what nobody ordered comes best first, and no head says otherwise', () => {
    const { rowsAsked } = open();
    const visits = (): HTMLElement => screen.getByRole('columnheader', { name: /下次走访/ });
    const type = (text: string): void => {
      fireEvent.input(field(), { target: { value: text } });
      wait(300);
    };
    expect(visits().getAttribute('aria-sort')).toBe('ascending');
    type('zhang');
    expect(rowsAsked()).toMatchObject({ text: 'zhang' });
    expect(rowsAsked()?.sort).toBeUndefined();
    expect(visits().getAttribute('aria-sort')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '按下次走访排序' }));
    expect(rowsAsked()).toMatchObject({ text: 'zhang', sort: { by: 'dueOn', down: false } });
    expect(visits().getAttribute('aria-sort')).toBe('ascending');
    type('zhan');
    expect(rowsAsked()).toMatchObject({ text: 'zhan', sort: { by: 'dueOn', down: false } });
  });

  it('finds its place and filter again when one comes back', () => {
    const { shown } = open();
    fireEvent.click(screen.getByRole('checkbox', { name: /^独居老人/ }));
    grid().focus();
    for (let times = 0; times < 3; times += 1) fireEvent.keyDown(grid(), { key: 'j' });
    fireEvent.click(screen.getByRole('radio', { name: '部件 7' }));
    expect(grid().getAttribute('aria-label')).toBe('部件，共 7 件');
    fireEvent.click(screen.getByRole('radio', { name: '居民 4,236' }));
    expect(grid().getAttribute('aria-label')).toBe('居民，共 43 人');
    expect(shown.container.querySelector('[data-current]')?.textContent).toContain('严立3');
  });

  it('keeps a named filter on this terminal, without what could name somebody', () => {
    open();
    fireEvent.click(screen.getByRole('checkbox', { name: /^独居老人/ }));
    fireEvent.click(screen.getByRole('button', { name: '＋ 条件' }));
    fireEvent.change(screen.getByRole('textbox', { name: '内容' }), { target: { value: '严立诚' } });
    fireEvent.click(screen.getByRole('button', { name: '加上这个条件' }));
    grid().focus();
    fireEvent.keyDown(grid(), { key: 'f' });
    expect(screen.getByText('会指到某个人的条件不存：姓名含“严立诚”。')).toBeTruthy();
    const name = screen.getByRole('textbox', { name: /^名称/ });
    fireEvent.change(name, { target: { value: '我的独居老人' } });
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '存筛选' }));
    expect(screen.getByRole('button', { name: /^我的独居老人/ })).toBeTruthy();
    const kept = localStorage.getItem('workstation-lists/clerk') ?? '';
    expect(kept).toContain('livingAlone');
    expect(kept).not.toContain('严立诚');
  });

  it('puts one look at many on record for each filter that stands, in words without content', () => {
    const { audit } = open();
    wait(500);
    fireEvent.click(screen.getByRole('checkbox', { name: /^独居老人/ }));
    wait(1_600);
    expect(audit.mock.calls).toEqual([['view', 'list:person', '标签：独居老人；共 43 人']]);
    wait(60_000);
    expect(audit).toHaveBeenCalledTimes(1);
  });

  it('selects a range of rows it does not hold', async () => {
    open();
    grid().focus();
    fireEvent.keyDown(grid(), { key: 'x' });
    expect(screen.getByText('已选 1')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('选中全部 4,236 人'));
    await act(async () => {
      await vi.advanceTimersByTimeAsync(1);
    });
    expect(screen.getByText('已选 4,236')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '按下次走访排序' }));
    expect(screen.getByText('已选 4,236')).toBeTruthy();
    fireEvent.click(screen.getByRole('checkbox', { name: /^独居老人/ }));
    expect(screen.getByText('已选 0')).toBeTruthy();
  });
});
