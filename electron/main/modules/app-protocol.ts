import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { securityHeaders } from '../security/content-policy.ts';
import { APP_SCHEME, isOwnPage } from '../security/own-page.ts';
import { byteRange } from '../services/file-range.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
};

/** Has to run before the app is ready: a standard, secure scheme has IndexedDB, Web Locks and WebCrypto like https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        corsEnabled: true,
        stream: true,
        codeCache: true,
      },
    },
  ]);
}

/** The file that an address names, or null when it points outside the page's folder. */
export function fileOf(folder: string, address: string): string | null {
  if (!isOwnPage(address)) return null;
  try {
    const path = decodeURIComponent(new URL(address).pathname);
    if (path.includes('\0')) return null;
    const file = normalize(join(folder, path === '/' ? 'index.html' : path));
    return file.startsWith(`${normalize(folder)}${sep}`) ? file : null;
  } catch {
    return null; // a malformed escape
  }
}

const refusal = (status: number): Response => new Response(null, { status, headers: securityHeaders(null) });

/**
 * A file of the page, whole in memory: the largest has some megabytes. Electron reads it straight out of the archive then; whatever opens a file there
 * (a stream does) gets a copy in the system's temporary folder, which a full disk cuts short and a cleaner takes away under the running program.
 */
async function answer(
  folder: string,
  request: Request,
  server: string | null,
  imageHosts: readonly string[],
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
  const file = fileOf(folder, request.url);
  if (file === null) return refusal(404);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return refusal(404);
  const headers = {
    ...securityHeaders(server, imageHosts),
    'content-type': MEDIA_TYPES[extname(file)] ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
  };
  const range = byteRange(request.headers.get('range'), found.size);
  if (range.kind === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${found.size}` } });
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, found.size - 1];
  const sizes = {
    'content-length': String(end - start + 1),
    ...(range.kind === 'part' ? { 'content-range': `bytes ${start}-${end}/${found.size}` } : {}),
  };
  const body = request.method === 'HEAD' ? null : (await readFile(file)).subarray(start, end + 1);
  return new Response(body, { status: range.kind === 'part' ? 206 : 200, headers: { ...headers, ...sizes } });
}

/** Serves the built page from its folder, with the content policy for the server in use and the hosts of map pictures that are allowed here. */
export function serveApp(
  session: Session,
  folder: string,
  server: () => string | null,
  imageHosts: readonly string[],
): void {
  session.protocol.handle(APP_SCHEME, (request) => answer(folder, request, server(), imageHosts));
}
