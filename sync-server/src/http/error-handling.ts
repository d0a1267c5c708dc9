import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REFUSALS } from '../../../shared/sync/refusal.ts';
import { TooManySignIns } from '../session/passwords.ts';
import { StoreAway } from '../store/store-away.ts';
import { CouchError, TooMany } from './couch-error.ts';

/** What the framework finds wrong with a request, in CouchDB's words. */
const FRAMEWORK_ERRORS: Readonly<Record<string, CouchError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new CouchError(413, 'too_large', 'the request entity is too large', {
    refusal: REFUSALS.tooLarge,
  }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new CouchError(415, 'bad_content_type', 'Content-Type must be application/json'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new CouchError(
    400,
    'bad_request',
    'Request body size did not match Content-Length',
  ),
  FST_ERR_BAD_URL: new CouchError(400, 'bad_request', 'Malformed URL'),
  FST_ERR_ASYNC_CONSTRAINT: new CouchError(400, 'bad_request', 'Malformed request'),
};

/** Nothing that was acknowledged depends on it: whoever asked comes again. */
const STORE_AWAY = new CouchError(503, 'service_unavailable', REFUSALS.storeAway.why, { refusal: REFUSALS.storeAway });

export function asCouchError(error: Error): CouchError | null {
  if (error instanceof CouchError) return error;
  if (error instanceof TooManySignIns)
    return new CouchError(503, 'service_unavailable', 'Too many sign-ins at once, try again.');
  if (error instanceof StoreAway) return STORE_AWAY;
  const { code, statusCode } = error as FastifyError;
  const known = FRAMEWORK_ERRORS[code];
  if (known !== undefined) return known;
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500
    ? new CouchError(statusCode, 'bad_request', 'Malformed request')
    : null;
}

/** A bug is logged with its stack and answered without one; nothing of the request's content goes into either. */
export function sendError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const couch = asCouchError(error);
  if (couch === null) request.log.error({ err: error }, 'failed');
  const answer = couch ?? new CouchError(500, 'internal_server_error', 'The server has made a mistake.');
  if (answer instanceof TooMany) void reply.header('retry-after', String(answer.retryAfterSeconds));
  if (answer.status === 503) void reply.header('retry-after', '5');
  if (answer.status === 413) void reply.header('connection', 'close');
  void reply.code(answer.status).send(answer.body());
}

export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    sendError(error, request, reply);
  });
  app.setNotFoundHandler((_request, reply) => {
    void reply.code(404).send({ error: 'not_found', reason: 'missing' });
  });
}
