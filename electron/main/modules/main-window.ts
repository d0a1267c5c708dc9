import { BrowserWindow, type WebContents } from 'electron';
import { BEFORE_CLOSING } from '../../../shared/ipc/before-closing.ts';
import { APP_PAGE } from '../security/own-page.ts';

/** The page's own background, so that nothing flashes before it is drawn. */
const PAGE_COLOUR = '#EEF1F4';
/** So long a page may hold its window. A draft is saved in some milliseconds, on a slow disk in a second. */
const LONGEST_SAVE_MS = 3_000;

export type MainWindow = {
  /** Opens the window, or brings the open one to the front. */
  show(): void;
  current(): BrowserWindow | null;
};

/** Whether the page says that what was typed is saved; false for one that crashed, hangs or cannot say. */
async function hasSaved(contents: WebContents): Promise<boolean> {
  if (contents.isCrashed()) return false;
  const saved = contents.executeJavaScript(`window.${BEFORE_CLOSING}?.()`).then(
    () => true,
    () => false,
  );
  const late = new Promise<boolean>((resolve) => {
    setTimeout(resolve, LONGEST_SAVE_MS, false);
  });
  return Promise.race([saved, late]);
}

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
    // Only once: whoever asks again is not kept waiting.
    opened.once('close', (event) => {
      event.preventDefault();
      void hasSaved(opened.webContents).then((isSaved) => {
        if (opened.isDestroyed()) return;
        if (isSaved) opened.close();
        else opened.destroy(); // which asks nothing of the page
      });
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
