// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import type { JSX } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { Phone } from '../../shared/domain/record-parts.ts';
import { TextField } from '../ui/text-field.tsx';
import { CoveredField } from './covered-field.tsx';
import { PhonesField } from './person-fields.tsx';

const OLD = '10012340417';

function Owner(): JSX.Element {
  const [phone, setPhone] = useState(OLD);
  return (
    <>
      <CoveredField label="电话" kind="phone" isRecorded={phone === OLD} value={phone} onChange={setPhone}>
        <TextField label="电话" value={phone} onChange={setPhone} />
      </CoveredField>
      <button type="button">下一项</button>
      <output>{phone}</output>
    </>
  );
}
const RECORDED = new Set([OLD]);
function Phones(): JSX.Element {
  const [phones, setPhones] = useState<readonly Phone[]>([{ number: OLD }, { number: '10012342208', note: '儿子' }]);
  return (
    <>
      <PhonesField items={phones} recorded={RECORDED} onChange={setPhones} />
      <output>{phones.map(({ number, note = '' }) => `${number}${note}`).join(' ')}</output>
    </>
  );
}
const press = (name: string): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};
const isCovered = (label = '电话'): boolean => screen.queryByRole('group', { name: label }) !== null;
const goOn = (): void => {
  act(() => {
    screen.getByText('下一项').focus();
  });
};
const kept = (): string => screen.getByRole('status').textContent;

afterEach(cleanup);

it('is opened with the hand in it', () => {
  render(<Owner />);
  press('重填');
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: '电话' }));
});

it('is what it was when it is left empty, and covered again', () => {
  render(<Owner />);
  press('重填');
  goOn();
  expect([kept(), isCovered()]).toEqual([OLD, true]);
});

it('stays open for who looks the number up in another window', () => {
  render(<Owner />);
  press('重填');
  // The window goes, the field keeps the focus.
  fireEvent.blur(screen.getByRole('textbox'));
  expect(isCovered()).toBe(false);
});

it('keeps what was typed anew', () => {
  render(<Owner />);
  press('重填');
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '10012349999' } });
  goOn();
  expect(kept()).toBe('10012349999');
});

it('is taken away by 删掉 alone', () => {
  render(<Owner />);
  press('重填');
  press('删掉');
  expect([kept(), isCovered()]).toEqual(['', false]);
});

it('of a row stays open while another row is added, and goes with its own', () => {
  render(<Phones />);
  fireEvent.click(within(screen.getByRole('group', { name: '号码 1' })).getByText('重填'));
  expect(screen.queryByText('删掉')).toBeNull();
  const number = screen.getByRole('textbox', { name: '号码 1' });
  fireEvent.change(number, { target: { value: '1001' } });
  press('添电话');
  expect(screen.getByRole('textbox', { name: '号码 1' })).toBe(number);
  expect(document.activeElement).toBe(number);
  press('移除号码 1');
  expect(kept().trim()).toBe('10012342208儿子');
  expect(screen.queryByText('不改，用原来的')).toBeNull();
});
