// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ConnectionPage } from './connection-page.tsx';

vi.mock('../features/sign-in/sign-in-map.tsx', () => ({ SignInMap: () => null }));
afterEach(cleanup);

it('begins with the address that nobody answers at, and can be left as it was', async () => {
  const write = vi.fn(() => Promise.resolve({ ok: false, error: { code: 'bad-request', message: '' } }));
  Object.assign(window, { api: { connection: { write } } });
  const former = 'https://snyc.intra';
  render(<ConnectionPage former={former} />);
  expect(screen.getByText(`连不上中心服务器 ${former}`)).toBeTruthy();
  expect(screen.getByRole('button', { name: '不改了' })).toBeTruthy();
  const field = screen.getByLabelText(/^中心服务器地址/);
  expect(field).toHaveProperty('value', former);
  fireEvent.change(field, { target: { value: ' sync.intra ' } });
  fireEvent.click(screen.getByRole('button', { name: '存下并继续' }));
  expect(await screen.findByText(/^地址应是 https 开头/)).toBeTruthy();
  expect(write).toHaveBeenCalledWith({ server: 'sync.intra' });
});
