import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkstationApi } from '../../../shared/ipc/workstation-api.ts';
import { expect, test } from '../fixtures/desktop.ts';

declare global {
  interface Window {
    readonly api: WorkstationApi;
  }
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0];

test('says which program, which machine', async ({ desktop }) => {
  const info = await desktop.page.evaluate(() => window.api.app.info());
  expect(info).toMatchObject({ ok: true, value: { version: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown } });
});

test('every verb has a handler, and every handler reads what it is given', async ({ desktop }) => {
  const codes = await desktop.page.evaluate(async () => {
    const groups = Object.values(window.api) as unknown as Record<string, (request: unknown) => Promise<unknown>>[];
    const calls = groups.flatMap((verbs) => Object.values(verbs)).map((verb) => verb({ unexpected: true }));
    return (await Promise.all(calls)).map((reply) => (reply as { error?: { code: string } }).error?.code);
  });
  expect(new Set(codes)).toEqual(new Set(['bad-request']));
});

test('refuses arguments that the contract does not know', async ({ desktop }) => {
  const replies = await desktop.page.evaluate(async () => {
    const save = window.api.files.saveExport as (request: unknown) => Promise<unknown>;
    return Promise.all([
      save(undefined),
      save({ suggestedName: '../../etc/passwd', bytes: new Uint8Array(1) }),
      save({ suggestedName: 'a.csv', bytes: 'text' }),
      window.api.secrets.wrap({ secret: new Uint8Array(5000) }),
      window.api.connection.write({ server: 'http://example.com' }),
    ]);
  });
  for (const reply of replies) expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request' } });
});

test('saves an export where the person says, byte by byte', async ({ desktop, folder }) => {
  const chosen = join(folder, '台账.csv');
  await desktop.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, { showSaveDialog: () => Promise.resolve({ canceled: false, filePath }) });
  }, chosen);
  const reply = await desktop.page.evaluate(() =>
    window.api.files.saveExport({ suggestedName: '台账.csv', bytes: Uint8Array.from([0, 255, 13, 10]) }),
  );
  expect(reply).toEqual({ ok: true, value: { kind: 'saved', name: '台账.csv' } });
  expect([...readFileSync(chosen)]).toEqual([0, 255, 13, 10]);
});

test('saves what would be printed as a PDF, on the paper of the page itself', async ({ desktop, folder }) => {
  const chosen = join(folder, '陆家嘴街道 网格地图.pdf');
  await desktop.evaluate(({ dialog, BrowserWindow }, filePath) => {
    Object.assign(dialog, { showSaveDialog: () => Promise.resolve({ canceled: false, filePath }) });
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    Object.assign(contents ?? {}, {
      printToPDF: (options: object) => Promise.resolve(Buffer.from(`%PDF ${JSON.stringify(options)}`)),
    });
  }, chosen);
  const reply = await desktop.page.evaluate(() =>
    window.api.files.savePdf({ suggestedName: '陆家嘴街道 网格地图.pdf' }),
  );
  expect(reply).toEqual({ ok: true, value: { kind: 'saved', name: '陆家嘴街道 网格地图.pdf' } });
  expect(readFileSync(chosen, 'utf8')).toBe('%PDF {"printBackground":true,"preferCSSPageSize":true}');
});

test('says that a place cannot be written, and that another may', async ({ desktop, folder }) => {
  await desktop.evaluate(
    ({ dialog }, filePath) => {
      Object.assign(dialog, { showSaveDialog: () => Promise.resolve({ canceled: false, filePath }) });
    },
    join(folder, 'missing', 'a.csv'),
  );
  const reply = await desktop.page.evaluate(() =>
    window.api.files.saveExport({ suggestedName: 'a.csv', bytes: new Uint8Array(1) }),
  );
  expect(reply).toMatchObject({ ok: false, error: { code: 'file-unwritable', retry: true } });
});

test('a cancelled dialog is no error', async ({ desktop }) => {
  await desktop.evaluate(({ dialog }) => {
    Object.assign(dialog, { showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }) });
  }, null);
  const reply = await desktop.page.evaluate(() => window.api.files.pickPhotos({ atMost: 3 }));
  expect(reply).toEqual({ ok: true, value: { kind: 'cancelled' } });
});

test('takes photos by what they are, and names what is none', async ({ desktop, folder }) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'a.png'), Uint8Array.from(PNG));
  writeFileSync(join(folder, 'b.jpg'), 'not a photo');
  const paths = ['a.png', 'b.jpg', 'gone.jpg'].map((name) => join(folder, name));
  await desktop.evaluate(({ dialog }, filePaths) => {
    Object.assign(dialog, { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths }) });
  }, paths);
  const reply = await desktop.page.evaluate(async () => {
    const picked = await window.api.files.pickPhotos({ atMost: 3 });
    if (!picked.ok || picked.value.kind !== 'picked') return null;
    const { photos, refused } = picked.value;
    return { photos: photos.map(({ bytes, ...rest }) => ({ ...rest, size: bytes.length })), refused };
  });
  expect(reply).toEqual({
    photos: [{ name: 'a.png', mediaType: 'image/png', size: PNG.length }],
    refused: [
      { name: 'b.jpg', reason: 'wrong-kind' },
      { name: 'gone.jpg', reason: 'unreadable' },
    ],
  });
});

test('a key comes back from the keystore as it went in, or the keystore says why not', async ({ desktop }) => {
  const outcome = await desktop.page.evaluate(async () => {
    const { secrets } = window.api;
    const status = await secrets.status();
    const secret = Uint8Array.from([0, 1, 2, 250, 255]);
    const wrapped = await secrets.wrap({ secret });
    if (!wrapped.ok) return { status, code: wrapped.error.code };
    const unwrapped = await secrets.unwrap({ wrapped: wrapped.value.wrapped });
    const damaged = Uint8Array.from(wrapped.value.wrapped, (byte) => byte ^ 255);
    const refused = await secrets.unwrap({ wrapped: damaged });
    return {
      status,
      back: unwrapped.ok ? [...unwrapped.value.secret] : unwrapped.error.code,
      damaged: refused.ok ? 'opened' : refused.error.code,
    };
  });
  if (outcome.status.ok && !outcome.status.value.available) {
    expect(outcome.code).toBe('keystore-unavailable'); // a machine without a keyring
    return;
  }
  expect(outcome).toMatchObject({ back: [0, 1, 2, 250, 255], damaged: 'key-unreadable' });
});

test('without a keystore it says so instead of pretending', async ({ desktop }) => {
  await desktop.evaluate(({ safeStorage }) => {
    Object.assign(safeStorage, { isAsyncEncryptionAvailable: () => Promise.resolve(false) });
  }, null);
  const replies = await desktop.page.evaluate(async () => ({
    status: await window.api.secrets.status(),
    wrap: await window.api.secrets.wrap({ secret: new Uint8Array(32) }),
  }));
  expect(replies).toMatchObject({
    status: { ok: true, value: { available: false, reason: 'no-keystore' } },
    wrap: { ok: false, error: { code: 'keystore-unavailable' } },
  });
});

test('the server address is remembered, and the policy lets the page reach it after a reload', async ({ desktop }) => {
  const { page } = desktop;
  expect(await page.evaluate(() => window.api.connection.read())).toEqual({
    ok: true,
    value: { server: null, source: 'none' },
  });
  const written = await page.evaluate(() => window.api.connection.write({ server: 'https://grid.example.test:8443/' }));
  expect(written).toEqual({ ok: true, value: { server: 'https://grid.example.test:8443' } });
  expect(JSON.parse(readFileSync(join(desktop.userData, 'settings.json'), 'utf8'))).toEqual({
    server: 'https://grid.example.test:8443',
  });
  await page.reload();
  const isBlocked = await page.evaluate(async () => {
    let isBlockedByPolicy = false;
    document.addEventListener('securitypolicyviolation', () => (isBlockedByPolicy = true));
    await fetch('https://grid.example.test:8443/_up').catch(() => undefined);
    return isBlockedByPolicy;
  });
  expect(isBlocked).toBe(false);
});

test.describe('started by the launcher', () => {
  test.use({ desktopEnv: { WORKSTATION_SERVER: 'http://127.0.0.1:5180', WORKSTATION_FRAGMENT: '#start=abc' } });

  test('uses its server, which the page cannot change, and opens with its link', async ({ desktop }) => {
    const replies = await desktop.page.evaluate(async () => ({
      read: await window.api.connection.read(),
      write: await window.api.connection.write({ server: 'https://elsewhere.test' }),
    }));
    expect(replies).toMatchObject({
      read: { ok: true, value: { server: 'http://127.0.0.1:5180', source: 'start' } },
      write: { ok: false, error: { code: 'fixed-at-start' } },
    });
    const addresses = await desktop.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
      null,
    );
    expect(addresses).toBe('app://workstation/index.html#start=abc');
  });
});
