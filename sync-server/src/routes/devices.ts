import type { FastifyInstance } from 'fastify';
import { looksAfterTerminals } from '../../../shared/access/rights.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { deviceReport, type DevicesResponse } from '../../../shared/sync/device-report.ts';
import { PATHS, PROTOCOL_VERSION } from '../../../shared/sync/wire.ts';
import { jsonBody, KILOBYTE } from '../http/body.ts';
import { badRequest, forbidden } from '../http/couch-error.ts';
import { sessionOf } from '../http/entry.ts';
import type { Server, Surface } from '../server.ts';
import { auditHead } from '../write/judge-audit.ts';

/** So many chains are asked for at a time: a city has thirty thousand terminals. */
const AT_ONCE = 16;

/** POST device: a terminal says how it stands. GET devices: how the terminals of an administrator's area stand. Figures only, on both ways. */
export function devicesRoutes(app: FastifyInstance, server: Server, surface: Surface): void {
  const audit = server.databases.served.audit.store;

  app.post(PATHS.device, { bodyLimit: 4 * KILOBYTE }, async (request) => {
    const { installation, user } = sessionOf(await server.authenticator.callerOf(request));
    if (installation === undefined) throw badRequest('Only a workstation has a terminal to report of.');
    const report = jsonBody(request, deviceReport, 'Expected the figures of a terminal');
    // Known fields only: what else a client might send is nobody's to read here.
    await server.devices.reported(installation, user, deviceReport.strip().parse(report), server.clock.nowMs());
    return { ok: true };
  });

  app.get(PATHS.devices, async (request): Promise<DevicesResponse> => {
    const { user } = sessionOf(await server.authenticator.callerOf(request));
    if (!looksAfterTerminals(user)) throw forbidden('Only who looks after terminals may see how they stand.');
    const known = await server.devices.of(user);
    const devices: DevicesResponse['devices'][number][] = [];
    for (let at = 0; at < known.length; at += AT_ONCE) {
      const some = known.slice(at, at + AT_ONCE).map(async ({ installation, ...device }) => ({
        ...device,
        auditHeld: (await auditHead(audit, installation)).seq,
      }));
      devices.push(...(await Promise.all(some)));
    }
    return {
      time: isoAt(server.clock.nowMs()),
      version: surface.version,
      protocol: PROTOCOL_VERSION,
      form: CURRENT_FORM,
      devices,
    };
  });
}
