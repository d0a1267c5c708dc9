// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { NATIONAL_RULEBOOK } from '../../../shared/cases/rulebook.ts';
import type { ListAnswer, ListAsked } from '../../../shared/stock/query.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import { aUser, GRID } from '../../../shared/testing/builders.ts';
import type { Live, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import '../../ui/testing/patience.ts';
import { CasesPage } from './cases-page.tsx';
import { askAnew } from './list-memory.ts';

beforeAll(() => {
  fillJsdomGaps();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1366 });
});
afterEach(cleanup);

const IDS = ['case:1', 'case:2', 'case:3'];
const rowOf = (id: string): CaseStock => ({
  ...{ kind: 'case', id, scope: GRID, name: '暴露垃圾', verifiedOn: '', issues: 0, openObjections: 0, number: '' },
  ...{ state: 'reported', stage: 1, category: '', description: '', address: '招远路', building: '', point: null },
  ...{ reportedAt: '2026-11-20T01:00:00.000Z', changedAt: '2026-11-20T01:00:00.000Z', channel: 'patrol' },
  ...{ channelNumber: '', urgent: false, department: '', parts: [], reporterId: 'x', reporterName: '戚建平', due: {} },
  ...{ suspendedUntil: '', returns: 0, unsent: 0, mergedInto: '', queues: ['all'] },
});

function signedIn() {
  const asked: ListAsked[] = [];
  const answers = new WeakMap<ListAsked, Live<ListAnswer>>();
  const list = (question: ListAsked): Live<ListAnswer> => {
    asked.push(question);
    const rows = IDS.map(rowOf).slice(question.from, question.from + question.count);
    const facets = {
      queues: [{ value: 'all', count: 3 }],
      state: [{ value: 'reported', count: 3 }],
      urgent: [{ value: 'false', count: 3 }],
    };
    const known = answers.get(question) ?? cell({ total: 3, all: 3, rows, facets, tookMs: 1 });
    answers.set(question, known);
    return known;
  };
  const none = cell<readonly unknown[]>([]);
  const workstation = {
    user: aUser('dispatcher'),
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z'), verified: () => true, deviationMs: () => 0 },
    areas: none,
    rulebooks: () => NATIONAL_RULEBOOK,
    stock: { list, ids: () => Promise.resolve(IDS), status: cell({ ready: true }) },
    cases: { open: none, keptBatch: () => Promise.resolve(null), one: () => cell(null) },
    records: { of: () => none, one: () => cell(null) },
    catalogs: { all: none, departments: none, standards: none, notes: none, reasons: none },
    sync: { status: cell({ online: true, firstPull: { done: true } }), refused: none },
  } as unknown as Workstation;
  /** The list as it was asked for last, with its rows. */
  const last = (): ListAsked['query'] | undefined => asked.findLast(({ count }) => count > 0)?.query;
  return { workstation, last };
}

function open({ workstation }: ReturnType<typeof signedIn>, queue: string): () => void {
  const nothing = (): void => undefined;
  return render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <CasesPage
          {...{ queue, picked: undefined, onMove: nothing, onOpen: vi.fn(), onReport: undefined }}
          {...{ onImport: undefined, onShowOnMap: nothing }}
        />
      </Shortcuts>
    </WorkstationProvider>,
  ).unmount;
}

const field = (): HTMLInputElement => screen.getByRole('textbox', { name: '筛选' });

async function narrowed(session: ReturnType<typeof signedIn>): Promise<() => void> {
  const leave = open(session, 'all');
  await screen.findByRole('grid');
  fireEvent.click(screen.getByRole('button', { name: '＋ 条件' }));
  fireEvent.click(screen.getByRole('checkbox', { name: /^一般/ }));
  fireEvent.click(screen.getByRole('button', { name: '排序' }));
  fireEvent.change(screen.getByRole('combobox', { name: '分组' }), { target: { value: 'category' } });
  fireEvent.input(field(), { target: { value: '招远路' } });
  await waitFor(() => {
    expect(session.last()?.text).toBe('招远路');
  });
  for (const box of screen.getAllByRole('checkbox', { name: /^选中 / }).slice(0, 2)) fireEvent.click(box);
  await screen.findByText('已选 2');
  return leave;
}

it('finds text, conditions, groups and what was ticked again when one comes back from a case', async () => {
  const session = signedIn();
  (await narrowed(session))();
  open(session, 'all');
  expect(await screen.findByText('已选 2')).toBeTruthy();
  expect(field().value).toBe('招远路');
  expect(screen.getByRole('button', { name: '去掉条件 紧急程度：一般' })).toBeTruthy();
  expect(session.last()).toMatchObject({ text: '招远路', group: 'category' });
});

it('has a text as it was typed for who comes back before it rested', async () => {
  const session = signedIn();
  const leave = await narrowed(session);
  fireEvent.input(field(), { target: { value: '招远路 1' } });
  fireEvent.input(field(), { target: { value: '招远路 12' } });
  leave();
  open(session, 'all');
  await screen.findByRole('grid');
  expect([field().value, session.last()?.text]).toEqual(['招远路 12', '招远路 12']);
});

it('keeps the text with its queue, and asks a queue anew that is opened by its figure', async () => {
  const session = signedIn();
  (await narrowed(session))();
  const leave = open(session, 'reported');
  await screen.findByRole('grid');
  expect(field().value).toBe('');
  expect(screen.getByRole('button', { name: '去掉条件 紧急程度：一般' })).toBeTruthy();
  leave();
  askAnew(session.workstation);
  open(session, 'all');
  await screen.findByRole('grid');
  expect([field().value, screen.queryByRole('button', { name: /^去掉条件/ })]).toEqual(['', null]);
  expect(session.last()).toMatchObject({ group: 'category' });
});

it('begins with nothing for whoever signs in next', async () => {
  (await narrowed(signedIn()))();
  const other = signedIn();
  open(other, 'all');
  await screen.findByRole('grid');
  expect(field().value).toBe('');
  expect(other.last()?.group).toBeUndefined();
});

it.each([
  ['1', true],
  ['1.25', false],
])('at 1366 px with letters of %s times the size leaves the list its room', async (zoom, isBeside) => {
  document.documentElement.style.zoom = zoom;
  open(signedIn(), 'all');
  await screen.findByRole('grid');
  document.documentElement.style.zoom = '';
  expect(screen.queryByRole('complementary', { name: '选中的事件' }) !== null).toBe(isBeside);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(/^全部未结/);
});
