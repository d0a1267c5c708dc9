// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Button } from './button.tsx';
import { Checkbox } from './checkbox.tsx';
import { PasswordField } from './password-field.tsx';
import { RadioGroup } from './radio-group.tsx';
import { Select } from './select.tsx';
import { TextArea } from './text-area.tsx';
import { TextField } from './text-field.tsx';

afterEach(cleanup);

describe('TextField', () => {
  it('is found by its label and read with its error', () => {
    render(
      <TextField
        label="楼"
        value="31号楼"
        onChange={vi.fn()}
        error="楼应写“数字＋幢”，如 31幢。"
        hint="门牌上写的"
        required
      />,
    );
    const field = screen.getByLabelText('楼');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.getAttribute('aria-required')).toBe('true');
    const described = field
      .getAttribute('aria-describedby')
      ?.split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(['楼应写“数字＋幢”，如 31幢。', '门牌上写的']);
  });

  it('takes a year of four digits, and says when a day was left half written', () => {
    const { rerender } = render(<TextField label="出生日期" type="date" value="" onChange={vi.fn()} />);
    const day = screen.getByLabelText<HTMLInputElement>('出生日期');
    const look = (badInput: boolean): void => {
      Object.defineProperty(day, 'validity', { configurable: true, value: { badInput } });
    };
    expect(day.max).toBe('9999-12-31');
    look(true);
    fireEvent.keyUp(day, { key: '1' });
    expect(day.hasAttribute('aria-invalid')).toBe(false);
    fireEvent.blur(day);
    expect(screen.getByText('日期没写完，如 1950-03-12。')).toBeTruthy();
    look(false);
    fireEvent.keyUp(day, { key: '2' });
    expect(day.hasAttribute('aria-invalid')).toBe(false);
    rerender(<TextField label="出生日期" type="date" max="2026-11-20" value="" onChange={vi.fn()} />);
    expect(day.max).toBe('2026-11-20');
    rerender(<TextField label="出生日期" value="" onChange={vi.fn()} />);
    expect(day.max).toBe('');
  });

  it.each([
    ['TextField', TextField],
    ['TextArea', TextArea],
  ])('%s says what of a pasted text had no room, until there is room', (_name, Control) => {
    function Typed(): ReactNode {
      const [value, setValue] = useState('已有');
      return <Control label="情况" maxLength={6} value={value} onChange={setValue} />;
    }
    render(<Typed />);
    const field = screen.getByLabelText<HTMLInputElement>('情况');
    const paste = (text: string): void => {
      field.setSelectionRange(field.value.length, field.value.length);
      fireEvent.paste(field, { clipboardData: { getData: () => text } });
      fireEvent.change(field, { target: { value: (field.value + text).slice(0, 6) } });
    };
    paste('四个汉字');
    expect(screen.queryByText(/没有放进来/)).toBeNull();
    paste('再三字');
    expect(screen.getByText(/最多 6 字，粘贴的最后 3 字没有放进来/)).toBeTruthy();
    fireEvent.change(field, { target: { value: '已有' } });
    expect(screen.queryByText(/没有放进来/)).toBeNull();
  });

  it('is not invalid without an error', () => {
    render(<TextField label="楼" value="" onChange={vi.fn()} />);
    expect(screen.getByLabelText('楼').hasAttribute('aria-invalid')).toBe(false);
  });
});

describe('PasswordField', () => {
  function Password({ error }: { readonly error?: string }): ReactNode {
    const [value, setValue] = useState('geheim');
    return <PasswordField value={value} onChange={setValue} error={error} />;
  }
  const field = (): HTMLInputElement => screen.getByLabelText('密码');

  it('shows the password on demand and covers it again', () => {
    render(<Password />);
    expect(field().type).toBe('password');
    fireEvent.click(screen.getByRole('button', { name: '显示密码' }));
    expect(field().type).toBe('text');
    fireEvent.click(screen.getByRole('button', { name: '遮住密码' }));
    expect(field().type).toBe('password');
  });

  it('says when Caps Lock is on, beside an error too', () => {
    const { rerender } = render(<Password />);
    const capsLock = new KeyboardEvent('keydown', { key: 'A', bubbles: true, modifierCapsLock: true });
    fireEvent(field(), capsLock);
    expect(screen.getByText('大写锁定已打开。')).toBeTruthy();
    rerender(<Password error="密码不对，还可以试 3 次。" />);
    expect(screen.getByText(/密码不对/).textContent).toBe('密码不对，还可以试 3 次。大写锁定已打开。');
    fireEvent.keyUp(field(), { key: 'a' });
    expect(screen.queryByText(/大写锁定/)).toBeNull();
  });
});

describe('Button', () => {
  it('prints its key without putting it into its name', () => {
    render(<Button keyHint="Ctrl Enter">保存上报</Button>);
    const button = screen.getByRole('button', { name: '保存上报' });
    expect(button.textContent).toBe('保存上报Ctrl Enter');
    expect(button.getAttribute('aria-keyshortcuts')).toBe('Ctrl+Enter');
  });

  it('takes no second press while busy and stays in focus', () => {
    const send = vi.fn();
    const { rerender } = render(<Button onClick={send}>派遣</Button>);
    const button = screen.getByRole('button');
    button.focus();
    fireEvent.click(button);
    rerender(
      <Button onClick={send} busyText="正在送…">
        派遣
      </Button>,
    );
    fireEvent.click(button);
    expect(send).toHaveBeenCalledTimes(1);
    expect(button.textContent).toBe('正在送…');
    expect(document.activeElement).toBe(button);
  });

  it('does not submit the form while busy', () => {
    const onSubmit = vi.fn((event: SyntheticEvent) => {
      event.preventDefault();
    });
    render(
      <form onSubmit={onSubmit}>
        <Button type="submit" busyText="正在登录…">
          登录
        </Button>
      </form>,
    );
    fireEvent.click(screen.getByRole('button'));
    expect(onSubmit).not.toHaveBeenCalled();
  });
});

it('Checkbox tells checked, unchecked and mixed', () => {
  const onChange = vi.fn();
  render(<Checkbox label="记住账号" checked={false} mixed onChange={onChange} />);
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: '记住账号' });
  expect(box.indeterminate).toBe(true);
  fireEvent.click(box);
  expect(onChange).toHaveBeenCalledWith(true);
});

it('RadioGroup is a named group in both looks', () => {
  const onChange = vi.fn();
  const options = [
    { value: 'list', label: '列表' },
    { value: 'map', label: '地图' },
  ] as const;
  for (const look of ['list', 'segmented'] as const) {
    const { unmount } = render(
      <RadioGroup label="看法" look={look} value="list" options={options} onChange={onChange} />,
    );
    expect(screen.getByRole('group', { name: '看法' })).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: '地图' }));
    expect(onChange).toHaveBeenLastCalledWith('map');
    unmount();
  }
});

it('Select asks for a choice until there is one and reports only its own values', () => {
  const onChange = vi.fn();
  render(
    <Select
      label="派给"
      value=""
      placeholder="选一个部门"
      options={[
        { value: 'roads', label: '道路设施养护中心' },
        { value: 'green', label: '绿化所' },
      ]}
      onChange={onChange}
    />,
  );
  const select = screen.getByRole<HTMLSelectElement>('combobox', { name: '派给' });
  expect(select.selectedOptions[0]?.textContent).toBe('选一个部门');
  fireEvent.change(select, { target: { value: 'green' } });
  expect(onChange).toHaveBeenCalledWith('green');
});
