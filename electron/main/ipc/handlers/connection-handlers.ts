import { serverOrigin, type Connection } from '../../services/connection.ts';
import { errorCode } from '../../services/error-code.ts';
import { BridgeFailure } from '../bridge-failure.ts';
import type { Handlers } from '../register-handlers.ts';

/** The page reloads itself after a change: the content policy that names the server comes with the page. */
export function connectionHandlers(connection: Connection): Pick<Handlers, 'connection.read' | 'connection.write'> {
  return {
    'connection.read': () => connection.current(),
    'connection.write': async ({ server }) => {
      if (connection.current().source === 'start') {
        throw new BridgeFailure('fixed-at-start', 'the server was given when the program was started');
      }
      const origin = serverOrigin(server);
      if (origin === null) throw new BridgeFailure('bad-request', 'the server is no address');
      try {
        await connection.change(origin);
      } catch (error) {
        throw new BridgeFailure('file-unwritable', `the settings: ${errorCode(error)}`, true);
      }
      return { server: origin };
    },
  };
}
