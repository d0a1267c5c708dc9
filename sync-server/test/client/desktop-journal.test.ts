import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { registered } from '../../../electron/e2e/double/electron-module.ts';
import { appHandlers } from '../../../electron/main/ipc/handlers/app-handlers.ts';
import { connectionHandlers } from '../../../electron/main/ipc/handlers/connection-handlers.ts';
import { fileHandlers } from '../../../electron/main/ipc/handlers/file-handlers.ts';
import { journalHandlers } from '../../../electron/main/ipc/handlers/journal-handlers.ts';
import { secretHandlers } from '../../../electron/main/ipc/handlers/secret-handlers.ts';
import { registerHandlers } from '../../../electron/main/ipc/register-handlers.ts';
import { openConnection } from '../../../electron/main/services/connection.ts';
import '../../../electron/preload/index.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aUser } from '../../../shared/testing/builders.ts';
import { readSurroundings } from '../../../renderer/app/desktop.ts';
import { startServer, type TestServer } from '../harness/start-server.ts';
import { actIn, aNewPhoto, anOffice, caseIn, counted, reportIn, type Office } from './people-at-work.ts';

const page = vi.hoisted(() => new Map<string, unknown>());
/** The page's side of Electron, beside the double's: what the preload uses, with a structured clone in between as on the true bridge. */
vi.mock('electron', async () => {
  const double = await import('../../../electron/e2e/double/electron-module.ts');
  const event = { senderFrame: { url: 'app://workstation/index.html', parent: null } };
  return {
    ...double.electronModule,
    contextBridge: {
      exposeInMainWorld: (name: string, api: unknown) => {
        page.set(name, api);
      },
    },
    ipcRenderer: {
      invoke: async (channel: string, request: unknown): Promise<unknown> =>
        structuredClone(await double.registered.channels.get(channel)?.(event, structuredClone(request))),
    },
  };
});

let server: TestServer;
let worker: User;
let userData: string;
let office: Office;

beforeEach(async () => {
  server = await startServer();
  worker = await server.add(aUser('gridWorker'));
  userData = mkdtempSync(join(tmpdir(), 'desktop-'));
  registered.channels.clear();
  registerHandlers({
    ...appHandlers(),
    ...connectionHandlers(openConnection(userData, server.url)),
    ...fileHandlers(() => null),
    ...journalHandlers(userData),
    ...secretHandlers(),
  });
  vi.stubGlobal('window', Object.fromEntries(page));
  const { journals } = await readSurroundings();
  // Of a page the client needs nothing else here.
  vi.unstubAllGlobals();
  if (journals === undefined) throw new Error('the desktop has files of its own');
  office = await anOffice(server.url, undefined, { journals });
});
afterEach(async () => {
  await office.closeAll();
  await server.stop();
  rmSync(userData, { recursive: true, force: true });
});

const journalFile = (): string => {
  const folder = join(userData, 'journals');
  const [file = '', ...others] = readdirSync(folder).filter((name) => name.endsWith('.ggwj'));
  expect(others).toEqual([]);
  return join(folder, file);
};
async function loseEverything(): Promise<void> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
  expect(names.length).toBeGreaterThan(5);
  for (const name of names)
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve;
    });
}

it.each([
  ['in the last step', 20, ['第一次']],
  ['in what was put on record behind it', -7, ['第一次', '第二次']],
])(
  'a desktop whose store is lost and whose journal was torn %s goes on from its file, and delivers once what it had said was saved',
  async (_where, cutAt, kept) => {
    const workstation = await office.signIn(worker);
    expect(workstation.storage.state.get()?.journal).toBe('desktop');
    const id = await reportIn(workstation, [], '已送达的一件');
    await counted(workstation, ({ queued }) => queued === 0);
    office.cable.pull();
    const found = await reportIn(workstation, [aNewPhoto('没送的照片', 'near')], '没有网的时候发现的');
    await actIn(workstation, id, 'note', { text: '第一次' });
    const before = readFileSync(journalFile()).length;
    await actIn(workstation, id, 'note', { text: '第二次' });
    const whole = readFileSync(journalFile());
    await office.closeAll();

    await loseEverything();
    writeFileSync(journalFile(), whole.subarray(0, cutAt > 0 ? before + cutAt : whole.length + cutAt));
    const again = await office.signIn(worker);
    const notes = async (): Promise<readonly unknown[]> =>
      (await caseIn(again, id)).log.filter(({ act }) => act === 'note').map(({ data }) => data['text']);
    expect(again.storage.state.get()).toMatchObject({ repair: { found: 2 + kept.length, missing: 0 } });
    expect(await notes()).toEqual(kept);
    expect((await caseIn(again, found)).photos).toHaveLength(1);
    // What is written now stands behind what was whole, and is there after the next start.
    await actIn(again, id, 'note', { text: '后来' });
    await office.closeAll();
    await loseEverything();

    office.cable.plugged = true;
    const last = await office.signIn(worker);
    expect(await counted(last, ({ queued }) => queued === 0)).toMatchObject({ refused: 0 });
    const street = server.as(await server.add(aUser('streetClerk')));
    const held = (await street('GET', `/records/${id}`)).body as CaseDocument;
    expect(held.log.map(({ act, data }) => (act === 'note' ? data['text'] : act))).toEqual(['report', ...kept, '后来']);
    const photo = ((await street('GET', `/records/${found}`)).body as CaseDocument).photos[0]?.id ?? '';
    expect((await street('GET', `/evidence/${encodeURIComponent(photo)}`)).status).toBe(200);
    expect(office.terminal.troubles).toEqual([]);
  },
);
