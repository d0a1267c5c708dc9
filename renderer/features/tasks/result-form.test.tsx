// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import type { JSX } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LiveRegion } from '../../ui/live-region.tsx';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { NOTHING_FILLED } from './filled-results.ts';
import { ResultForm, type ResultFormProps } from './result-form.tsx';

afterEach(cleanup);

function Filled(props: Omit<ResultFormProps, 'filled' | 'onFill'>): JSX.Element {
  const [filled, setFilled] = useState(NOTHING_FILLED);
  return (
    <ResultForm
      {...props}
      filled={filled}
      onFill={(change) => {
        setFilled((before) => ({ ...before, ...change }));
      }}
    />
  );
}
function formOf(props: Partial<ResultFormProps> = {}) {
  const onSubmit = vi.fn(() => Promise.resolve());
  render(
    <LiveRegion>
      <Shortcuts lettersOff={false}>
        <Filled kind="visit" subjectType="person" questions={[]} isBusy={false} onSubmit={onSubmit} {...props} />
      </Shortcuts>
    </LiveRegion>,
  );
  return onSubmit;
}
const press = (key: string, more: object = {}): void => {
  fireEvent.keyDown(document.body, { key, ...more });
};

describe('recording what came out', () => {
  it('takes two keys', () => {
    const onSubmit = formOf();
    press('1');
    press('Enter', { ctrlKey: true });
    expect(onSubmit).toHaveBeenCalledWith({ outcome: 'met', words: '', answers: {}, proposals: [] });
  });

  it('records once, however often the keys are hit while it is being stored', () => {
    const onSubmit = vi.fn(() => new Promise<void>(() => undefined));
    formOf({ onSubmit });
    press('1');
    press('Enter', { ctrlKey: true });
    press('Enter', { ctrlKey: true });
    expect(onSubmit).toHaveBeenCalledOnce();
  });

  it('asks for the outcome and records nothing without', () => {
    const onSubmit = formOf();
    press('Enter', { ctrlKey: true });
    expect(screen.getByRole('alert').textContent).toContain('已见面');
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it('offers places what is found at places', () => {
    formOf({ kind: 'inspection', subjectType: 'enterprise' });
    expect(screen.getAllByRole('radio').map((radio) => radio.parentElement?.textContent)).toEqual([
      '1 正常',
      '2 有问题',
      '3 当场整改',
      '4 未遇',
    ]);
  });

  it('sends answers and proposals, and none that were left empty', () => {
    const onSubmit = formOf({ questions: [{ key: 'gas', label: '燃气报警器正常', kind: 'yesNo' }] });
    press('1');
    fireEvent.click(screen.getByRole('radio', { name: '是' }));
    const propose = screen.getByRole('combobox', { name: '建议改档案' });
    fireEvent.change(propose, { target: { value: 'phones' } });
    fireEvent.change(propose, { target: { value: 'workplace' } });
    fireEvent.change(screen.getByLabelText(/建议改：手机/), { target: { value: '10012340417' } });
    press('Enter', { ctrlKey: true });
    expect(onSubmit).toHaveBeenCalledWith({
      outcome: 'met',
      words: '',
      answers: { gas: true },
      proposals: [{ field: 'phones', fieldName: '手机', to: '10012340417' }],
    });
  });

  it('does not take the Enter of an input method for a submit', () => {
    const onSubmit = formOf();
    press('1');
    press('Enter', { ctrlKey: true, isComposing: true });
    press('Enter', { ctrlKey: true, keyCode: 229 });
    expect(onSubmit).not.toHaveBeenCalled();
  });
});
