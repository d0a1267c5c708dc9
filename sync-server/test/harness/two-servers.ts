import type { Clock } from '../../../shared/lib/clock.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aUlid } from '../../../shared/testing/builders.ts';
import { PASSWORD, startServer, type TestServer } from './start-server.ts';

export interface TwoServers {
  readonly a: TestServer;
  readonly b: TestServer;
  readonly stop: () => Promise<void>;
}

/** Two servers that work on one store, with these people in it. */
export async function twoServers(clock: Clock, users: readonly User[]): Promise<TwoServers> {
  const a = await startServer({ clock });
  const b = await startServer({ clock, beside: a });
  await Promise.all(users.map((user) => a.add(user)));
  return {
    a,
    b,
    stop: async () => {
      await b.stop();
      await a.stop();
    },
  };
}

/** As a workstation signs in that was never here. */
export const signInAt = (server: TestServer, name: string, changed: object = {}) =>
  server.as(null)('POST', '/_workstation/session', {
    name,
    password: PASSWORD,
    protocol: 1,
    installation: aUlid(),
    auditKey: 'A'.repeat(43),
    ...changed,
  });
