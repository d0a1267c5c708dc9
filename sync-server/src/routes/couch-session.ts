import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { jsonBody, KILOBYTE } from '../http/body.ts';
import { badRequest, unauthorized } from '../http/couch-error.ts';
import { triesOf } from '../http/entry.ts';
import type { Server, Surface } from '../server.ts';
import { COOKIE, cookieToken } from '../session/authenticate.ts';

const credentials = z.looseObject({ name: z.string().min(1).max(64), password: z.string().min(1).max(256) });

/** CouchDB takes a form as well as JSON here. */
function credentialsOf(request: FastifyRequest): z.infer<typeof credentials> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  if (!isForm || !(request.body instanceof Buffer)) return jsonBody(request, credentials, 'Expected name and password');
  const form = new URLSearchParams(request.body.toString('utf8'));
  const parsed = credentials.safeParse({ name: form.get('name'), password: form.get('password') });
  if (!parsed.success) throw badRequest('Expected name and password');
  return parsed.data;
}

/** GET, POST, DELETE /_session: CouchDB's own cookie sessions, for everyone who is not our client. */
export function couchSessionRoute(app: FastifyInstance, server: Server, surface: Surface): void {
  const setCookie = (reply: FastifyReply, value: string, more: string): void => {
    void reply.header(
      'set-cookie',
      `${COOKIE}=${value}; Version=1; Path=/; HttpOnly; SameSite=Strict${surface.usesTls ? '; Secure' : ''}${more}`,
    );
  };

  app.post('/_session', { bodyLimit: 16 * KILOBYTE }, async (request, reply) => {
    const { name, password } = credentialsOf(request);
    const outcome = await server.authenticator.signIn(name, password, request.ip);
    if (outcome.kind === 'lockedOut') throw unauthorized('Account is temporarily locked.', triesOf(outcome));
    if (outcome.kind === 'stopped') throw unauthorized('Name or password is incorrect.');
    if (outcome.kind === 'refused') throw unauthorized('Name or password is incorrect.', triesOf(outcome));
    const { token } = await server.sessions.open(outcome.user.account, outcome);
    setCookie(reply, token, '');
    return { ok: true, name: outcome.user.account, roles: outcome.user.posts.map((post) => post.role) };
  });

  app.get('/_session', async (request) => {
    const caller = await server.authenticator.callerOf(request);
    const info = { authentication_handlers: ['cookie', 'default'] };
    if (caller.kind !== 'session') return { ok: true, userCtx: { name: null, roles: [] }, info };
    const { account, user } = caller.session;
    return {
      ok: true,
      userCtx: { name: account, roles: user.posts.map((post) => post.role) },
      info: { ...info, authenticated: 'cookie' },
    };
  });

  app.delete('/_session', async (request, reply) => {
    const token = cookieToken(request);
    if (token !== null) await server.sessions.end(token);
    setCookie(reply, '', '; Max-Age=0');
    return { ok: true };
  });
}
