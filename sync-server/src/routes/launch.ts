import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { PATHS, type DemoAccount } from '../../../shared/sync/wire.ts';
import { jsonBody, KILOBYTE } from '../http/body.ts';
import { missing } from '../http/couch-error.ts';
import type { Server } from '../server.ts';

const launchRequest = z.looseObject({ token: z.string().min(1).max(100) });

/** POST, demonstration only: hands the launcher's page the demonstration password it signs in with. A token works once. */
export function launchRoute(app: FastifyInstance, server: Server): void {
  app.post(PATHS.launch, { bodyLimit: 4 * KILOBYTE }, (request): DemoAccount => {
    const { token } = jsonBody(request, launchRequest, 'Expected {"token": …}');
    const account = server.launches.take(token);
    const found = server.demoAccounts.find((one) => one.name === account);
    if (found === undefined) throw missing();
    return found;
  });
}
