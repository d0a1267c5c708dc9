import { BrowserWindow, dialog, type WebContents } from 'electron';
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

/** Whether the person closes the window though something stands filled in on it that is not done. */
function givesUp(window: BrowserWindow): boolean {
  const choice = dialog.showMessageBoxSync(window, {
    type: 'question',
    message: '还有填了没提交的内容',
    detail: '现在关掉，这些不再保留。已经存下的都在，没送达的下次打开接着送。',
    buttons: ['继续填', '关掉'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return choice === 1;
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
    const saveFirst = (event: Electron.Event): void => {
      event.preventDefault();
      void hasSaved(opened.webContents).then((isSaved) => {
        if (opened.isDestroyed()) return;
        if (isSaved) opened.close();
        else opened.destroy(); // which asks nothing of the page
      });
    };
    // Only once: whoever asks again is not kept waiting.
    opened.once('close', saveFirst);
    // The page says that something stands filled in: preventing this event lets it go all the same.
    opened.webContents.on('will-prevent-unload', (event) => {
      if (givesUp(opened)) event.preventDefault();
      else {
        opened.removeListener('close', saveFirst);
        opened.once('close', saveFirst);
      }
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
