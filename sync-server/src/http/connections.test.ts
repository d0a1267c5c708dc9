import { createServer, Socket } from 'node:net';
import { expect, it } from 'vitest';
import { limitConnections } from './connections.ts';

it('lets so many in from one address, again as they leave, and does not count a proxy that was named', () => {
  const server = createServer();
  let limited = 0;
  const limits = { connections: 100, connectionsFromAddress: 2 };
  limitConnections(
    server,
    limits,
    (address) => address === '10.0.0.9',
    () => (limited += 1),
  );
  const from = (address: string): Socket => {
    const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: address });
    server.emit('connection', socket);
    return socket;
  };
  const [first, second, third] = [from('10.0.0.1'), from('10.0.0.1'), from('10.0.0.1')];
  expect([first, second, third].map(({ destroyed }) => destroyed)).toEqual([false, false, true]);
  expect([from('10.0.0.2'), ...Array.from({ length: 5 }, () => from('10.0.0.9'))].some((one) => one.destroyed)).toBe(
    false,
  );
  first.emit('close');
  expect(from('10.0.0.1').destroyed).toBe(false);
  expect(from('10.0.0.1').destroyed).toBe(true);
  expect([limited, server.maxConnections]).toEqual([2, 100]);
});
