import { expect, test } from '../fixtures/desktop.ts';

test('the page is sandboxed, isolated and without Node', async ({ desktop }) => {
  const preferences = await desktop.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // Electron has this function, its types do not.
    return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
  }, null);
  expect(preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  const globals = await desktop.page.evaluate(() =>
    ['require', 'process', 'Buffer', 'module'].filter((name) => name in window),
  );
  expect(globals).toEqual([]);
});

test('the bridge offers exactly its verbs, and cannot be replaced', async ({ desktop }) => {
  const offered = await desktop.page.evaluate(() => {
    const { api } = window as unknown as { api: Record<string, Record<string, unknown>> };
    return Object.entries(api).flatMap(([group, verbs]) => Object.keys(verbs).map((verb) => `${group}.${verb}`));
  });
  expect(offered.sort()).toEqual([
    'app.info',
    'connection.read',
    'connection.write',
    'disk.free',
    'files.open',
    'files.pickPhotos',
    'files.saveExport',
    'files.savePdf',
    'journal.append',
    'journal.cut',
    'journal.read',
    'journal.replace',
    'journal.stores',
    'secrets.status',
    'secrets.unwrap',
    'secrets.wrap',
  ]);
  const isKept = await desktop.page.evaluate(() => {
    const before = (window as unknown as { api: unknown }).api;
    Reflect.set(window, 'api', { app: {} });
    return (window as unknown as { api: unknown }).api === before;
  });
  expect(isKept).toBe(true);
});

test('a second start brings the open window to the front', async ({ desktop }) => {
  const state = await desktop.evaluate(({ app, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.minimize();
    app.emit('second-instance');
    return { count: BrowserWindow.getAllWindows().length, isMinimized: window?.isMinimized() };
  }, null);
  expect(state).toEqual({ count: 1, isMinimized: false });
});

test('the menu speaks Chinese and does not reload the page', async ({ desktop }) => {
  const entries = await desktop.evaluate(({ Menu }) => {
    type Entry = {
      readonly label?: string;
      readonly role?: string;
      readonly submenu?: { readonly items: Entry[] } | Entry[];
    };
    const flat = (items: readonly Entry[]): string[] =>
      items.flatMap(({ label = '', role = '', submenu = [] }) => [
        label,
        role.toLowerCase(),
        ...flat('items' in submenu ? submenu.items : submenu),
      ]);
    return flat(Menu.getApplicationMenu()?.items ?? []);
  }, null);
  expect(entries).toEqual(expect.arrayContaining(['编辑', '复制', '粘贴', '显示', '全屏']));
  expect(entries).not.toContain('reload');
});
