// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AnyRecord, ChangeSet } from '../../../shared/actions/change-set.ts';
import type { ComponentDocument } from '../../../shared/domain/component.ts';
import type { EnterpriseDocument } from '../../../shared/domain/enterprise.ts';
import type { LedgerEntryDocument } from '../../../shared/domain/ledger-entry.ts';
import { anId, aUser, GRID } from '../../../shared/testing/builders.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { LedgerKind, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { PlacePage } from './place-page.tsx';

const head = {
  scope: GRID,
  schema: 1,
  state: 'effective' as const,
  provenance: { createdAt: '2026-11-01T01:00:00.000Z', createdBy: 'x', createdDevice: 'T', source: '走访' },
};
const shop = {
  _id: anId('enterprise'),
  type: 'enterprise',
  ...head,
  name: '燕林餐饮',
  trade: 'eatery',
  address: '即墨路117号',
  operation: 'open',
  legalPerson: { name: '颜立超', phone: '10012340417' },
  licences: [{ id: 'L1', kind: '食品经营许可证', number: 'JY-1', until: '2026-12-01' }],
  hazards: [{ id: 'H1', code: 'blocked', foundAt: '2026-11-19T17:30:00.000Z', foundBy: 'x', source: '检查' }],
} as EnterpriseDocument;
const lamp = {
  _id: anId('component'),
  type: 'component',
  ...head,
  code: '31011500501000001',
  name: '路灯',
  category: { standard: 'GB/T 30428.2', kind: 'component', code: '0112', name: '路灯' },
  authority: { name: '路灯所' },
  keeper: { name: '养护一队' },
  condition: 'intact',
  firstOn: '2024-01-01',
  place: { point: [121.5, 31.2], crs: 'WGS84', source: 'survey' },
} as unknown as ComponentDocument;
const house = {
  _id: anId('ledgerEntry'),
  type: 'ledgerEntry',
  ...head,
  ledger: 'heritage',
  title: '旧仓库',
  values: { name: '旧仓库', keeper: '严立诚' },
} as LedgerEntryDocument;
const heritage: LedgerKind = {
  key: 'heritage',
  name: '保护建筑',
  titleField: 'name',
  byMonth: false,
  onMap: false,
  fields: [
    { key: 'name', label: '名称', kind: 'text' },
    { key: 'keeper', label: '看护人', kind: 'text' },
    { key: 'usedAs', label: '现在用途', kind: 'text' },
  ],
  differences: [],
};

const audit = vi.fn(() => Promise.resolve());
const EMPTY = { total: 0, rows: [] as readonly unknown[] };
interface Shown {
  readonly user?: User;
  readonly receiptAt?: string | null;
  /** What the stock answers to every question. */
  readonly list?: typeof EMPTY;
}
/** The page of one record, and the record as it lies in the store: a commit upon another one than that is refused. */
function show(record: AnyRecord, { user = aUser('communityClerk'), receiptAt = null, list = EMPTY }: Shown = {}) {
  const stored = cell(record);
  const none = cell<readonly never[]>([]);
  const commit = ({ edits: [edit, ...more] }: ChangeSet) => {
    if (edit === undefined || more.length > 0) throw new Error('assumed: one record is edited');
    if (edit.before !== stored.get())
      return Promise.resolve({ ok: false, trouble: { code: 'changed', what: '刚刚被改过。', safe: '', next: '' } });
    stored.set(edit.after);
    return Promise.resolve({ ok: true, value: { batch: 'B1' } });
  };
  const workstation = {
    ...{
      user,
      terminal: 'T',
      policy: { demonstration: true },
      rulebooks: () => cell(),
      audit,
    },
    ...{ areas: none, buildings: none },
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z'), verified: () => true, deviationMs: () => 0 },
    catalogs: {
      ...{ all: none, terms: none, placeKinds: cell([{ code: 'a', trade: 'eatery', label: '餐饮', limits: [] }]) },
      ...{ sources: cell(['走访', '巡查'].map((name) => ({ name, strength: 60 }))), ledgers: cell([heritage]) },
      riskRules: cell({ entries: [], visits: [] }),
    },
    stock: { issuesAt: () => none, list: () => cell(list) },
    sync: { status: cell({ online: true, firstPull: { done: true } }) },
    records: {
      ...{ one: () => stored, of: () => none, many: () => Promise.resolve([]), commit },
      ...{ delivery: () => cell({ unsent: 0, refused: false, receiptAt }), history: () => none, disputes: none },
    },
  } as unknown as Workstation;
  const nothing = vi.fn();
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <PlacePage id={record._id} onOpen={nothing} onOpenBuilding={nothing} onShowOnMap={nothing} onBack={nothing} />
      </Shortcuts>
    </WorkstationProvider>,
  );
  return stored;
}
const press = (name: RegExp): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};
const form = () => within(screen.getByRole('dialog'));

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

describe('what a colleague wrote while a form was open', () => {
  it.each([
    {
      of: 'an enterprise',
      record: shop,
      colleague: { ...shop, legalPerson: { ...shop.legalPerson, phone: '10012342208' } },
      opens: /^编辑/,
      types: [/^备注/, '门前占道'],
      saves: /^存入台账/,
    },
    {
      of: 'a licence',
      record: shop,
      colleague: { ...shop, licences: [{ ...shop.licences?.[0], number: 'JY-2' }] },
      opens: /^续证/,
      types: [/^有效期至/, '2027-12-01'],
      saves: /^续证/,
    },
    {
      of: 'a line of a ledger',
      record: house,
      colleague: { ...house, values: { ...house.values, keeper: '方鹭芸' } },
      opens: /^编辑/,
      types: [/^现在用途/, '展厅'],
      saves: /^存入台账/,
    },
    {
      of: 'a component',
      record: lamp,
      colleague: { ...lamp, keeper: { name: '养护二队' } },
      opens: /^登记状态/,
      types: [/^备注/, '灯罩裂了'],
      saves: /^登记/,
    },
  ] as const)('is not set back by the form of $of: it is told', async ({ record, colleague, opens, types, saves }) => {
    const stored = show(record);
    press(opens);
    const [label, value] = types;
    fireEvent.change(form().getByLabelText(label), { target: { value } });
    act(() => {
      stored.set(colleague);
    });
    fireEvent.click(form().getByRole('button', { name: saves }));
    expect((await form().findByRole('alert')).textContent).toContain('刚刚被改过');
    expect(stored.get()).toBe(colleague);
  });
});

describe('the card of a place', () => {
  it('shows the whole number for which a reason was given, and the question is gone', async () => {
    show(shop);
    press(/^显示完整号码/);
    fireEvent.click(screen.getByLabelText('核对证件'));
    press(/^显示 60 秒/);
    expect(await screen.findByText('10012340417')).toBeTruthy();
    expect(screen.queryByText('显示完整信息')).toBeNull();
    expect(audit).toHaveBeenCalledWith('reveal', shop._id, '核对证件（法定代表人电话）');
  });

  it('dates what was found after midnight by the day in Shanghai', () => {
    show(shop);
    expect(screen.getByText('2026-11-20 发现')).toBeTruthy();
  });

  it.each([
    { role: 'gridWorker', acts: ['添证', '续证', '登记隐患', '复查'], objects: true },
    { role: 'supervisor', acts: [], objects: true },
    { role: 'dispatcher', acts: [], objects: false },
  ] as const)('offers $role what the post may write, and nothing else', ({ role, acts, objects }) => {
    show(shop, { user: aUser(role) });
    const offered = ['添证', '续证', '登记隐患', '复查'].filter(
      (name) => screen.queryByRole('button', { name }) !== null,
    );
    expect(offered).toEqual(acts);
    press(/^统一社会信用代码：可以做什么/);
    expect(screen.queryByRole('menuitem', { name: '有异议' }) !== null).toBe(objects);
  });

  it('says of an old receipt on what day it was given', () => {
    show(lamp, { receiptAt: '2026-11-18T01:41:00.000Z' });
    expect(screen.getByText('已送达 11-18 09:41')).toBeTruthy();
  });

  it('says that it lists only some of the work at it', () => {
    const rows = Array.from({ length: 8 }, (_, at) => ({
      ...{ id: `target:${String(at)}`, taskTitle: '走访', isOpen: true, dueOn: '2026-11-20' },
    }));
    show(lamp, { list: { total: 10, rows } });
    expect(screen.getByText(/^只列最近的/)).toBeTruthy();
  });
});
