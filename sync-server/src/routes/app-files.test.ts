import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appFilesRoute } from './app-files.ts';

let folder: string;
const app = fastify();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'app-files-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets', 'main-Ab3dEf9h.js'), '1');
  await writeFile(join(folder, '.secret'), 'x');
  await appFilesRoute(app, {
    version: '',
    title: '',
    rendererFolder: folder,
    allowedOrigins: [],
    hostNames: null,
    usesTls: false,
  });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

it('serves the page under a policy that lets in nothing but ours', async () => {
  const page = await app.inject('/app/');
  expect(page.statusCode).toBe(200);
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
  expect(page.headers).toMatchObject({ 'cross-origin-opener-policy': 'same-origin', 'cache-control': 'no-cache' });
});

it('lets in pictures of the hosts that were allowed at the start, and nothing else of theirs', async () => {
  const widened = fastify();
  await appFilesRoute(widened, {
    version: '',
    title: '',
    rendererFolder: folder,
    allowedOrigins: [],
    hostNames: null,
    usesTls: false,
    imageHosts: ['t0.tianditu.gov.cn'],
  });
  const header = (await widened.inject('/app/')).headers['content-security-policy'];
  expect(header).toContain("img-src 'self' blob: data: https://t0.tianditu.gov.cn;");
  expect(String(header).match(/tianditu/g)).toHaveLength(1);
  await widened.close();
});

it('sends /app to /app/', async () => {
  expect(await app.inject('/app').then(({ statusCode, headers }) => [statusCode, headers.location])).toEqual([
    308,
    '/app/',
  ]);
});

it('lets a browser keep what has its content in its name', async () => {
  expect((await app.inject('/app/assets/main-Ab3dEf9h.js')).headers['cache-control']).toContain('immutable');
});

it.each(['/app/.secret', '/app/..%2f..%2fetc/passwd', '/app/../package.json', '/app/nothing'])(
  'has no %s',
  async (path) => {
    expect((await app.inject(path)).statusCode).toBeGreaterThanOrEqual(400);
  },
);
