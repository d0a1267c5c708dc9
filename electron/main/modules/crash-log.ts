import { appendFileSync, mkdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { crashLine } from '../services/crash-line.ts';

/** Enough for years of rare crashes; a loop of them must not fill the disk. */
const LARGEST_LOG_BYTES = 512 * 1024;

/** Keeps a log of crashes on this machine, without personal data, and says in words what happened. Nothing is sent anywhere. */
export function keepCrashLog(window: () => BrowserWindow | null): void {
  const folder = join(app.getPath('userData'), 'logs');
  const file = join(folder, 'crash.log');

  const note = (kind: string, cause: unknown) => {
    mkdirSync(folder, { recursive: true });
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > LARGEST_LOG_BYTES) truncateSync(file);
    appendFileSync(file, `${crashLine(new Date(), kind, cause)}\n`);
  };

  process.on('uncaughtException', (error) => {
    note('uncaught', error);
    dialog.showErrorBox('工作站要关闭', '程序遇到自身的错误。已存本机的内容都在，请重新打开。');
    app.exit(1);
  });
  process.on('unhandledRejection', (reason) => {
    note('unhandled-rejection', reason);
  });
  app.on('child-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') note(`${details.type}-${details.reason}`, undefined);
  });
  app.on('render-process-gone', (_event, contents, details) => {
    if (details.reason === 'clean-exit') return;
    note(`page-${details.reason}`, undefined);
    if (window()?.webContents !== contents) return;
    const choice = dialog.showMessageBoxSync({
      type: 'warning',
      message: '界面停止了工作',
      detail: '已存本机的内容都在。',
      buttons: ['重新打开', '退出'],
    });
    if (choice === 0) contents.reload();
    else app.quit();
  });
}
