import { join } from 'node:path';
import { app, session } from 'electron';
import { TIANDITU_HOSTS } from '../../shared/geo/tianditu.ts';
import { appHandlers } from './ipc/handlers/app-handlers.ts';
import { connectionHandlers } from './ipc/handlers/connection-handlers.ts';
import { fileHandlers } from './ipc/handlers/file-handlers.ts';
import { journalHandlers } from './ipc/handlers/journal-handlers.ts';
import { secretHandlers } from './ipc/handlers/secret-handlers.ts';
import { registerHandlers } from './ipc/register-handlers.ts';
import { registerAppScheme, serveApp } from './modules/app-protocol.ts';
import { askForPosition } from './modules/ask-for-position.ts';
import { keepCrashLog } from './modules/crash-log.ts';
import { mainWindow } from './modules/main-window.ts';
import { installMenu } from './modules/menu.ts';
import { isOnlyInstance } from './modules/single-instance.ts';
import { refuseDevices } from './security/devices.ts';
import { refuseDownloads } from './security/downloads.ts';
import { keepOnOwnPage } from './security/navigation.ts';
import { refuseNewWindows } from './security/new-windows.ts';
import { limitPermissions } from './security/permissions.ts';
import { refuseWebviews } from './security/webviews.ts';
import { openConnection } from './services/connection.ts';
import { readSettings } from './services/settings.ts';

/** Composition root: what the desktop edition starts, in order. */
const bundle = import.meta.dirname;
const window = mainWindow(
  join(bundle, '../preload/index.cjs'),
  join(bundle, '../../resources/icons/icon.png'),
  () => process.env['WORKSTATION_FRAGMENT'] ?? '',
);

function start(): void {
  const connection = openConnection(app.getPath('userData'), process.env['WORKSTATION_SERVER']);
  limitPermissions(session.defaultSession, () => askForPosition(window.current()));
  refuseDevices(session.defaultSession);
  refuseDownloads(session.defaultSession);
  const imageHosts = readSettings(app.getPath('userData')).tianditu === true ? TIANDITU_HOSTS : [];
  serveApp(session.defaultSession, join(bundle, '../renderer'), () => connection.current().server, imageHosts);
  registerHandlers({
    ...appHandlers(),
    ...connectionHandlers(connection),
    ...fileHandlers(() => window.current()),
    ...journalHandlers(app.getPath('userData')),
    ...secretHandlers(),
  });
  installMenu();
  window.show();
}

const bringToFront = () => {
  window.show();
};

if (isOnlyInstance(bringToFront)) {
  registerAppScheme();
  app.enableSandbox();
  keepCrashLog(() => window.current());
  app.on('web-contents-created', (_event, contents) => {
    keepOnOwnPage(contents);
    refuseNewWindows(contents);
    refuseWebviews(contents);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  // Not awaited at the top level: Electron becomes ready only after this module has been evaluated.
  app.once('ready', start);
}
