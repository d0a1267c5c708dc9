import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { crashFile } from '../services/crash-file.ts';

/** Keeps a log of crashes on this machine, without personal data, and says in words what happened. Nothing is sent anywhere. */
export function keepCrashLog(window: () => BrowserWindow | null): void {
  const note = crashFile(join(app.getPath('userData'), 'logs'));

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
