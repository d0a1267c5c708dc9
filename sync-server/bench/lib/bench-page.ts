import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

/* A page that only benches open: bundled as the workstation is, served isolated, so that the memory of its workers can be measured. */

const root = process.cwd();
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/** `page`: its folder, from the project's root. */
export async function buildPage(page: string, folder: string): Promise<void> {
  await build({
    root: join(root, page),
    configFile: false,
    publicDir: false,
    base: './',
    logLevel: 'error',
    define: { global: 'globalThis', __WORKSTATION_VERSION__: '"bench"' },
    assetsInclude: ['**/*.pmtiles'],
    plugins: [react()],
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 },
  });
}

export interface Served {
  readonly address: string;
  readonly stop: () => void;
}

/** Files of several folders under one address; the first that has a file gives it. */
export function serve(folders: readonly string[]): Promise<Served> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://bench').pathname));
    const name = path.endsWith('/') ? `${path}index.html` : path;
    const file = folders
      .map((folder) => join(folder, name))
      .find((one) => folders.some((folder) => one.startsWith(folder)) && existsSync(one) && statSync(one).isFile());
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({
        address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
        stop: () => {
          server.closeAllConnections();
          server.close();
        },
      });
    });
  });
}

/** The launcher's own choice of a browser; it is plain Node without types, and the bundle of a bench lies elsewhere. */
export async function openBrowser(): Promise<Browser> {
  const module = (await import(pathToFileURL(join(root, 'sync-server/cli/launch/find-browser.mjs')).href)) as {
    readonly findBrowser: () => { readonly path: string } | undefined;
  };
  const path = module.findBrowser()?.path;
  return chromium.launch({
    ...(path === undefined ? {} : { executablePath: path }),
    args: [
      // Chromium refuses its own sandbox to root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      // Memory is measured when asked, not at the next idle minute.
      '--enable-blink-features=ForceEagerMeasureMemory',
    ],
  });
}
