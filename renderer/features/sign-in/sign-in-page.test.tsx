// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { SignInOutcome, Workstation } from '../../data/api.ts';
import { cell } from '../../data/live.ts';
import type { Centre, Door } from './door.ts';
import { SignInPage } from './sign-in-page.tsx';

vi.mock('./sign-in-map.tsx', () => ({ SignInMap: () => null }));
afterEach(cleanup);

it.each([
  ['leads on from an address that nobody answers at', true],
  ['offers no other address where it is not its own to change', false],
])('%s', (_what, isOwn) => {
  const changeServer = vi.fn();
  const door: Door = {
    ...{ centre: cell<Centre>({ kind: 'away' }), known: cell([]), title: () => '网格治理工作站', server: 'snyc.intra' },
    ...{ terminal: 'LJZ-0417', signIn: vi.fn(), atWork: cell([]), enterBeside: vi.fn() },
    changeServer: isOwn ? changeServer : undefined,
  };
  render(<SignInPage door={door} onSignedIn={vi.fn()} version="1" />);
  const link = screen.queryByRole('button', { name: '改地址' });
  expect(link !== null).toBe(isOwn);
  link?.click();
  expect(changeServer).toHaveBeenCalledTimes(isOwn ? 1 : 0);
});

it('what was asked for before somebody else came to stand here is closed, not opened to him', async () => {
  let answer = (_outcome: SignInOutcome): void => undefined;
  const door: Door = {
    centre: cell<Centre>({ kind: 'away' }),
    known: cell([]),
    title: () => '陆家嘴街道',
    server: '127.0.0.1',
    terminal: 'LJZ-0417',
    signIn: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
    atWork: cell([]),
    enterBeside: vi.fn(),
  };
  const onSignedIn = vi.fn();
  const page = (name: string) => (
    <SignInPage
      key={name}
      door={door}
      onSignedIn={onSignedIn}
      locked={{ account: name, name, onOther: vi.fn() }}
      version="1"
    />
  );
  const { rerender } = render(page('wuzimo'));
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'secret' } });
  fireEvent.click(screen.getByRole('button', { name: '解锁' }));
  rerender(page('other'));
  const late = { audit: vi.fn(), close: vi.fn() };
  await act(async () => {
    answer({ ok: true, workstation: late as unknown as Workstation });
    await Promise.resolve();
  });
  expect([onSignedIn, late.close].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
});
