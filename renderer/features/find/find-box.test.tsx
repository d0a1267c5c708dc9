// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { NATIONAL_RULEBOOK } from '../../../shared/cases/rulebook.ts';
import type { FindAnswer, Hit } from '../../../shared/stock/query.ts';
import type { PersonStock, RoomStock, StockKind } from '../../../shared/stock/rows.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import { FindBox } from './find-box.tsx';

const ID = '999115194208110417';
const person = (id: string, name: string, scope = '310115005001001'): PersonStock => ({
  kind: 'person',
  id,
  scope,
  name,
  verifiedOn: '',
  issues: 0,
  openObjections: 0,
  sex: '1',
  birth: '1942-08-11',
  class: 'resident',
  idNumber: ID,
  phones: ['10012340417'],
  tags: ['livingAlone'],
  staleTags: [],
  room: 'room:1',
  building: 'building:1',
  address: '27幢 2单元 502',
  role: 'own',
  household: '',
  relation: '',
  isHead: true,
  isApart: false,
  life: 'living',
  dueOn: '',
  tagDueOn: '',
  metOn: '',
  handover: false,
});
const room: RoomStock = {
  kind: 'room',
  id: 'room:1',
  scope: '310115005001001',
  name: '502',
  verifiedOn: '',
  issues: 0,
  openObjections: 0,
  building: 'building:1',
  buildingName: '27幢',
  unit: '2单元',
  floor: 5,
  number: '502',
  use: 'self',
  address: '27幢 2单元 502',
  areaM2: 60,
  owner: '',
  headName: '严立诚',
  people: 1,
  tenants: 0,
  apart: 0,
  risk: '',
  riskWords: '',
  dueOn: '',
  marks: [],
};
const hit = (row: PersonStock | RoomStock, marks: Hit['marks'] = []): Hit => ({
  kind: row.kind,
  id: row.id,
  row,
  marks,
  rank: 0,
  isNear: false,
});
const FOUND: FindAnswer = {
  typed: 'ylc 0417',
  total: 9,
  tookMs: 18,
  groups: [
    {
      kind: 'person',
      total: 8,
      hits: [
        hit(person('person:1', '严立诚'), [
          { text: 'name', from: 0, to: 3 },
          { text: 'idNumber', from: 14, to: 18 },
        ]),
        hit(person('person:2', '颜立超', '310115005002001'), [{ text: 'phone', from: 7, to: 11 }]),
      ],
    },
    { kind: 'room', total: 1, hits: [hit(room)] },
  ],
};

const pulled = (done: boolean) => ({ firstPull: { done, kinds: [], secondsLeft: null } });

function open() {
  const pull = cell(pulled(true));
  const find = vi.fn((typed: string, _options?: { readonly kinds?: readonly StockKind[] }) =>
    Promise.resolve(typed === 'zzz' ? { typed, total: 0, groups: [], tookMs: 2 } : FOUND),
  );
  const status = cell({ ready: true, counts: {}, behind: 0, checked: true });
  const workstation = {
    user: { id: 'staff:me', account: 'clerk', posts: [{ role: 'communityClerk', scope: '310115005001' }] },
    stock: { find, status },
    sync: { status: pull },
    areas: cell([{ code: '310115005001', name: '上港第一', fullName: '上港第一居委会' }]),
    rulebooks: () => NATIONAL_RULEBOOK,
    catalogs: {
      all: cell([]),
      tags: cell([{ code: 'livingAlone', label: '独居老人', family: '老年' }]),
      placeKinds: cell([]),
    },
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
  } as unknown as Workstation;
  const onOpen = vi.fn();
  const onShowOnMap = vi.fn();
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <button type="button">别处</button>
        <FindBox onOpen={onOpen} onShowOnMap={onShowOnMap} />
      </Shortcuts>
    </WorkstationProvider>,
  );
  screen.getByText('别处').focus();
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  return { find, onOpen, onShowOnMap, status, pull };
}
const input = (): HTMLElement => screen.getByRole('combobox');
const type = async (text: string): Promise<void> => {
  fireEvent.input(input(), { target: { value: text } });
  await act(async () => {
    await vi.advanceTimersByTimeAsync(130);
  });
};
const chosen = (): string | null => screen.getByRole('option', { selected: true }).getAttribute('aria-label');
const press = async (key: string, held = {}): Promise<void> => {
  fireEvent.keyDown(input(), { key, ...held });
  await act(async () => {
    await vi.advanceTimersByTimeAsync(130);
  });
};

beforeAll(() => {
  fillJsdomGaps();
});
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('查找', () => {
  it('groups what it found, says how long it took, and has the first one in hand', async () => {
    open();
    await type('ylc 0417');
    expect(screen.getByText('本机查找 · 18 毫秒 · 共 9 条')).toBeTruthy();
    expect(screen.getByRole('group', { name: '人，共 8 条' })).toBeTruthy();
    expect(screen.getByRole('group', { name: '房，共 1 条' })).toBeTruthy();
    expect(chosen()).toBe('严立诚，男 84，已打码，尾号 0417，独居老人，27幢 2单元 502');
  });

  it('marks what was matched and uncovers nothing; names outside the duty stay covered', async () => {
    open();
    await type('ylc 0417');
    const list = screen.getByRole('listbox');
    expect([...list.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual([
      '严立诚',
      '0417',
      '0417',
    ]);
    expect(list.textContent).not.toContain(ID);
    expect(list.textContent).not.toContain('10012340417');
    expect(list.textContent).toContain('手机 100****0417');
    expect(list.textContent).toContain('颜**');
    expect(list.textContent).not.toContain('颜立超');
  });

  it('walks by arrows, opens with Enter, shows on the map with Ctrl Enter', async () => {
    const { onOpen, onShowOnMap } = open();
    await type('ylc 0417');
    await press('ArrowDown');
    await press('ArrowDown');
    expect(chosen()).toContain('27幢 2单元 502');
    await press('ArrowDown');
    await press('ArrowUp');
    await press('Enter');
    expect(onOpen).toHaveBeenCalledWith('room', 'room:1');
    expect(screen.queryByRole('dialog')).toBeNull();
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    await type('ylc 0417');
    await press('Enter', { ctrlKey: true });
    expect(onShowOnMap).toHaveBeenCalledWith('person', 'person:1');
  });

  it('takes an Enter that is quicker than the answer for its best hit, unless one types on', async () => {
    const { onOpen, onShowOnMap } = open();
    fireEvent.input(input(), { target: { value: 'yl' } });
    fireEvent.keyDown(input(), { key: 'Enter' });
    await type('ylc');
    expect(onOpen).not.toHaveBeenCalled();
    fireEvent.input(input(), { target: { value: 'ylc 0417' } });
    await press('Enter');
    expect(onOpen).toHaveBeenCalledWith('person', 'person:1');
    expect(screen.queryByRole('dialog')).toBeNull();
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    fireEvent.input(input(), { target: { value: 'ylc 0417' } });
    await press('Enter', { ctrlKey: true });
    expect(onShowOnMap).toHaveBeenCalledWith('person', 'person:1');
  });

  it('asks with Tab for one kind after the other of those found, and for all again', async () => {
    const { find } = open();
    await type('ylc');
    await press('Tab');
    expect(find.mock.lastCall?.[1]?.kinds).toEqual(['person']);
    await press('Tab');
    expect(find.mock.lastCall?.[1]?.kinds).toEqual(['room']);
    await press('Tab');
    expect(find.mock.lastCall?.[1]?.kinds).toBeUndefined();
  });

  it('asks nothing while an input method composes, and opens nothing by its Enter', async () => {
    const { find, onOpen } = open();
    fireEvent.compositionStart(input());
    fireEvent.input(input(), { target: { value: "yan'li'cheng" }, isComposing: true });
    await press('Enter', { isComposing: true });
    expect(find).not.toHaveBeenCalled();
    fireEvent.input(input(), { target: { value: '严立诚' }, isComposing: true });
    fireEvent.compositionEnd(input());
    await press('Shift');
    expect(find.mock.calls.map(([typed]) => typed)).toEqual(['严立诚']);
    expect(onOpen).not.toHaveBeenCalled();
  });

  it('says when there is nothing, in whose area it looked, and what to try', async () => {
    open();
    await type('zzz');
    expect(screen.getByText(/^上港第一居委会里没有“zzz”/)).toBeTruthy();
  });

  it('does not say that there is nothing while the rest is still to come', async () => {
    const { pull } = open();
    pull.set(pulled(false));
    await type('zzz');
    expect(screen.queryByText(/^上港第一居委会里没有/)).toBeNull();
    expect(screen.getByText(/还没取齐.*取到的里没有“zzz”/)).toBeTruthy();
  });

  it('asked for by an address alone, begins at the home and not at whoever lives there', async () => {
    const { find } = open();
    const byAddress = [{ text: 'address', from: 0, to: 3 }];
    find.mockResolvedValueOnce({
      ...FOUND,
      groups: [
        { kind: 'person', total: 1, hits: [hit(person('person:1', '严立诚'), byAddress)] },
        { kind: 'room', total: 1, hits: [hit(room, byAddress)] },
      ],
    });
    await type('27幢 502');
    expect(chosen()).toContain('严立诚户');
  });

  it('closes with Esc and gives the focus back', async () => {
    open();
    await type('ylc');
    fireEvent(screen.getByRole('dialog'), new Event('cancel', { bubbles: false, cancelable: true }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByText('别处'));
  });

  it('asks again once the stock has been read to its end', async () => {
    const { find, status } = open();
    act(() => {
      status.set({ ready: true, counts: {}, behind: 3, checked: true });
    });
    await type('3457');
    expect(find).toHaveBeenCalledTimes(1);
    act(() => {
      status.set({ ready: true, counts: {}, behind: 0, checked: true });
    });
    await act(async () => {
      await vi.advanceTimersByTimeAsync(130);
    });
    expect(find).toHaveBeenCalledTimes(2);
    expect(find.mock.lastCall?.[0]).toBe('3457');
  });
});
