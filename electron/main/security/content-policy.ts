/**
 * The Content-Security-Policy of our page. No inline script or style, nothing from elsewhere, and one server to talk to.
 * `wasm-unsafe-eval` lets the password hash and the reader of MBTiles run as WebAssembly; it does not allow `eval`.
 */
export function contentPolicy(server: string | null, imageHosts: readonly string[] = []): string {
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'blob:', 'data:', ...imageHosts.map((host) => `https://${host}`)],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...(server === null ? [] : [new URL(server).origin])],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'frame-src': ["'none'"],
    'object-src': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

/** Headers of every file of our page. */
export function securityHeaders(
  server: string | null,
  imageHosts: readonly string[] = [],
): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentPolicy(server, imageHosts),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), usb=(), serial=(), hid=(), bluetooth=(), payment=()',
  };
}
