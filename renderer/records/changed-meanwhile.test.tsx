// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { JSX } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { AnyRecord, ChangeSet } from '../../shared/actions/change-set.ts';
import type { EnterpriseDocument } from '../../shared/domain/enterprise.ts';
import { smallStreet } from '../../shared/testing/small-street.ts';
import { fillJsdomGaps } from '../ui/testing/jsdom-gaps.ts';
import { EnterpriseDialog } from './enterprise-dialog.tsx';
import { LicenceDialog } from './licence-dialog.tsx';
import { MoveOutDialog } from './move-out-dialog.tsx';
import { PersonDialog } from './person-form.tsx';
import { RoomDialog } from './room-form.tsx';
import { rebased } from './use-typed.ts';
import { firstOf, isRead, showOn, terminalWith } from './testing/records-by-hand.tsx';

const stock = smallStreet([{ family: 1, hasTenant: true, hasLodger: false, isFar: false }]);
const [OLD, OURS, THEIRS] = ['10012340417', '10012342208', '10012349999'];
const person = firstOf(stock, 'person', { phones: [{ number: OLD }], occupation: '' });
const room = firstOf(stock, 'room', { bedrooms: 2, owner: { name: '颜立超' } });
const enterprise = {
  ...{ _id: 'enterprise:01JD0000000000000000000ENT', type: 'enterprise', scope: room.scope, state: 'effective' },
  ...{ name: '上港便利店', trade: 'shop', operation: 'open', address: '即墨路117号', provenance: {} },
  legalPerson: { name: '颜立超' },
} as unknown as EnterpriseDocument;

/** What the store holds; like the store, `commit` refuses what began from something else. */
const now = new Map<string, AnyRecord>();
const commit = vi.fn(({ edits }: ChangeSet) => {
  const isNow = edits.every(({ before }) => before === null || before === now.get(before._id));
  return Promise.resolve(
    isNow
      ? { ok: true as const, value: { batch: 'B1' } }
      : { ok: false as const, trouble: { code: 'changed', what: '刚刚被改过。', safe: '没写。', next: '再做一次。' } },
  );
});
const opened = new Map<string, AnyRecord>();
const workstation = terminalWith({ opened, now, commit });
const onClose = vi.fn();
const ends = { onDone: vi.fn(), onClose };
const show = (dialog: JSX.Element): Promise<void> => showOn(workstation, dialog);
const field = (label: RegExp | string): HTMLInputElement => screen.getByLabelText(label);
const write = (label: RegExp | string, value: string): void => {
  fireEvent.input(field(label), { target: { value } });
  fireEvent.blur(field(label));
};
const press = async (words: string): Promise<void> => {
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: new RegExp(`^${words}`) }));
  await isRead();
};
/** The record that is there already, as it was written last. */
const written = (): Readonly<Record<string, unknown>> =>
  commit.mock.calls.at(-1)?.[0].edits.find(({ before }) => before !== null)?.after ?? {};
/** Refused once, the same button does it: what is written is told, and what the colleague wrote is shown. */
async function again(name: string): Promise<Readonly<Record<string, unknown>>> {
  await press(name);
  expect(screen.getByRole('alert').textContent).toContain('你填的都在');
  expect(onClose).not.toHaveBeenCalled();
  await press(name);
  await waitFor(() => {
    expect(onClose).toHaveBeenCalledOnce();
  });
  return written();
}

beforeAll(() => {
  fillJsdomGaps();
});
beforeEach(() => {
  vi.clearAllMocks();
  for (const map of [now, opened]) {
    map.clear();
    for (const one of [...stock.values(), person, room, enterprise as unknown as AnyRecord]) map.set(one._id, one);
  }
});
afterEach(cleanup);

it('a person changed by a colleague while one types is saved by the same button, both changes in it', async () => {
  await show(<PersonDialog personId={person._id} {...ends} />);
  now.set(person._id, { ...person, workplace: '浦东船厂', phones: [{ number: OLD }, { number: THEIRS }] });
  write('职业', '钳工');
  fireEvent.click(screen.getByText('重填'));
  write('号码 1', OURS);
  await press('保存');
  expect(field('服务处所').value).toBe('浦东船厂');
  expect(field('职业').value).toBe('钳工');
  await press('保存');
  const { occupation, workplace, phones } = written();
  expect([occupation, workplace]).toEqual(['钳工', '浦东船厂']);
  expect(new Set((phones as readonly { number: string }[]).map(({ number }) => number))).toEqual(
    new Set([OURS, THEIRS]),
  );
});

it('a room likewise', async () => {
  await show(<RoomDialog roomId={room._id} {...ends} />);
  now.set(room._id, { ...room, note: '漏水' });
  write('卧室数', '3');
  const { bedrooms, note } = await again('保存');
  expect([bedrooms, note]).toEqual([3, '漏水']);
});

it('an enterprise likewise, its persons in charge part by part', async () => {
  await show(<EnterpriseDialog enterprise={enterprise} {...ends} />);
  now.set(enterprise._id, { ...enterprise, legalPerson: { name: '方鹭芸' }, note: '换了老板' });
  write('法定代表人电话', OURS);
  const { legalPerson, note } = await again('存入台账');
  expect([legalPerson, note]).toEqual([{ name: '方鹭芸', phone: OURS }, '换了老板']);
});

it('a licence likewise, and its trouble is told whole', async () => {
  await show(<LicenceDialog enterprise={enterprise} {...ends} />);
  now.set(enterprise._id, { ...enterprise, note: '换了老板' });
  write(/^证照/, '食品经营许可证');
  write(/^有效期至/, '2031-11-20');
  const { note, licences } = await again('添证');
  expect(note).toBe('换了老板');
  expect(licences).toHaveLength(1);
});

it('an act upon what was gathered is worked out anew from what is there now', async () => {
  await show(<MoveOutDialog personIds={[person._id]} {...ends} />);
  now.set(person._id, { ...person, workplace: '浦东船厂' });
  write(/^迁往/, '苏州昆山');
  const after = await again('登记迁出');
  expect(after['workplace']).toBe('浦东船厂');
});

it.each([
  ['what was not changed follows', 'a', 'a', 'b', 'b'],
  ['what was changed stays', 'mine', 'a', 'b', 'mine'],
  [
    'a group is carried over field by field',
    { x: 'mine', y: 'a' },
    { x: 'a', y: 'a' },
    { x: 'b', y: 'b' },
    { x: 'mine', y: 'b' },
  ],
  ['a list without named items is one value', [{ name: 'mine' }], [], [{ name: 'b' }], [{ name: 'mine' }]],
])('%s', (_, typed, was, there, result) => {
  expect(rebased(typed, was, there)).toEqual(result);
});
