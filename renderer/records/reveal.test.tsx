// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState, type JSX } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { aUser } from '../../shared/testing/builders.ts';
import type { Workstation } from '../data/api.ts';
import { WorkstationProvider } from '../data/hooks.ts';
import { MaskedValue, RevealBar, REVEAL_SECONDS, useReveal } from './masked-value.tsx';
import { RevealDialog } from './reveal-dialog.tsx';

const ID = '999101194204170417';
const audit = vi.fn(() => Promise.resolve());
const workstation = {
  user: aUser('communityClerk'),
  terminal: 'LJZ-0417',
  audit,
  clock: { nowMs: () => Date.now(), verified: () => true, deviationMs: () => 0 },
} as unknown as Workstation;

function Card({ id }: { readonly id: string }): JSX.Element {
  const reveal = useReveal(id);
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <MaskedValue kind="idNumber" value={ID} isShown={reveal.shown.has('idNumber')} />
      <RevealBar reveal={reveal} />
      <button
        type="button"
        onClick={() => {
          setAsking(true);
        }}
      >
        要看
      </button>
      {isAsking && (
        <RevealDialog
          name="严立诚"
          fields={[
            { key: 'idNumber', label: '身份号' },
            { key: 'phones', label: '手机' },
          ]}
          onReveal={(keys, reason) => {
            void reveal.show(keys, reason);
            setAsking(false);
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
const page = (id: string): JSX.Element => (
  <WorkstationProvider workstation={workstation}>
    <Card id={id} />
  </WorkstationProvider>
);
const isShown = (): boolean => screen.queryByText(ID) !== null;

async function reveal(): Promise<ReturnType<typeof render>> {
  const shown = render(page('person:A'));
  fireEvent.click(screen.getByText('要看'));
  fireEvent.click(screen.getByLabelText('核对证件'));
  fireEvent.click(screen.getByRole('button', { name: /显示 60 秒/ }));
  await act(async () => {
    await Promise.resolve();
  });
  return shown;
}

describe('revealing a number', () => {
  beforeAll(() => {
    HTMLDialogElement.prototype.showModal = function show() {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function close() {
      this.open = false;
    };
  });
  beforeEach(() => {
    vi.useFakeTimers();
    audit.mockClear();
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it('is read as covered, never as asterisks', () => {
    render(page('person:A'));
    expect(screen.getByText('身份号已打码')).toBeTruthy();
    expect(screen.getByText('9991**********0417').getAttribute('aria-hidden')).toBe('true');
  });

  it('asks for a reason and shows nothing without one', () => {
    render(page('person:A'));
    fireEvent.click(screen.getByText('要看'));
    fireEvent.click(screen.getByRole('button', { name: /显示 60 秒/ }));
    expect(screen.getByText('选一个原因才能显示。')).toBeTruthy();
    expect(isShown()).toBe(false);
    expect(audit).not.toHaveBeenCalled();
  });

  it('asks for words where the reason says nothing by itself', () => {
    render(page('person:A'));
    fireEvent.click(screen.getByText('要看'));
    fireEvent.click(screen.getByLabelText('其他，请写明'));
    fireEvent.click(screen.getByRole('button', { name: /显示 60 秒/ }));
    expect(audit).not.toHaveBeenCalled();
    expect(isShown()).toBe(false);
  });

  it('puts on record what was seen and why, never the value', async () => {
    await reveal();
    expect(isShown()).toBe(true);
    expect(audit).toHaveBeenCalledExactlyOnceWith('reveal', 'person:A', '核对证件（身份号）');
  });

  it('covers it again after a minute', async () => {
    await reveal();
    act(() => {
      vi.advanceTimersByTime((REVEAL_SECONDS - 1) * 1000);
    });
    expect(isShown()).toBe(true);
    act(() => {
      vi.advanceTimersByTime(1_500);
    });
    expect(isShown()).toBe(false);
  });

  it.each([
    ['the window loses the focus', () => fireEvent(window, new Event('blur'))],
    ['another page comes', () => fireEvent(window, new HashChangeEvent('hashchange'))],
    ['somebody prints', () => fireEvent(window, new Event('beforeprint'))],
    ['somebody covers it', () => fireEvent.click(screen.getByText('现在打码'))],
  ])('covers it when %s', async (_, happens) => {
    await reveal();
    happens();
    expect(isShown()).toBe(false);
  });

  it('shows one record only', async () => {
    const { rerender } = await reveal();
    rerender(page('person:B'));
    expect(isShown()).toBe(false);
  });
});
