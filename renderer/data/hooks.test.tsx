// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import type { JSX } from 'react';
import { describe, expect, it } from 'vitest';
import type { Live, Workstation } from './api.ts';
import { useLive, useWorkstation, WorkstationProvider } from './hooks.ts';
import { cell, derived, liveWhileHeard, once, remembered } from './live.ts';

function Shown({ live }: { readonly live: Live<string> | undefined }): JSX.Element {
  return <p>{useLive(live) ?? 'unknown'}</p>;
}

describe('useLive', () => {
  it('shows what is there and follows it, and nothing when there is nothing to look at', () => {
    const source = cell('one');
    const { rerender } = render(<Shown live={source} />);
    expect(screen.getByText('one')).toBeDefined();
    act(() => {
      source.set('two');
    });
    expect(screen.getByText('two')).toBeDefined();
    rerender(<Shown live={undefined} />);
    expect(screen.getByText('unknown')).toBeDefined();
  });
});

describe('useWorkstation', () => {
  it('gives the open workstation below its provider, and stops on a bug elsewhere', () => {
    const Terminal = (): JSX.Element => <p>{useWorkstation().terminal}</p>;
    // Only the name is looked at here.
    const workstation = { terminal: 'T-1' } as Workstation;
    render(
      <WorkstationProvider workstation={workstation}>
        <Terminal />
      </WorkstationProvider>,
    );
    expect(screen.getByText('T-1')).toBeDefined();
    expect(() => render(<Terminal />)).toThrow('below WorkstationProvider');
  });
});

describe('a live value', () => {
  it('works only while somebody listens', () => {
    const log: string[] = [];
    const live = liveWhileHeard<number>((set) => {
      log.push('start');
      set(1);
      return () => {
        log.push('stop');
      };
    });
    const [one, two] = [live.subscribe(() => undefined), live.subscribe(() => undefined)];
    one();
    two();
    expect([log, live.get()]).toEqual([['start', 'stop'], 1]);
  });

  it('is computed anew only when its source changes', () => {
    const source = cell(2);
    const double = derived(source, (value) => ({ value: value * 2 }));
    const before = double.get();
    expect(double.get()).toBe(before);
    source.set(3);
    expect(double.get()).toEqual({ value: 6 });
  });

  it('is one and the same for one key', () => {
    const of = remembered((key: string) => cell(key));
    expect(of('a')).toBe(of('a'));
    expect(of('a')).not.toBe(of('b'));
  });

  it('can be waited for', async () => {
    const source = cell(1);
    const waited = once(source, (value) => value > 2);
    source.set(2);
    source.set(3);
    expect(await waited).toBe(3);
  });
});
