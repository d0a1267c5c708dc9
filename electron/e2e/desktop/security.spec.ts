import { expect, test } from '../fixtures/desktop.ts';

const ELSEWHERE = 'https://example.com/';

test('the window stays on its page, whatever a script or a link wants', async ({ desktop }) => {
  const { page } = desktop;
  const before = page.url();
  await desktop.evaluate(({ BrowserWindow }) => {
    const attempts: unknown[] = [];
    Object.assign(globalThis, { attempts });
    // Registered after ours, so it sees what ours decided.
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', ({ url, defaultPrevented }) => {
      attempts.push({ url, defaultPrevented });
    });
  }, null);
  const attempts = () => desktop.evaluate(() => (globalThis as unknown as { attempts: unknown[] }).attempts, null);
  const refused = { url: ELSEWHERE, defaultPrevented: true };

  await page.evaluate((address) => {
    location.href = address;
  }, ELSEWHERE);
  await expect.poll(attempts).toEqual([refused]);
  await page.evaluate((address) => {
    const link = document.createElement('a');
    link.href = address;
    document.body.append(link);
    link.click();
  }, ELSEWHERE);
  await expect.poll(attempts).toEqual([refused, refused]);
  expect(page.url()).toBe(before);
});

test('no new window opens; a licence page goes to the browser, other addresses nowhere', async ({ desktop }) => {
  await desktop.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    Object.assign(shell, { openExternal: (url: string) => Promise.resolve(void opened.push(url)) });
  }, null);
  await desktop.page.evaluate((address) => {
    window.open(address);
    window.open('file:///etc/passwd');
    window.open('https://www.openstreetmap.org/copyright');
  }, ELSEWHERE);
  const opened = () =>
    desktop.evaluate(({ BrowserWindow }) => {
      const { opened } = globalThis as unknown as { opened: string[] };
      return { opened, windows: BrowserWindow.getAllWindows().length };
    }, null);
  await expect.poll(opened).toEqual({ opened: ['https://www.openstreetmap.org/copyright'], windows: 1 });
});

test('camera and notifications are refused', async ({ desktop }) => {
  const answers = await desktop.page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: unknown) => (error instanceof DOMException ? error.name : 'other'),
    ),
  }));
  expect(answers).toEqual({ notifications: 'denied', camera: 'NotAllowedError' });
});

test('the position is asked for once, and a no is a no', async ({ desktop }) => {
  await desktop.evaluate(({ dialog }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    const answer = (...args: readonly unknown[]) => {
      const { message } = args[args.length - 1] as { message: string };
      asked.push(message);
      return Promise.resolve({ response: 1, checkboxChecked: false });
    };
    Object.assign(dialog, { showMessageBox: answer });
  }, null);
  const locate = () =>
    desktop.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => {
              resolve(0);
            },
            ({ code }) => {
              resolve(code);
            },
          );
        }),
    );
  expect(await locate()).toBe(1);
  expect(await locate()).toBe(1);
  expect(await desktop.evaluate(() => (globalThis as unknown as { asked: string[] }).asked, null)).toEqual([
    '允许使用本机位置？',
  ]);
});

test('a page that is not ours gets no answer, even with our preload', async ({ desktop }) => {
  const stranger = await desktop.pageOf(() =>
    desktop.evaluate(({ BrowserWindow }) => {
      const [main] = BrowserWindow.getAllWindows();
      const { preload } = (
        main?.webContents as unknown as { getLastWebPreferences(): { preload: string } }
      ).getLastWebPreferences();
      void new BrowserWindow({ show: false, webPreferences: { preload } }).loadURL('data:text/html,<p>stranger</p>');
    }, null),
  );
  const reply = await stranger.evaluate(() =>
    (window as unknown as { api: { app: { info(): Promise<unknown> } } }).api.app.info(),
  );
  expect(reply).toMatchObject({ ok: false, error: { code: 'untrusted-sender' } });
});

test('the page comes with its policy: no inline script, one server, no eval', async ({ desktop }) => {
  const { page } = desktop;
  await page.evaluate(async (address) => {
    const violations = new Set<string>();
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      violations.add(effectiveDirective),
    );
    await fetch(address).catch(() => undefined);
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    // A text for a timer is an eval; called from here directly, Playwright's own leave to evaluate would cover it.
    (setTimeout as unknown as (code: string) => void)('window.evalRan = true');
  }, ELSEWHERE);
  const seen = () => page.evaluate(() => [...(window as unknown as { violations: Set<string> }).violations].sort());
  await expect.poll(seen).toEqual(['connect-src', 'script-src', 'script-src-elem']);
  expect(await page.evaluate(() => ['inlineRan', 'evalRan'].filter((name) => name in window))).toEqual([]);
});

test('the app protocol serves its own folder only', async ({ desktop }) => {
  const statuses = await desktop.page.evaluate(async () => {
    const ask = async (path: string, init?: RequestInit) => (await fetch(path, init)).status;
    return {
      page: await ask('index.html'),
      missing: await ask('nothing.js'),
      outside: await ask('%2e%2e/main/index.js'),
      encoded: await ask('..%2f..%2fpackage.json'),
      written: await ask('index.html', { method: 'PUT', body: 'x' }),
    };
  });
  expect(statuses).toEqual({ page: 200, missing: 404, outside: 404, encoded: 404, written: 405 });
});
