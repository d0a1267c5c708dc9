// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { AnyRecord, ChangeSet } from '../../shared/actions/change-set.ts';
import { smallStreet } from '../../shared/testing/small-street.ts';
import { fillJsdomGaps } from '../ui/testing/jsdom-gaps.ts';
import { MoveInDialog } from './move-in-dialog.tsx';
import { showOn, terminalWith } from './testing/records-by-hand.tsx';

const stock = smallStreet([{ family: 3, hasTenant: false, hasLodger: false, isFar: false }]);
const all = [...stock.values()];
const room = all.find(({ type }) => type === 'room')?._id;
const NOBODY: readonly string[] = [];
const commit = vi.fn((_: ChangeSet) => Promise.resolve({ ok: true as const, value: { batch: 'B1' } }));
const workstation = terminalWith({ opened: stock, now: stock, commit });
const onClose = vi.fn();

const field = (label: RegExp | string): HTMLInputElement => screen.getByLabelText(label);
const press = (name: RegExp | string): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};
const write = (label: RegExp | string, value: string): void => {
  fireEvent.change(field(label), { target: { value } });
};
async function takeDown(name: string, idNumber = ''): Promise<void> {
  press('没有档案，新建一人');
  write(/^姓名/, name);
  if (idNumber !== '') write(/^证件号码/, idNumber);
  press('加上这个人');
  await Promise.resolve();
}
const made = (): readonly AnyRecord[] =>
  (commit.mock.calls[0]?.[0].edits ?? []).flatMap(({ before, after }) =>
    before === null && after.type === 'person' ? [after] : [],
  );

beforeAll(() => {
  fillJsdomGaps();
});
async function show(personIds: readonly string[]): Promise<void> {
  await showOn(
    workstation,
    <MoveInDialog
      title="新增居民"
      actName="新增居民"
      personIds={personIds}
      roomId={room}
      onDone={vi.fn()}
      onClose={onClose}
    />,
  );
  // The family that lives there has been read.
  await screen.findByRole('option', { name: /^加入/ });
}
beforeEach(async () => {
  vi.clearAllMocks();
  await show(NOBODY);
});
afterEach(cleanup);

it('is not added with a wrong number by the button either: it is said which', async () => {
  await takeDown('严新来', '110105194912310021');
  expect(screen.getByRole('alert').textContent).toBe('新建的人还有项目要改：证件号码。');
  expect(screen.queryByRole('list', { name: '一起迁的人' })).toBeNull();
  write(/^证件号码/, '11010519491231002X');
  expect(screen.queryByRole('alert')).toBeNull();
  press('加上这个人');
  expect(screen.getByRole('list', { name: '一起迁的人' }).textContent).toContain('严新来');
});

it('is not added with a day that is half written', () => {
  press('没有档案，新建一人');
  Object.defineProperty(field('出生日期'), 'validity', { configurable: true, value: { badInput: true } });
  write(/^姓名/, '严新来');
  press('加上这个人');
  expect(screen.getByRole('alert').textContent).toContain('日期没写完');
});

it('is followed by the next: the hand is in 找人', async () => {
  cleanup();
  await show(all.filter(({ type }) => type === 'person').map(({ _id }) => _id));
  await takeDown('严新来');
  expect(document.activeElement).toBe(field('找人'));
});

it('is put right after it was added, and moves in as it is then', async () => {
  await takeDown('严新来');
  await takeDown('方鹭芸');
  press('改严新来');
  expect(field(/^姓名/).value).toBe('严新来');
  write(/^姓名/, '严新莱');
  press('改好');
  press('改方鹭芸');
  press('不改了');
  await screen.findByLabelText('办理后');
  press(/^新增居民/);
  await waitFor(() => {
    expect(onClose).toHaveBeenCalledOnce();
  });
  expect(made().map((one) => one['name'])).toEqual(['严新莱', '方鹭芸']);
});

it('is not dropped for one who is put right: what was begun is finished first', async () => {
  await takeDown('严新来');
  press('没有档案，新建一人');
  write(/^证件号码/, '110105194912310021');
  press('改严新来');
  expect(field(/^证件号码/).value).toBe('110105194912310021');
  expect(field(/^姓名/).getAttribute('aria-invalid')).toBe('true');
});

it('counts as filled in where somebody was added', async () => {
  press('没有档案，新建一人');
  fireEvent.keyDown(field(/^姓名/), { key: 'Escape' });
  expect(onClose).toHaveBeenCalledOnce();
  press('取消新建');
  await takeDown('严新来');
  fireEvent.keyDown(field('找人'), { key: 'Escape' });
  expect(onClose).toHaveBeenCalledOnce();
  expect(screen.getByText('放弃这次填的？')).toBeTruthy();
});
