/** Where every write without a receipt lies a second time, and what that is worth. */
export const JOURNAL_WORDS: Readonly<Record<'desktop' | 'browser' | 'none', string>> = {
  desktop: '桌面版：每一笔先落进加密文件，才算存下',
  browser: '浏览器版：另存在浏览器里，清除网站数据时会一起没有',
  none: '没有：这个窗口不能另存，没送达的只有一份',
};

/** Whether the browser keeps what is here when the disk runs short. */
export const persistedWords = (isPersisted: boolean): string =>
  isPersisted ? '浏览器已答应不自行清除' : '浏览器没有答应，磁盘紧张时可能被清除';
