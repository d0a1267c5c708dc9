import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { precacheList } from './precache.config.ts';

const root = import.meta.dirname;
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { readonly version: string };

/**
 * Three bundles: the main process, the preload and the page.
 * The page is built with relative addresses, because it is served from /app/ by the server and from app:// in Electron.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // Bundled whole, so that the packaged app carries no node_modules.
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: resolve(root, 'electron/main/index.ts'),
        output: { format: 'es', entryFileNames: 'index.js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload may require nothing but electron, so everything else is bundled into one CommonJS file.
      externalizeDeps: false,
      rolldownOptions: {
        input: resolve(root, 'electron/preload/index.ts'),
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    base: './',
    publicDir: false,
    // The offline base map is an asset like any other: `import address from '…/lujiazui.pmtiles?url'`.
    assetsInclude: ['**/*.pmtiles'],
    server: { fs: { allow: [root] } },
    // The browser build of PouchDB expects Node's global object.
    define: { global: 'globalThis', __WORKSTATION_VERSION__: JSON.stringify(version) },
    plugins: [react(), precacheList()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      target: 'es2023',
      // The browser edition comes over a network.
      minify: true,
      // Strict CSP: nothing may be inlined as a data: script, and the polyfill would be an inline script.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        input: {
          index: resolve(root, 'renderer/index.html'),
          'service-worker': resolve(root, 'renderer/service-worker/service-worker.ts'),
        },
        // The worker keeps its name, so that a browser finds the next version of it.
        output: {
          entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  },
});
