import type { Server, Socket } from 'node:net';
import { countedAs, type IsProxy } from './addresses.ts';
import type { Limits } from './limits.ts';

/**
 * So many sockets in all and from one address, whatever comes over them; more are closed without a word, which every client takes for a server that is away. A proxy
 * that was named brings everybody's and counts for itself.
 */
export function limitConnections(
  server: Server,
  { connections, connectionsFromAddress }: Pick<Limits, 'connections' | 'connectionsFromAddress'>,
  isProxy: IsProxy,
  limited: () => void,
): void {
  const counts = new Map<string, number>();
  server.maxConnections = connections;
  server.on('drop', limited);
  server.on('connection', (socket: Socket) => {
    const { remoteAddress: address } = socket;
    const key = address !== undefined && isProxy(address) ? null : countedAs(address);
    if (key === null) return;
    const count = (counts.get(key) ?? 0) + 1;
    if (count > connectionsFromAddress) {
      limited();
      socket.destroy();
      return;
    }
    counts.set(key, count);
    socket.once('close', () => {
      const left = (counts.get(key) ?? 1) - 1;
      if (left > 0) counts.set(key, left);
      else counts.delete(key);
    });
  });
}
