import { dialog, type BrowserWindow } from 'electron';

/** Asks the person before the page learns where this machine is. */
export async function askForPosition(window: BrowserWindow | null): Promise<boolean> {
  const question = {
    type: 'question' as const,
    message: '允许使用本机位置？',
    detail: '只在上报和地图定位时使用，随事件保存。',
    buttons: ['允许', '不允许'],
    defaultId: 0,
    cancelId: 1,
  };
  const { response } =
    window === null ? await dialog.showMessageBox(question) : await dialog.showMessageBox(window, question);
  return response === 0;
}
