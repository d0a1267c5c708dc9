// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { JSX } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChangeSet } from '../../shared/actions/change-set.ts';
import type { ObjectionDocument } from '../../shared/domain/objection.ts';
import { smallStreet } from '../../shared/testing/small-street.ts';
import { fillJsdomGaps } from '../ui/testing/jsdom-gaps.ts';
import { ObjectionAnswer } from './objection-answer.tsx';
import { PersonDialog } from './person-form.tsx';
import { RoomDialog } from './room-form.tsx';
import { firstOf, showOn, terminalWith } from './testing/records-by-hand.tsx';

const PHONE = '10012340417';
const PERMIT = '310115200012345678';
const stock = smallStreet([{ family: 1, hasTenant: true, hasLodger: false, isFar: false }]);
const room = firstOf(stock, 'room', {
  areaM2: 60,
  bedrooms: 2,
  owner: { name: '颜立超', phone: PHONE, relation: '房东' },
});
const tenant = firstOf(
  stock,
  'person',
  {
    floating: { permitNumber: PERMIT },
    contacts: [{ name: '方鹭芸', phone: PHONE, relation: '姐' }],
    phones: [{ number: '10012342208', note: '手机' }],
    leftBehind: { kind: 'elder', incomeYuan: 1200 },
  },
  (one) => one['class'] === 'floating',
);
const shown = new Map([...stock, [room._id, room], [tenant._id, tenant]]);
/** What is read beside the record that is shown. */
const now = new Map(shown);

const commit = vi.fn((_: ChangeSet) => Promise.resolve({ ok: true as const, value: { batch: 'B1' } }));
const workstation = terminalWith({ opened: shown, now, commit });
const onClose = vi.fn();
const ends = { onDone: vi.fn(), onClose };

const show = (dialog: JSX.Element): Promise<void> => showOn(workstation, dialog);
const showRoom = (): Promise<void> => show(<RoomDialog roomId={room._id} {...ends} />);
const showTenant = (): Promise<void> => show(<PersonDialog personId={tenant._id} {...ends} />);
const field = (label: RegExp | string): HTMLElement => screen.getByLabelText(label);
const write = (label: RegExp | string, value: string): void => {
  fireEvent.input(field(label), { target: { value } });
  fireEvent.blur(field(label));
};
const press = (words: string): void => {
  fireEvent.click(screen.getByText(words));
};
/** A number that is covered: opened to be typed anew. */
const retype = (label: string): void => {
  fireEvent.click(within(field(label)).getByText('重填'));
};
const alert = (): string | null => screen.getByRole('alert', { hidden: true }).textContent;
/** What is saved of the one record that the form edits. */
async function saved(actName = '保存'): Promise<Readonly<Record<string, unknown>>> {
  press(actName);
  await waitFor(() => {
    expect(onClose).toHaveBeenCalledOnce();
  });
  return commit.mock.calls[0]?.[0].edits.find(({ after }) => after.type !== 'objection')?.after ?? {};
}
/** What was typed stays to be put right: it is said, and nothing is saved. */
function expectRefused(words: string): void {
  press('保存');
  expect(alert()).toContain(words);
  expect(commit).not.toHaveBeenCalled();
}

beforeAll(() => {
  fillJsdomGaps();
});
beforeEach(() => {
  vi.clearAllMocks();
});
afterEach(cleanup);

it.each([
  { of: 'a person', record: tenant, open: showTenant, label: '职业', text: '钳工', colleague: { education: '20' } },
  { of: 'a room', record: room, open: showRoom, label: '卧室数', text: '3', colleague: { note: '漏水' } },
])(
  'what is read of $of after its form was opened is not set back',
  async ({ record, open, label, text, colleague }) => {
    now.set(record._id, { ...record, ...colleague });
    await open();
    now.set(record._id, record);
    write(label, text);
    await saved();
    // The store has another record by now, and says so.
    expect(commit.mock.calls[0]?.[0].edits.map(({ before }) => before)).toEqual([record]);
  },
);

describe('a number on record', () => {
  const inSight = (): string =>
    [document.body.textContent, ...[...document.querySelectorAll('input')].map(({ value }) => value)].join(' ');

  it('of the owner stays covered in the form of a room, and stays as it is when another field is saved', async () => {
    await showRoom();
    expect(inSight()).not.toContain(PHONE);
    expect(within(field('房主电话')).getByText('已打码')).toBeTruthy();
    write('卧室数', '3');
    const { bedrooms, owner } = await saved();
    expect([bedrooms, owner]).toEqual([3, room['owner']]);
  });

  it('of a permit stays covered in the form of a person, and stays as it is when another field is saved', async () => {
    await showTenant();
    expect(inSight()).not.toContain(PERMIT);
    write('职业', '钳工');
    const { occupation, floating } = await saved();
    expect([occupation, floating]).toEqual(['钳工', tenant['floating']]);
  });

  it('is typed anew where it is wrong', async () => {
    await showTenant();
    retype('居住证号');
    write('居住证号', '310115200087654321');
    expect((await saved())['floating']).toEqual({ permitNumber: '310115200087654321' });
  });

  it.each([
    { of: 'a person', record: tenant, path: 'floating.permitNumber', fieldName: '居住证号', value: PERMIT },
    { of: 'a room', record: room, path: 'owner.phone', fieldName: '房主电话', value: PHONE },
  ])('of $of is not opened by the answer to an objection', async ({ record, path, fieldName, value }) => {
    const objection = {
      ...{ _id: 'objection:1', type: 'objection', subject: record._id, subjectName: '严01', field: path, fieldName },
      ...{ scope: record.scope, why: '本人说不对', raisedBy: { name: '戚建平' }, state: 'open', value },
    } as unknown as ObjectionDocument;
    await show(<ObjectionAnswer objection={objection} record={record} {...ends} />);
    fireEvent.click(screen.getByLabelText('改成别的值'));
    expect(field(fieldName)).toHaveProperty('value', '');
    expect(inSight()).not.toContain(value);
    press('改正并答复');
    expect(alert()).toContain('要改就写上对的值');
    write(fieldName, '10012342208');
    const after = await saved('改正并答复');
    expect(JSON.stringify(after)).toContain('10012342208');
  });

  it('is not asked for again where the value is no secret', async () => {
    const objection = {
      ...{ _id: 'objection:1', type: 'objection', subject: room._id, subjectName: '101', field: 'areaM2' },
      ...{ fieldName: '建筑面积', why: '房产证上不同', raisedBy: { name: '戚建平' }, state: 'open' },
    } as unknown as ObjectionDocument;
    await show(<ObjectionAnswer objection={objection} record={room} {...ends} />);
    fireEvent.click(screen.getByLabelText('改成别的值'));
    expect(field('建筑面积')).toHaveProperty('value', '60');
  });
});

describe('what was typed and cannot be read', () => {
  it.each([
    ['建筑面积（平方米）', '85㎡', '建筑面积要写数字'],
    ['卧室数', '两间', '卧室数要写数字'],
    ['卧室数', '2.5', '卧室数要写整数'],
    [/^层/, '顶楼', '层应写“数字＋层”'],
  ])('of a room is said at %s (%s)', async (label, text, words) => {
    await showRoom();
    write(label, text);
    expect(field(label).getAttribute('aria-invalid')).toBe('true');
    expectRefused(words);
  });

  it('of a room is not made up for by what stood there: an emptied floor', async () => {
    await showRoom();
    write(/^层/, '');
    expectRefused('写层和室号');
  });

  it('is a telephone of nobody: the owner stays until somebody is named', async () => {
    await showRoom();
    write('房主', '');
    expect(field('房主').getAttribute('aria-invalid')).toBe('true');
    expectRefused('有电话就要有姓名');
    write('房主', '方鹭芸');
    expect((await saved())['owner']).toEqual({ name: '方鹭芸', phone: PHONE, relation: '房东' });
  });

  it('is a telephone of the owner that is none: it is said there', async () => {
    await showRoom();
    retype('房主电话');
    write('房主电话', '1381234567');
    expect(field('房主电话').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(/手机号应为 11 位/)).toBeTruthy();
  });

  it('is a contact or a telephone that lost what it is: it is not dropped in silence', async () => {
    await showTenant();
    write('联系人 1', '');
    expect(screen.getByText('联系人 1 没有姓名，写上姓名，不要这一行就移除。')).toBeTruthy();
    expectRefused('联系人 1 没有姓名');
    write('联系人 1', '方鹭芸');
    retype('号码 1');
    expectRefused('还空着：号码 1');
    press('添电话');
    fireEvent.click(field('移除号码 1'));
    write(/^说明/, '固话');
    expectRefused('号码 1 还空着');
    fireEvent.click(field('移除号码 1'));
    const after = await saved();
    expect([after['phones'], after['contacts']]).toEqual([undefined, tenant['contacts']]);
  });

  it('is an income in words', async () => {
    await showTenant();
    write('个人年收入（元）', '五千');
    expect(field('个人年收入（元）').getAttribute('aria-invalid')).toBe('true');
    expectRefused('个人年收入（元）要写数字');
  });

  it('is not a figure in full width', async () => {
    await showRoom();
    write('建筑面积（平方米）', '８５．５');
    write('卧室数', '３');
    const { areaM2, bedrooms } = await saved();
    expect([areaM2, bedrooms]).toEqual([85.5, 3]);
    cleanup();
    vi.clearAllMocks();
    await showTenant();
    write('个人年收入（元）', '５０００');
    expect((await saved())['leftBehind']).toEqual({ kind: 'elder', incomeYuan: 5000 });
  });
});
