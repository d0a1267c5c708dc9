import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Surface } from '../server.ts';

/** Scripts, styles and images are ours and come from here; everything else is closed. WebAssembly is for argon2id and for SQLite (MBTiles). */
const policy = (imageHosts: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    ["img-src 'self' blob: data:", ...imageHosts.map((host) => `https://${host}`)].join(' '),
    "connect-src 'self'",
    "worker-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** Names with a hash in them never change their content. */
const HASHED = /[/\\]assets[/\\].+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/** /app/: the workstation in a browser. `/` stays CouchDB's. */
export async function appFilesRoute(app: FastifyInstance, surface: Surface): Promise<void> {
  const folder = surface.rendererFolder;
  if (folder === null) return;
  const contentPolicy = policy(surface.imageHosts ?? []);
  app.get('/app', (_request, reply) => reply.redirect('/app/', 308));
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/app/',
    index: 'index.html',
    dotfiles: 'deny',
    cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header('content-security-policy', contentPolicy);
      void reply.header('cross-origin-opener-policy', 'same-origin');
      void reply.header('cross-origin-resource-policy', 'same-origin');
      void reply.header('permissions-policy', 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()');
      void reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
