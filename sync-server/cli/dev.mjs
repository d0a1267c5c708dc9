// npm run dev: the page from its sources in a browser, changing as they change, against the embedded server on ./.data.
import { join } from 'node:path';
import { ensureBuilt } from './launch/builds.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';
import { say } from './launch/progress.mjs';
import { startServer } from './launch/server-process.mjs';

const root = join(import.meta.dirname, '..', '..');
const PAGE_PORT = 5190;
const SERVED = ['/_up', '/_session', '/_workstation', '/records', '/evidence', '/audit'];

await ensureDependencies(root);
await ensureBuilt(root, { names: ['server'] });
const server = startServer({ root, dataDir: join(root, '.data'), port: 0, onLine: say });
const { server: address, url } = await server.ready;

const { createServer, loadConfigFromFile } = await import('vite');
const loaded = await loadConfigFromFile(
  { command: 'serve', mode: 'development' },
  join(root, 'electron.vite.config.ts'),
);
const { renderer } = /** @type {{ renderer: import('vite').InlineConfig }} */ (loaded?.config ?? {});
const page = await createServer({
  ...renderer,
  configFile: false,
  server: {
    ...renderer.server,
    port: PAGE_PORT,
    strictPort: true, // another port would be another, empty origin
    host: '127.0.0.1',
    // Host and origin stay those of this page, so that to the server they agree.
    proxy: Object.fromEntries(SERVED.map((path) => [path, { target: address, changeOrigin: false }])),
  },
});
await page.listen();
say(`开发页面 http://127.0.0.1:${PAGE_PORT}/${new URL(url).hash}（停止按 Ctrl C）`);

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    void Promise.all([page.close(), server.stop()]).then(() => process.exit(0));
  });
}
void server.exited.then((reason) => {
  say(`服务端停止了（${reason}）`);
  process.exit(1);
});
