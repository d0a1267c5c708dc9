// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import type { JSX } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { ChangeSet } from '../../../shared/actions/change-set.ts';
import { NATIONAL_RULEBOOK } from '../../../shared/cases/rulebook.ts';
import { isHarmlessOnCases, type SharedFilterDocument } from '../../../shared/domain/shared-filter.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { actorOf, anId, aUser, STREET } from '../../../shared/testing/builders.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import { conditionFields } from './conditions.ts';
import { RenameFilterDialog, SaveFilterDialog } from './filter-dialogs.tsx';
import { FilterLines } from './filter-lines.tsx';
import { FilterNote } from './filter-note.tsx';
import { filterWords } from './filter-words.ts';
import { allQueues, queuesFor, type QueueKey, type SavedQueue } from './queues.ts';
import { useFilters, type SharedQueue } from './use-filters.ts';

const clerk = aUser('streetClerk');
const colleague: User = { ...aUser('streetClerk'), displayName: '明国芳' };
const aFilter = (by: User, changes: Partial<SharedFilterDocument> = {}): SharedFilterDocument => ({
  _id: anId('sharedFilter'),
  type: 'sharedFilter',
  scope: by.posts[0]?.scope ?? STREET,
  schema: CURRENT_FORM,
  provenance: { createdAt: '2026-11-20T01:00:00.000Z', createdBy: by.id, createdDevice: 'T', source: '事件队列' },
  list: 'cases',
  name: '退回两次的井盖',
  where: [
    { field: 'queue', op: 'in', values: ['returned-twice'] },
    { field: 'category', op: 'in', values: ['供水井盖'] },
  ],
  sharedBy: actorOf(by),
  state: 'effective',
  ...changes,
});

/** What lies on the terminal: commits are carried out, as the store does. */
const shared = cell<readonly SharedFilterDocument[]>([]);
const all = new Map<string, SharedFilterDocument>();
const unsent = cell({ unsent: 0, refused: false, receiptAt: null });
const put = (...filters: readonly SharedFilterDocument[]): void => {
  for (const filter of filters) all.set(filter._id, filter);
  shared.set([...all.values()].filter(({ state }) => state !== 'void'));
};
const commit = vi.fn((changes: ChangeSet) => {
  put(...changes.edits.map(({ after }) => after as unknown as SharedFilterDocument));
  return Promise.resolve({ ok: true as const, value: { batch: `B${String(commit.mock.calls.length)}` } });
});
const workstationOf = (user: User): Workstation =>
  ({
    user,
    terminal: 'T-1',
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
    catalogs: { sources: cell([]), riskRules: cell({ entries: [], visits: [] }) },
    sync: { status: cell({ online: false }) },
    stock: { ids: () => Promise.resolve([]) },
    records: {
      of: () => shared,
      one: (_: string, id: string) => cell(all.get(id) ?? null),
      many: () => Promise.resolve([]),
      delivery: () => unsent,
      whereIs: () => cell('here'),
      commit,
    },
  }) as unknown as Workstation;

const OWN: SavedQueue = { id: 'own', name: '我的超期', where: [{ field: 'queue', op: 'in', values: ['overdue'] }] };
const nameOfPlace = (scope: string): string => (scope === STREET ? '陆家嘴街道' : '上港第一居委会');

/** The filters of the page without its lists. */
function Filters({ user, saved = [] }: { readonly user: User; readonly saved?: readonly SavedQueue[] }): JSX.Element {
  const [kept, setKept] = useState(saved);
  const [current, setCurrent] = useState<QueueKey>('saved:own');
  const [isSaving, setSaving] = useState(false);
  const [renamed, setRenamed] = useState<SharedQueue>();
  const filters = useFilters(kept, setKept, current, setCurrent);
  const queues = queuesFor(user, NATIONAL_RULEBOOK, kept, filters.shared);
  const fields = conditionFields(user, {
    areas: { nameOf: String, fullNameOf: String, scopeWords: String },
    departments: [],
  });
  const [place] = filters.places;
  return (
    <>
      <FilterLines
        saved={queues.saved}
        shared={filters.shared ?? []}
        nameOfPlace={nameOfPlace}
        wordsOf={({ where }) => filterWords(where, allQueues(queues), fields)}
        count={() => 3}
        current={current}
        onChoose={setCurrent}
        onForget={filters.forget}
        onShare={
          place &&
          ((key) => {
            const own = kept.find(({ id }) => `saved:${id}` === key);
            if (own !== undefined) void filters.share(own, place, own);
          })
        }
        onRename={setRenamed}
        onWithdraw={({ document }) => {
          void filters.withdraw(document);
        }}
      />
      <FilterNote
        asks={undefined}
        shared={filters.shared?.find(({ key }) => key === current)}
        filters={filters}
        isElsewhere={isSaving}
      />
      <button
        type="button"
        onClick={() => {
          setSaving(true);
        }}
      >
        存筛选
      </button>
      {isSaving && (
        <SaveFilterDialog
          filters={filters}
          nameOfPlace={nameOfPlace}
          onClose={() => {
            setSaving(false);
          }}
          onSave={(name, post) => {
            if (post === undefined) filters.keep({ name, where: OWN.where });
            else void filters.share({ name, where: OWN.where }, post);
          }}
        />
      )}
      {renamed !== undefined && (
        <RenameFilterDialog
          filters={filters}
          queue={renamed}
          onClose={() => {
            setRenamed(undefined);
          }}
        />
      )}
    </>
  );
}
const show = (user: User, saved: readonly SavedQueue[] = []): void => {
  render(
    <WorkstationProvider workstation={workstationOf(user)}>
      <Shortcuts>
        <Filters user={user} saved={saved} />
      </Shortcuts>
    </WorkstationProvider>,
  );
};
const group = (place = '陆家嘴街道'): HTMLElement => screen.getByRole('region', { name: `${place}共用` });
const linesOf = (place?: string): readonly string[] =>
  within(group(place))
    .getAllByRole('button')
    .filter((button) => button.classList.contains('cases-queue'))
    .map((button) => button.textContent);
const pick = (name: string, item: string): void => {
  fireEvent.click(screen.getByRole('button', { name: `筛选“${name}”的更多` }));
  fireEvent.click(screen.getByRole('menuitem', { name: item }));
};

beforeAll(() => {
  fillJsdomGaps();
});
beforeEach(() => {
  commit.mockClear();
  all.clear();
  shared.set([]);
});
afterEach(cleanup);

it('shows what is shared place by place, with its count, and on hover whose it is and what it asks', () => {
  const ofCommunity = aFilter(aUser('communityClerk'), { name: '本居委的' });
  put(aFilter(colleague), ofCommunity);
  show(aUser('gridWorker'));
  expect([linesOf(), linesOf('上港第一居委会')]).toEqual([['退回两次的井盖3'], ['本居委的3']]);
  const line = within(group()).getByRole('button');
  expect(line.title).toBe('明国芳（街道受理员）2026-11-20 共用\n退回两次以上；类别：供水井盖');
  // A worker reads them and changes none.
  expect(screen.queryByRole('button', { name: /的更多$/ })).toBeNull();
});

it('comes when it comes, under the hand of nobody', () => {
  show(clerk);
  expect(screen.queryByRole('region')).toBeNull();
  act(() => {
    put(aFilter(colleague));
  });
  expect(linesOf()).toEqual(['退回两次的井盖3']);
});

it('tells two of one name apart by whose they are', () => {
  put(aFilter(colleague), aFilter(clerk));
  show(clerk);
  expect(linesOf()).toEqual([`退回两次的井盖 · 明国芳3`, `退回两次的井盖 · ${clerk.displayName}3`]);
});

it('shares one’s own later: it goes from there to here, and back by U, with the hand on it', async () => {
  show(clerk, [OWN]);
  pick('我的超期', '和同事共用');
  await waitFor(() => {
    expect(linesOf()).toEqual(['我的超期3']);
  });
  expect(screen.queryByRole('heading', { name: '我存的筛选' })).toBeNull();
  expect(
    within(group())
      .getByRole('button', { name: /我的超期3/ })
      .getAttribute('aria-current'),
  ).toBe('true');
  expect(screen.getByRole('status').textContent).toContain('已存本机，联网后自动送达');
  fireEvent.keyDown(document.body, { key: 'u' });
  await waitFor(() => {
    expect(screen.getByRole('heading', { name: '我存的筛选' })).toBeDefined();
  });
  expect([...all.values()].map(({ state }) => state)).toEqual(['void']);
  expect(screen.getByRole('button', { name: /^我的超期/ }).getAttribute('aria-current')).toBe('true');
});

it('deleted on this terminal is there again by U', async () => {
  show(clerk, [OWN]);
  pick('我的超期', '删除');
  expect(screen.queryByRole('heading', { name: '我存的筛选' })).toBeNull();
  expect(screen.getByRole('status').textContent).toContain('已删除筛选“我的超期”');
  fireEvent.keyDown(document.body, { key: 'u' });
  expect(await screen.findByRole('button', { name: /^我的超期/ })).toBeDefined();
  expect(commit).not.toHaveBeenCalled();
});

it('withdrawn by its author stays his own, by a colleague it is gone', async () => {
  const mine = aFilter(clerk);
  put(mine);
  show(clerk);
  pick(mine.name, '不再共用');
  await waitFor(() => {
    expect(screen.queryByRole('region')).toBeNull();
  });
  expect(screen.getByRole('heading', { name: '我存的筛选' })).toBeDefined();
  cleanup();
  put({ ...mine, state: 'effective' });
  show(colleague);
  pick(mine.name, '不再共用');
  await waitFor(() => {
    expect(screen.queryByRole('region')).toBeNull();
  });
  expect(screen.queryByRole('heading', { name: '我存的筛选' })).toBeNull();
});

it('asks when saving for whom, of those who may share, and says in the dialog why a name is refused', async () => {
  put(aFilter(colleague));
  show(clerk);
  fireEvent.click(screen.getByRole('button', { name: '存筛选' }));
  const dialog = screen.getByRole('dialog');
  expect(
    within(dialog)
      .getAllByRole('radio')
      .map((radio) => radio.closest('label')?.textContent),
  ).toEqual(['只在本机', '和陆家嘴街道同事共用']);
  fireEvent.change(within(dialog).getByLabelText('名称'), { target: { value: '退回两次的井盖' } });
  fireEvent.click(within(dialog).getByRole('radio', { name: '和陆家嘴街道同事共用' }));
  fireEvent.submit(within(dialog).getByLabelText('名称'));
  const refusal = await within(dialog).findByRole('alert');
  expect(refusal.textContent).toContain('明国芳已经共用了一个叫“退回两次的井盖”的筛选。没有改动任何东西。换一个名称');
  expect(commit).not.toHaveBeenCalled();
  cleanup();
  show(aUser('gridWorker'));
  fireEvent.click(screen.getByRole('button', { name: '存筛选' }));
  expect(screen.queryByRole('radio')).toBeNull();
});

it('is renamed for everybody', async () => {
  const mine = aFilter(clerk);
  put(mine);
  show(colleague);
  pick(mine.name, '改名');
  fireEvent.change(screen.getByLabelText('名称'), { target: { value: '井盖' } });
  fireEvent.click(screen.getByRole('button', { name: /^改名/ }));
  await waitFor(() => {
    expect(linesOf()).toEqual(['井盖3']);
  });
  expect(all.get(mine._id)).toMatchObject({ name: '井盖', where: mine.where, scope: STREET });
});

it('of every place that a person works at can be chosen', () => {
  show({ ...clerk, posts: [...clerk.posts, ...aUser('communityClerk').posts] });
  fireEvent.click(screen.getByRole('button', { name: '存筛选' }));
  expect(screen.getAllByRole('radio')).toHaveLength(3);
});

it('can be made of every condition that the list offers', () => {
  const words = { areas: { nameOf: String, fullNameOf: String, scopeWords: String }, departments: [] };
  const offered = [clerk, aUser('communityClerk')].flatMap((user) => conditionFields(user, words));
  for (const { field } of offered) expect(isHarmlessOnCases({ field, op: 'in', values: ['x'] }), field).toBe(true);
});
