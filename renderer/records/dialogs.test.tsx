// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { JSX } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnyRecord, ChangeSet } from '../../shared/actions/change-set.ts';
import type { ObjectionDocument } from '../../shared/domain/objection.ts';
import type { PersonDocument } from '../../shared/domain/person.ts';
import { aUser } from '../../shared/testing/builders.ts';
import { smallStreet } from '../../shared/testing/small-street.ts';
import type { RoomStock } from '../../shared/stock/rows.ts';
import type { Whereabouts, Workstation } from '../data/api.ts';
import { WorkstationProvider } from '../data/hooks.ts';
import { cell } from '../data/live.ts';
import { Shortcuts } from '../ui/shortcuts.tsx';
import { ActNote } from './act-note.tsx';
import { DeathDialog } from './death-dialog.tsx';
import { vacantFirst } from './find-fields.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { MoveInDialog } from './move-in-dialog.tsx';
import { ObjectionAnswer } from './objection-answer.tsx';
import { ObjectionDialog } from './objection-dialog.tsx';
import { PersonDialog } from './person-form.tsx';
import { StayDialog } from './stay-dialog.tsx';
import { doneWords } from './use-action.ts';
import { VoidDialog } from './void-dialog.tsx';

const stock = smallStreet([{ family: 3, hasTenant: false, hasLodger: false, isFar: false }]);
const all = [...stock.values()];
const people = all.filter((one) => one.type === 'person') as unknown as readonly PersonDocument[];
const head = people[0];
if (head === undefined) throw new Error('assumed: the small street has a family');
const wrongId: AnyRecord = { ...head, idNumber: '99910119420417041', birth: '1950-03-04' };

const commit = vi.fn((_: ChangeSet) => Promise.resolve({ ok: true as const, value: { batch: 'B1' } }));
const whereabouts = cell<Whereabouts>('here');
const undo = vi.fn((_: string) => Promise.resolve({ ok: true as const, value: { batch: 'B2' } }));
function workstationOf(changed: readonly AnyRecord[] = []): Workstation {
  const now = new Map([...stock, ...changed.map((one) => [one._id, one] as const)]);
  const records = [...now.values()];
  return {
    user: aUser('communityClerk'),
    terminal: 'LJZ-0417',
    policy: { demonstration: true },
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z'), verified: () => true, deviationMs: () => 0 },
    catalogs: {
      terms: cell([
        { list: 'education', code: '20', label: '大学本科' },
        { list: 'relation', code: '20', label: '子' },
      ]),
      tags: cell([]),
      riskRules: cell({ entries: [], visits: [] }),
      sources: cell([
        { name: '公安', strength: 90 },
        { name: '走访', strength: 60 },
      ]),
    },
    sync: { status: cell({ online: false }) },
    stock: { ids: () => Promise.resolve([]) },
    records: {
      one: (_: string, id: string) => cell(now.get(id) ?? null),
      many: (_: string, ids: readonly string[]) => Promise.resolve(ids.flatMap((id) => now.get(id) ?? [])),
      of: (type: string, field: string, id: string) =>
        cell(records.filter((one) => one.type === type && one[field] === id)),
      whereIs: () => whereabouts,
      commit,
      undo,
    },
  } as unknown as Workstation;
}
const onDone = vi.fn();
const onClose = vi.fn();
const show = (dialog: JSX.Element, workstation = workstationOf()): void => {
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>{dialog}</Shortcuts>
    </WorkstationProvider>,
  );
};
const ends = { onDone, onClose };

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function open() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
});
beforeEach(() => {
  vi.clearAllMocks();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('a dialog of an act', () => {
  const asked = (): HTMLElement => screen.getByLabelText(/哪里不对/);
  const objection = (
    <ObjectionDialog record={head} field="education" fieldName="学历" subjectName={head.name} {...ends} />
  );

  it('does not submit with Enter, nor while an input method composes', async () => {
    show(objection);
    fireEvent.change(asked(), { target: { value: '本人说是高中' } });
    fireEvent.keyDown(asked(), { key: 'Enter' });
    fireEvent.keyDown(asked(), { key: 'Enter', ctrlKey: true, isComposing: true });
    fireEvent.keyDown(asked(), { key: 'Enter', ctrlKey: true, keyCode: 229 });
    await Promise.resolve();
    expect(commit).not.toHaveBeenCalled();
    fireEvent.keyDown(asked(), { key: 'Enter', ctrlKey: true });
    await waitFor(() => {
      expect(onClose).toHaveBeenCalledOnce();
    });
    expect(commit).toHaveBeenCalledOnce();
    expect(onDone).toHaveBeenCalledWith(
      expect.objectContaining({ batch: 'B1', words: expect.stringContaining('已存本机') as string }),
    );
  });

  it('says what is missing instead of submitting', () => {
    show(objection);
    fireEvent.click(screen.getByRole('button', { name: '提出异议' }));
    expect(screen.getByRole('alert').textContent).toBe('写一句哪里不对、怎么知道的。');
    expect(commit).not.toHaveBeenCalled();
  });

  it('calls its button as it is called itself', () => {
    show(<StayDialog roomId={head.homeRoom} {...ends} />);
    for (const kind of [/^搬来住/, /^另有住所/]) {
      fireEvent.click(screen.getByRole('radio', { name: kind }));
      expect(screen.getByRole('heading', { name: '添租客或寄住' })).toBeTruthy();
      expect(screen.getByRole('button', { name: /^添租客或寄住/ })).toBeTruthy();
    }
  });

  it('promises no correction before somebody decided on one', () => {
    const raised = {
      _id: 'objection:1',
      type: 'objection',
      subject: head._id,
      subjectName: head.name,
      field: 'education',
      fieldName: '学历',
      why: '本人说是高中',
      raisedBy: { name: '戚建平' },
      state: 'open',
    } as unknown as ObjectionDocument;
    show(<ObjectionAnswer objection={raised} record={head} {...ends} />);
    expect(screen.getByRole('button', { name: '答复' })).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: /^不改/ }));
    expect(screen.getByRole('button', { name: '不改，答复' })).toBeTruthy();
  });

  it('shows what follows before the click, and asks for a new head when the head dies', async () => {
    show(<DeathDialog personId={head._id} {...ends} />);
    fireEvent.change(screen.getByLabelText('死亡日期'), { target: { value: '2026-11-19' } });
    await waitFor(() => {
      expect(screen.getByText(/户主不在这一户了/)).toBeTruthy();
    });
    fireEvent.click(screen.getByRole('button', { name: '登记死亡' }));
    expect(commit).not.toHaveBeenCalled();
    fireEvent.change(screen.getByLabelText('原户的新户主'), { target: { value: people[1]?._id } });
    const follows = await screen.findByLabelText('办理后');
    expect(follows.textContent).toContain(`原户由${people[1]?.name ?? ''}任户主。`);
    fireEvent.click(screen.getByRole('button', { name: '登记死亡' }));
    await waitFor(() => {
      expect(onClose).toHaveBeenCalledOnce();
    });
    expect(commit.mock.calls[0]?.[0].act).toBe('death');
  });

  it('voids a file only with its reason, and says what goes with it', async () => {
    show(<VoidDialog personId={head._id} {...ends} />);
    fireEvent.click(screen.getByRole('button', { name: /^作废档案/ }));
    expect(screen.getByRole('alert').textContent).toBe('写作废的原因。');
    fireEvent.change(screen.getByLabelText(/^原因/), { target: { value: '重复建档' } });
    fireEvent.change(await screen.findByLabelText('原户的新户主'), { target: { value: people[1]?._id } });
    const follows = await screen.findByLabelText('办理后');
    expect(follows.textContent).toContain('历史留着，可以还原');
    fireEvent.click(screen.getByRole('button', { name: /^作废档案/ }));
    await waitFor(() => {
      expect(onClose).toHaveBeenCalledOnce();
    });
    const { act: done, edits } = commit.mock.calls[0]?.[0] ?? {};
    expect(done).toBe('void');
    expect(edits?.find(({ after }) => after._id === head._id)?.after['state']).toBe('void');
  });

  it('merges a household into the other one of its room, with the relations that were said', async () => {
    const third = people[2];
    const household = stock.get(String(third?.household));
    if (third === undefined || household === undefined) throw new Error('assumed: a family of three');
    const own = { ...household, _id: 'household:01JD0000000000000000000OWN', head: third._id };
    const apart = { ...third, household: own._id, relation: '01' };
    show(<MergeDialog householdId={own._id} roomId={String(third.homeRoom)} {...ends} />, workstationOf([own, apart]));
    fireEvent.change(await screen.findByLabelText(`${third.name}与户主的关系`), { target: { value: '20' } });
    fireEvent.click(await screen.findByRole('button', { name: /^登记并户/ }));
    await waitFor(() => {
      expect(onClose).toHaveBeenCalledOnce();
    });
    const { act: done, edits = [] } = commit.mock.calls[0]?.[0] ?? {};
    expect(done).toBe('mergeHousehold');
    expect(edits.map(({ after }) => [after._id, after['household'] ?? after['state'], after['relation']])).toEqual(
      expect.arrayContaining([
        [third._id, household._id, '20'],
        [own._id, 'void', undefined],
      ]),
    );
  });
});

describe('the form of a person', () => {
  it('lists what was wrong before apart from what this edit brings', async () => {
    show(<PersonDialog personId={head._id} {...ends} />, workstationOf([wrongId]));
    const before = await screen.findByRole('list', { name: '改之前就有的问题' });
    const count = before.querySelectorAll('li').length;
    expect(count).toBeGreaterThan(0);
    const birth = screen.getByLabelText('出生日期');
    fireEvent.change(birth, { target: { value: '2027-01-01' } });
    fireEvent.blur(birth);
    await waitFor(() => {
      expect(birth.getAttribute('aria-invalid')).toBe('true');
    });
    expect(screen.getByRole('list', { name: '改之前就有的问题' }).querySelectorAll('li').length).toBe(count);
  });

  it('saves what was changed and nothing else', async () => {
    show(<PersonDialog personId={head._id} {...ends} />);
    fireEvent.change(await screen.findByLabelText('学历'), { target: { value: '20' } });
    await waitFor(() => {
      expect(screen.getByText('改 1 项，来源记为走访。')).toBeTruthy();
    });
    fireEvent.click(screen.getByRole('button', { name: '保存' }));
    await waitFor(() => {
      expect(commit).toHaveBeenCalledOnce();
    });
    const edits = commit.mock.calls[0]?.[0].edits ?? [];
    expect(edits.map(({ after }) => [after._id, after['education']])).toEqual([[head._id, '20']]);
  });

  it('submitted while the files are still being read is saved once they are, unless something is touched meanwhile', async () => {
    for (const isTouched of [false, true]) {
      const workstation = workstationOf();
      const reading = new EventTarget();
      const many = async (): Promise<readonly AnyRecord[]> => {
        await new Promise((resolve) => {
          reading.addEventListener('read', resolve);
        });
        return [head];
      };
      const slow = { ...workstation, records: { ...workstation.records, many } };
      show(<PersonDialog personId={head._id} {...ends} />, slow as unknown as Workstation);
      const education = await screen.findByLabelText('学历');
      fireEvent.change(education, { target: { value: '20' } });
      fireEvent.keyDown(education, { key: 'Enter', ctrlKey: true });
      expect(screen.getByText('还在读档案，稍等。')).toBeTruthy();
      if (isTouched) fireEvent.input(screen.getByLabelText('职业'), { target: { value: '钳工' } });
      const isRead = screen.findByText(/来源记为走访/);
      const turns = setInterval(() => reading.dispatchEvent(new Event('read')), 1);
      await isRead.finally(() => {
        clearInterval(turns);
      });
      if (isTouched) expect(commit).toHaveBeenCalledOnce();
      else {
        await waitFor(() => {
          expect(onClose).toHaveBeenCalledOnce();
        });
      }
      cleanup();
    }
  });

  it('fills birth and sex from the id number', async () => {
    const bare: AnyRecord = { ...head, sex: '0', birth: undefined };
    show(<PersonDialog personId={head._id} {...ends} />, workstationOf([bare]));
    fireEvent.change(await screen.findByLabelText('证件号码'), { target: { value: '11010519491231002X' } });
    expect(screen.getByLabelText<HTMLInputElement>('出生日期').value).toBe('1949-12-31');
  });
});

describe('somebody new who moves in', () => {
  const room = all.find(({ type }) => type === 'room')?._id;
  const nobody: readonly string[] = [];
  const takeDown = async (): Promise<HTMLElement> => {
    show(<MoveInDialog title="新增居民" actName="新增居民" personIds={nobody} roomId={room} {...ends} />);
    fireEvent.click(screen.getByRole('button', { name: '没有档案，新建一人' }));
    // The family that lives there has been read.
    await screen.findByRole('option', { name: `加入${head.name}的户` });
    return screen.getByLabelText(/^姓名/);
  };
  const submit = (): void => {
    fireEvent.click(screen.getByRole('button', { name: /新增居民/ }));
  };

  it('is written at once: the focus is in the name', async () => {
    const name = await takeDown();
    expect(document.activeElement).toBe(name);
    fireEvent.click(screen.getByRole('button', { name: '取消新建' }));
    expect(screen.queryByLabelText(/^姓名/)).toBeNull();
  });

  it('is added by Ctrl Enter, and moves in', async () => {
    const name = await takeDown();
    fireEvent.change(name, { target: { value: '严新来' } });
    fireEvent.keyDown(name, { key: 'Enter', ctrlKey: true });
    await waitFor(() => {
      expect(commit).toHaveBeenCalledOnce();
    });
    const edits = commit.mock.calls[0]?.[0].edits ?? [];
    const made = edits.flatMap(({ before, after }) => (before === null && after.type === 'person' ? [after] : []));
    expect(made.map((one) => [one['name'], one['homeRoom']])).toEqual([['严新来', room]]);
  });

  it('is not added with what cannot be right: it is said which', async () => {
    await takeDown();
    const number = screen.getByLabelText(/^证件号码/);
    fireEvent.change(number, { target: { value: '11010519491231002' } });
    expect(number.getAttribute('aria-invalid')).not.toBe('true');
    fireEvent.change(number, { target: { value: '110105194912310021' } });
    expect(number.getAttribute('aria-invalid')).toBe('true');
    submit();
    expect(screen.getByRole('alert').textContent).toBe('新建的人还有项目要改：姓名、证件号码。');
    expect(commit).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: '取消新建' }));
    expect(screen.getByRole('alert').textContent).toBe('先选人，或新建一人。');
  });
});

it('offers vacant rooms first, after the very number that was typed', () => {
  const rooms = [
    { number: '502', use: 'self' },
    { number: '1502', use: 'self' },
    { number: '2502', use: 'vacant' },
  ] as unknown as readonly RoomStock[];
  const numbers = (typed: string): readonly string[] => vacantFirst(rooms, typed).map(({ number }) => number);
  expect(numbers('27 502')).toEqual(['502', '2502', '1502']);
  expect(numbers('sgxq27')).toEqual(['2502', '502', '1502']);
});

describe('the message of what was done', () => {
  const pass = (ms: number): Promise<void> =>
    act(async () => {
      await vi.advanceTimersByTimeAsync(ms);
    });

  it('takes it back with U for ten seconds, then points to the history', async () => {
    vi.useFakeTimers();
    const onGone = vi.fn();
    show(<ActNote done={{ batch: 'B1', words: '编辑 严立诚，已存。' }} onGone={onGone} />);
    await pass(9_000);
    fireEvent.keyDown(document.body, { key: 'u' });
    await pass(10);
    expect(undo).toHaveBeenCalledExactlyOnceWith('B1');
    expect(onGone).toHaveBeenCalledOnce();
    cleanup();
    show(<ActNote done={{ batch: 'B3', words: '编辑 严立诚，已存。' }} onGone={onGone} />);
    await pass(10_001);
    expect(screen.queryByRole('button', { name: /撤回/ })).toBeNull();
    fireEvent.keyDown(document.body, { key: 'u' });
    expect(undo).toHaveBeenCalledOnce();
  });

  it('says of what was saved without the centre where it is by now', () => {
    show(<ActNote done={doneWords('B1', '编辑 严立诚', false)} onGone={vi.fn()} />);
    expect(screen.getByText('编辑 严立诚，已存本机，联网后自动送达。')).toBeTruthy();
    for (const [now, words] of [
      ['delivered', '编辑 严立诚，已送达。'],
      ['handedOver', '编辑 严立诚，已交接。'],
      ['gone', '编辑 严立诚。'],
    ] as const) {
      act(() => {
        whereabouts.set(now);
      });
      expect(screen.getByText(words)).toBeTruthy();
    }
  });
});
