import type { FastifyInstance } from 'fastify';
import type { User } from '../../../shared/domain/staff.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { CURRENT_FORM, howTheyMeet } from '../../../shared/migrations/forms.ts';
import {
  PATHS,
  PROTOCOL_VERSION,
  sessionRequest,
  VERSION_WORDS,
  windowRequest,
  type SessionRequest,
  type SessionResponse,
} from '../../../shared/sync/wire.ts';
import { jsonBody, KILOBYTE } from '../http/body.ts';
import { badRequest, CouchError, unauthorized } from '../http/couch-error.ts';
import { sessionOf, triesOf } from '../http/entry.ts';
import type { Server } from '../server.ts';
import type { Session } from '../session/sessions.ts';
import { auditHead } from '../write/judge-audit.ts';

/** Our own client's session: a bearer token per tab, so that two users in two tabs never push as one another (DESIGN §5). */
export function workstationSessionRoute(app: FastifyInstance, server: Server): void {
  const served = (asked: Parameters<typeof howTheyMeet>[0]): void => {
    const met = howTheyMeet(asked, { protocol: PROTOCOL_VERSION, form: CURRENT_FORM });
    if (met !== 'served')
      throw new CouchError(426, met === 'tooOld' ? 'too-old' : 'too-new', VERSION_WORDS[met], { version: met });
  };
  const answer = async (token: string, session: Session, installation: string): Promise<SessionResponse> => ({
    token,
    expiresAt: isoAt(session.expiresAtMs),
    user: session.user,
    serverId: server.identity.serverId,
    time: isoAt(server.clock.nowMs()),
    policy: server.policy,
    auditSeq: (await auditHead(server.databases.served.audit.store, installation)).seq,
  });

  const noteTerminal = async (
    asked: SessionRequest,
    user: User,
    head: Parameters<Server['installations']['register']>[3],
  ): Promise<void> => {
    const isKnownKey = await server.installations.register(asked.installation, user.id, asked.auditKey, head);
    // Work goes on; the links of that device will be refused, and staff told to have it looked at.
    if (!isKnownKey) server.log.event('audit-key-differs');
    const told = { protocol: asked.protocol, form: asked.form, auditSeq: asked.auditHead?.seq ?? 0 };
    await server.devices.signedIn(asked.installation, user, told, server.clock.nowMs());
  };

  app.post(PATHS.session, { bodyLimit: 16 * KILOBYTE }, async (request): Promise<SessionResponse> => {
    const asked = jsonBody(request, sessionRequest, 'Expected name, password, protocol, installation and auditKey');
    // Before the password is looked at: nothing can be delivered either way, and both have to be told.
    served(asked);
    const outcome = await server.authenticator.signIn(asked.name, asked.password, request.ip);
    if (outcome.kind === 'lockedOut') throw unauthorized('Account is temporarily locked.', triesOf(outcome));
    // So that the terminal can say it in words; what is unsent there stays sealed.
    if (outcome.kind === 'stopped') throw new CouchError(403, 'forbidden', 'Account is stopped.');
    if (outcome.kind === 'refused') throw unauthorized('Name or password is incorrect.', triesOf(outcome));
    const { user } = outcome;
    const now = isoAt(server.clock.nowMs());
    const head =
      asked.auditHead === undefined
        ? undefined
        : { seq: asked.auditHead.seq, mac: asked.auditHead.mac.slice(0, 64), at: now };
    if (asked.probe !== true) await noteTerminal(asked, user, head);
    const { token, session } = await server.sessions.open(user.account, outcome, {
      installation: asked.installation,
      form: asked.form,
    });
    return answer(token, session, asked.installation);
  });

  app.post(PATHS.window, { bodyLimit: KILOBYTE }, async (request): Promise<SessionResponse> => {
    const beside = sessionOf(await server.authenticator.callerOf(request));
    const { installation } = beside;
    if (installation === undefined) throw badRequest('Only a workstation has windows.');
    const asked = jsonBody(request, windowRequest, 'Expected protocol and form');
    served(asked);
    const opened = await server.sessions.openBeside(beside, asked.form);
    if (opened === null) throw unauthorized('Session is over.');
    return answer(opened.token, opened.session, installation);
  });

  app.delete(PATHS.session, async (request) => {
    const caller = await server.authenticator.callerOf(request);
    sessionOf(caller);
    if (caller.kind === 'session' && caller.token !== null) await server.sessions.end(caller.token);
    return { ok: true };
  });
}
