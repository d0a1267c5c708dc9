// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import type { JSX } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { Combobox } from '../ui/combobox.tsx';
import { Select } from '../ui/select.tsx';
import { Shortcuts } from '../ui/shortcuts.tsx';
import { TextField } from '../ui/text-field.tsx';
import { fillJsdomGaps } from '../ui/testing/jsdom-gaps.ts';
import { SaveDialog } from './save-dialog.tsx';

const onSave = vi.fn();
const onClose = vi.fn();
const TRADES = [
  { value: 'shop', label: '商店' },
  { value: 'diner', label: '餐饮' },
];

interface FormProps {
  readonly problem?: string | undefined;
  readonly isBusy?: boolean;
}
/** 单位, as far as a frame is concerned: a line, a choice, a day, a place found by typing, rows that come and go. */
function Form({ problem, isBusy = false }: FormProps): JSX.Element {
  const [name, setName] = useState('上港便利店');
  const [trade, setTrade] = useState('shop');
  const [day, setDay] = useState('');
  const [place, setPlace] = useState<string>();
  const [rows, setRows] = useState(['021-58881234']);
  return (
    <SaveDialog
      title="编辑单位"
      saveName="存入台账"
      isBusy={isBusy}
      problem={problem}
      onSave={() => {
        onSave(name);
      }}
      onClose={onClose}
    >
      <TextField label="名称" value={name} error={name === '' ? '写名称。' : undefined} onChange={setName} />
      <Select label="类别" value={trade} options={TRADES} onChange={setTrade} />
      <TextField label="有效期至" type="date" value={day} onChange={setDay} />
      <Combobox
        label="所在楼"
        value={place}
        onChange={setPlace}
        search={() => ['27幢']}
        recent={['27幢']}
        itemId={(one) => one}
        itemText={(one) => one}
      />
      {rows.map((row) => (
        <p key={row}>
          <input aria-label="电话" defaultValue={row} />
          <button
            type="button"
            onClick={() => {
              setRows([]);
            }}
          >
            移除
          </button>
        </p>
      ))}
    </SaveDialog>
  );
}
const show = (props: FormProps = {}): ReturnType<typeof render> =>
  render(
    <Shortcuts>
      <Form {...props} />
    </Shortcuts>,
  );
const field = (label: string): HTMLInputElement => screen.getByLabelText(label);
const write = (label: string, value: string): void => {
  field(label).focus();
  fireEvent.keyDown(field(label), { key: value.slice(0, 1) });
  fireEvent.input(field(label), { target: { value } });
};
const button = (name: RegExp | string): HTMLElement => screen.getByRole('button', { name });
const escape = (): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
};
const submit = (key = 'Enter'): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ctrlKey: true });
};
/** A day of which only a part was typed: the browser has no value for it, and says that it is not empty either. */
const halfWrite = (label: string): void => {
  Object.defineProperty(field(label), 'validity', { configurable: true, value: { badInput: true } });
};

beforeAll(() => {
  fillJsdomGaps();
});
beforeEach(() => {
  vi.clearAllMocks();
});
afterEach(cleanup);

it.each([
  ['Esc', escape],
  [
    '取消',
    () => {
      fireEvent.click(button('取消'));
    },
  ],
  [
    '×',
    () => {
      fireEvent.click(button('关闭'));
    },
  ],
])('asks before what was filled in goes with %s, and goes on where one was', (_, leave) => {
  show();
  write('名称', '上港超市');
  leave();
  expect(onClose).not.toHaveBeenCalled();
  expect(screen.getByRole('alert').textContent).toBe('放弃这次填的？');
  expect(document.activeElement).toBe(button('继续填'));
  fireEvent.click(button('继续填'));
  expect(document.activeElement).not.toBe(document.body);
  expect(field('名称').value).toBe('上港超市');
  leave();
  fireEvent.click(button('放弃'));
  expect(onClose).toHaveBeenCalledOnce();
});

it('has the browser ask before the page goes with what was filled in, and only then', () => {
  const leavePage = (): boolean => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  show();
  expect(leavePage()).toBe(true);
  write('名称', '上港超市');
  expect(leavePage()).toBe(false);
  escape();
  fireEvent.click(button('放弃'));
  cleanup();
  expect(leavePage()).toBe(true);
});

it('takes a second Esc for going on, and submits nothing while it asks', () => {
  show();
  write('名称', '上港超市');
  escape();
  submit();
  submit('s');
  escape();
  expect(document.activeElement).toBe(field('名称'));
  expect(screen.queryByRole('alert')).toBeNull();
  expect([onSave.mock.calls.length, onClose.mock.calls.length]).toEqual([0, 0]);
});

it.each([
  [
    'a place that was found',
    () => {
      fireEvent.pointerDown(field('所在楼'));
      fireEvent.click(field('所在楼'));
      fireEvent.click(screen.getByRole('option', { name: '27幢' }));
    },
  ],
  [
    'a choice',
    () => {
      fireEvent.change(field('类别'), { target: { value: 'diner' } });
    },
  ],
  [
    'what was taken away',
    () => {
      fireEvent.pointerDown(button('移除'));
      fireEvent.click(button('移除'));
    },
  ],
])('asks for %s too', (_, change) => {
  show();
  change();
  escape();
  expect(onClose).not.toHaveBeenCalled();
  expect(button('放弃')).toBeTruthy();
});

it('closes at once what is as it was, also where something was written and taken back', () => {
  show();
  escape();
  write('名称', '上港超市');
  write('名称', '上港便利店');
  fireEvent.change(field('类别'), { target: { value: 'diner' } });
  fireEvent.change(field('类别'), { target: { value: 'shop' } });
  escape();
  expect(onClose).toHaveBeenCalledTimes(2);
});

it('saves by Ctrl S as by Ctrl Enter', () => {
  show();
  write('名称', '上港超市');
  const isLeft = fireEvent.keyDown(field('名称'), { key: 's', ctrlKey: true });
  expect(isLeft).toBe(false);
  expect(onSave).toHaveBeenCalledExactlyOnceWith('上港超市');
});

it('says what is wrong above the button, in sight, and goes to the first wrong field', () => {
  show({ problem: '这条资料刚刚被改过。' });
  const said = screen.getByRole('alert');
  expect(said.closest('.ui-dialog-body')).toBeNull();
  write('名称', '');
  field('类别').focus();
  submit();
  expect(document.activeElement).toBe(field('名称'));
});

it('leaves the hand where it is while what was right is being saved', () => {
  const { rerender } = show();
  onSave.mockImplementationOnce(() => {
    rerender(
      <Shortcuts>
        <Form isBusy />
      </Shortcuts>,
    );
  });
  write('名称', '');
  field('类别').focus();
  submit();
  expect(document.activeElement).toBe(field('类别'));
});

it('moves on with Enter from line to line', () => {
  show();
  field('有效期至').focus();
  fireEvent.keyDown(field('有效期至'), { key: 'Enter' });
  expect(document.activeElement).toBe(field('所在楼'));
});

it('does not save a day that is half written: it says so and goes there', () => {
  show();
  halfWrite('有效期至');
  field('名称').focus();
  submit();
  expect(onSave).not.toHaveBeenCalled();
  expect(screen.getByRole('alert').textContent).toContain('日期没写完');
  expect(document.activeElement).toBe(field('有效期至'));
});

it('does not drop what was typed and not chosen', () => {
  show();
  write('所在楼', '崂山西路报刊亭');
  field('名称').focus();
  submit();
  expect(onSave).not.toHaveBeenCalled();
  expect(within(screen.getByRole('dialog')).getByRole('alert').textContent).toContain('还没选中');
  expect(document.activeElement).toBe(field('所在楼'));
});
