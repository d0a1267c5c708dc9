import { BrowserWindow } from 'electron';
import { APP_PAGE } from '../security/own-page.ts';

/** The page's own background, so that nothing flashes before it is drawn. */
const PAGE_COLOUR = '#EEF1F4';

export type MainWindow = {
  /** Opens the window, or brings the open one to the front. */
  show(): void;
  current(): BrowserWindow | null;
};

export function mainWindow(preload: string, icon: string, fragment: () => string): MainWindow {
  let window: BrowserWindow | null = null;

  const open = (): BrowserWindow => {
    const opened = new BrowserWindow({
      title: '网格治理工作站',
      icon,
      width: 1366,
      height: 768,
      minWidth: 1280,
      minHeight: 720,
      show: false,
      backgroundColor: PAGE_COLOUR,
      webPreferences: {
        preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        // The spelling dictionary would be fetched from the network, and names are no typing errors.
        spellcheck: false,
      },
    });
    opened.once('ready-to-show', () => {
      opened.show();
    });
    opened.once('closed', () => {
      window = null;
    });
    void opened.loadURL(`${APP_PAGE}${fragment()}`);
    return opened;
  };

  return {
    show: () => {
      if (window === null) {
        window = open();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    current: () => window,
  };
}
