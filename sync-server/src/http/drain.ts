import type { FastifyInstance } from 'fastify';

const TIDIED_EVERY_MS = 20;

/** Takes no more connections, lets what is under way come to its end, and after a while breaks off what has not: its sender hears nothing and says it again. */
export async function drain(app: FastifyInstance, drainMs: number): Promise<void> {
  const cut = setTimeout(() => {
    app.server.closeAllConnections();
  }, drainMs);
  // A connection that was busy when closing began is idle a moment later and would be kept for its next request.
  const tidy = setInterval(() => {
    app.server.closeIdleConnections();
  }, TIDIED_EVERY_MS);
  try {
    await app.close();
  } finally {
    clearInterval(tidy);
    clearTimeout(cut);
  }
}
