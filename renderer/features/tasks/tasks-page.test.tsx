// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { ChangeSet } from '../../../shared/actions/change-set.ts';
import type { TargetDocument } from '../../../shared/domain/task.ts';
import type { Condition, ListAnswer, ListAsked, ListQuery } from '../../../shared/stock/query.ts';
import type { TargetStock } from '../../../shared/stock/rows.ts';
import { aUser, GRID } from '../../../shared/testing/builders.ts';
import type { Live, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell, derived } from '../../data/live.ts';
import { carryKept, halfMadeIn } from '../../lib/kept.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import '../../ui/testing/patience.ts';
import { TasksPage } from './tasks-page.tsx';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

const TODAY = '2026-11-20';
const idOf = (number: number): string => `target:${String(number).padStart(3, '0')}`;
const nameOf = (id: string): string => `住户${id.slice(-3)}`;
const row = (id: string, more: Partial<TargetStock> = {}): TargetStock => ({
  ...{ kind: 'target', id, scope: GRID, name: nameOf(id), verifiedOn: '', issues: 0, openObjections: 0 },
  ...{ task: 'task:1', taskKind: 'visit', taskTitle: '每周走访', subject: `person:${id}`, room: '', address: '27幢' },
  ...{ dueOn: TODAY, isOpen: true, outcome: '', resultAt: '', resultBy: '', proposals: 0 },
  ...more,
});
const done = (id: string): TargetStock =>
  row(id, { isOpen: false, outcome: 'met', resultAt: '2026-11-19T02:00:00.000Z', resultBy: '戚建平' });
const document = ({ id, isOpen }: TargetStock): TargetDocument => ({
  ...{ _id: id, type: 'target', scope: GRID, schema: 1, task: 'task:1', taskKind: 'visit', taskTitle: '每周走访' },
  ...{ dueOn: TODAY, subject: `person:${id}`, subjectName: nameOf(id), isOpen, results: [] },
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'x', createdDevice: 'T', source: '导入' },
});

const holds = (each: TargetStock, condition: Condition): boolean => {
  const value = (each as unknown as Readonly<Record<string, string | boolean>>)[condition.field] ?? '';
  if (condition.op === 'in') return condition.values.includes(value);
  if (condition.op !== 'between') return false;
  return (
    (condition.from === undefined || value >= condition.from) && (condition.to === undefined || value <= condition.to)
  );
};
const matching = (rows: readonly TargetStock[], { where = [], text = '' }: ListQuery): readonly TargetStock[] =>
  rows.filter((each) => each.name.includes(text) && where.every((condition) => holds(each, condition)));

function open(first: readonly TargetStock[], hasCome = true, behind = 0) {
  const rows = cell(first);
  const answers = new WeakMap<ListAsked, Live<ListAnswer>>();
  const list = (asked: ListAsked): Live<ListAnswer> => {
    const answer = (all: readonly TargetStock[]): ListAnswer => {
      const found = matching(all, asked.query);
      return {
        ...{ total: found.length, all: all.length, facets: {}, tookMs: 1 },
        rows: found.slice(asked.from, asked.from + asked.count),
      };
    };
    const known = answers.get(asked) ?? derived(rows, answer);
    answers.set(asked, known);
    return known;
  };
  const commit = vi.fn((_changes: ChangeSet) => Promise.resolve({ ok: true, value: { batch: 'b' } }));
  const documents = new Map(first.map((each) => [each.id, cell(document(each))]));
  const none = cell<readonly unknown[]>([]);
  const firstPull = cell({ done: hasCome, kinds: [{ kind: '任务', got: 3, total: 9 }], secondsLeft: null });
  const workstation = {
    user: aUser('gridWorker'),
    terminal: 'T',
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
    stock: {
      ...{ list, row: () => cell(null), status: cell({ ready: true, behind, checked: true }) },
      ids: (query: ListQuery) => Promise.resolve(matching(rows.get(), query).map(({ id }) => id)),
    },
    records: {
      one: (_type: string, id: string) => documents.get(id),
      many: () => Promise.resolve([]),
      commit,
      whereIs: () => cell('here'),
    },
    catalogs: { sources: cell([{ name: '走访', strength: 50 }]), tags: none, riskRules: none },
    buildings: none,
    sync: { status: derived(firstPull, (pull) => ({ online: true, firstPull: pull })) },
  } as unknown as Workstation;
  const become = (next: readonly TargetStock[]): void => {
    act(() => {
      rows.set(next);
    });
  };
  return { workstation, commit, become };
}

/** As the address keeps it; `named` is what another page names. */
let address: { readonly task: string | undefined; readonly target: string | undefined };
let name: (target: string) => void;
function Page({ target: first, onOpen }: { readonly target: string | undefined; readonly onOpen: () => void }) {
  const [place, setPlace] = useState<typeof address>({ task: undefined, target: first });
  address = place;
  name = (target) => {
    setPlace({ task: undefined, target });
  };
  return (
    <TasksPage
      {...place}
      onMove={(task, target) => {
        // At once, as the router does: whoever leaves in the same moment leaves from there.
        address = { task, target };
        setPlace(address);
      }}
      onOpen={onOpen}
      onReportAt={() => undefined}
    />
  );
}
function show(workstation: Workstation, target?: string) {
  const onOpen = vi.fn();
  const page: ReactNode = (
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <Page target={target} onOpen={onOpen} />
      </Shortcuts>
    </WorkstationProvider>
  );
  render(page);
  return { onOpen };
}
const press = (key: string, more: object = {}): void => {
  fireEvent.keyDown(window.document.activeElement ?? window.document.body, { key, ...more });
};
// Not by role: in a long list that takes seconds.
const attribute = (of: string, name: string): string => window.document.querySelector(of)?.getAttribute(name) ?? '';
const inHand = (): string => attribute('aside', 'aria-label');
const list = (): string => attribute('[role="grid"]', 'aria-label');
const pointed = (): string => attribute('[role="grid"]', 'aria-activedescendant');
const shows = async (words: RegExp): Promise<void> => {
  await waitFor(() => {
    expect(list()).toMatch(words);
  });
};
const type = (text: string): void => {
  fireEvent.change(screen.getByLabelText('筛选'), { target: { value: text } });
};
const current = (): string => window.document.querySelector('[data-current]')?.textContent ?? '';
const many = Array.from({ length: 150 }, (_, number) => row(idOf(number)));

it('opens whom it is asked to open, wherever he stands, and goes on from there', async () => {
  const { workstation } = open(many);
  show(workstation, idOf(60));
  await waitFor(() => {
    expect(pointed()).toMatch(/-60$/);
  });
  expect(inHand()).toBe('住户060');
  press('j');
  expect(inHand()).toBe('住户061');
});

it('shows whom it is asked for also where the list does not have him, and puts nobody in his place', async () => {
  const { workstation, commit } = open([...many.slice(0, 3), done(idOf(7))]);
  show(workstation, idOf(7));
  await shows(/共 3 个/);
  expect(inHand()).toBe('住户007');
  expect(current()).toBe('');
  expect(address.target).toBe(idOf(7));
  // His list is another one: no key is for somebody else.
  press('1');
  press('Enter', { ctrlKey: true });
  expect(commit).not.toHaveBeenCalled();
  press('j');
  expect(inHand()).toBe('住户000');
  expect(current()).toContain('住户000');
});

it('opens another one named from elsewhere while the list stands', async () => {
  const { workstation } = open([...many, done(idOf(200))]);
  show(workstation, idOf(1));
  await shows(/共 150 个/);
  act(() => {
    name(idOf(60));
  });
  await waitFor(() => {
    expect(pointed()).toMatch(/-60$/);
  });
  act(() => {
    name(idOf(200));
  });
  expect(inHand()).toBe('住户200');
  expect(current()).toBe('');
});

it('takes up whom it shows once the list has him', async () => {
  const { workstation, become } = open([...many.slice(0, 3), done(idOf(7))]);
  show(workstation, idOf(7));
  await shows(/共 3 个/);
  become([...many.slice(0, 3), row(idOf(7))]);
  await waitFor(() => {
    expect(current()).toContain('住户007');
  });
});

it('goes to the first of what a text finds when the one shown was of no list', async () => {
  const { workstation } = open([...many.slice(0, 3), done(idOf(7))]);
  show(workstation, idOf(7));
  await shows(/共 3 个/);
  type('002');
  await waitFor(() => {
    expect(inHand()).toBe('住户002');
  });
});

it('goes on to the next one after a result, and to the one in its place when a colleague was there', async () => {
  const { workstation, commit, become } = open(many.slice(0, 5));
  show(workstation);
  press('ArrowDown');
  press('1');
  press('Enter', { ctrlKey: true });
  await waitFor(() => {
    expect(inHand()).toBe('住户002');
  });
  expect(commit.mock.calls.map(([{ edits }]) => edits[0]?.after._id)).toEqual([idOf(1)]);
  become(many.slice(0, 5).filter(({ id }) => id !== idOf(1)));
  expect(inHand()).toBe('住户002');
  become(many.slice(0, 5).filter(({ id }) => id !== idOf(1) && id !== idOf(2)));
  expect(inHand()).toBe('住户003');
});

it('keeps what is filled in at one target when another is in hand, also over the lock, until it is recorded', async () => {
  const { workstation, commit } = open(many.slice(0, 5));
  const filled = (): readonly unknown[] => [
    screen.getByLabelText<HTMLTextAreaElement>('情况').value,
    screen.queryByRole('radio', { checked: true })?.parentElement?.textContent,
  ];
  show(workstation);
  press('ArrowDown');
  press('1');
  fireEvent.change(screen.getByLabelText('情况'), { target: { value: '腿脚不便，周三再去' } });
  press('j');
  expect([inHand(), ...filled()]).toEqual(['住户002', '', undefined]);
  expect(halfMadeIn(workstation)).toEqual(['1 个任务对象的结果']);
  press('k');
  expect([inHand(), ...filled()]).toEqual(['住户001', '腿脚不便，周三再去', '1 已见面']);
  cleanup();
  const unlocked = { ...workstation };
  carryKept(workstation, unlocked);
  show(unlocked);
  press('ArrowDown');
  expect([inHand(), ...filled()]).toEqual(['住户001', '腿脚不便，周三再去', '1 已见面']);
  press('Enter', { ctrlKey: true });
  await waitFor(() => {
    expect(inHand()).toBe('住户002');
  });
  expect(commit).toHaveBeenCalledOnce();
  expect(halfMadeIn(unlocked)).toEqual([]);
  press('k');
  expect([inHand(), ...filled()]).toEqual(['住户001', '', undefined]);
});

it('is as it was when one comes back from a record, and begins anew when another one is asked for', async () => {
  const { workstation } = open([...many.slice(0, 9), row(idOf(9), { dueOn: '2026-12-24' })]);
  const { onOpen } = show(workstation);
  fireEvent.click(screen.getByText('今天到期'));
  type('住户00');
  fireEvent.click(screen.getByText('打开档案'));
  expect(onOpen).toHaveBeenCalledOnce();
  expect(address.target).toBe(idOf(0));
  cleanup();

  show(workstation, idOf(0));
  await shows(/^今天到期，共 9 个/);
  expect(screen.getByLabelText('筛选')).toHaveProperty('value', '住户00');
  cleanup();

  show(workstation, idOf(9));
  await shows(/^全部要做的，共 10 个/);
  expect(screen.getByLabelText('筛选')).toHaveProperty('value', '');
  expect(inHand()).toBe('住户009');
});

it('says what is found and of how many', async () => {
  show(open(many.slice(0, 5)).workstation);
  expect(screen.getByText('共 5 个，与左栏的数一致')).toBeTruthy();
  type('003');
  expect(await screen.findByText('1 个符合，共 5 个')).toBeTruthy();
});

it('does not say that there is nothing while what came is not in the lists yet', () => {
  show(open([], true, 7).workstation);
  expect(screen.getByText('全部要做的：还没到齐')).toBeTruthy();
  expect(screen.getByText('全部要做的', { selector: 'nav span' }).parentElement?.textContent).toBe('全部要做的');
});

it('does not say that there is nothing while it is still coming', () => {
  show(open([], false).workstation);
  expect(screen.queryByText(/：没有$/)).toBeNull();
  expect(screen.getByText('全部要做的：还没到齐')).toBeTruthy();
  expect(screen.getByText('任务已取 3 / 共 9，还在取，数还会变')).toBeTruthy();
  expect(screen.getByText('全部要做的', { selector: 'nav span' }).parentElement?.textContent).toBe('全部要做的');
});
