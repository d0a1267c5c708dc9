import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** The menu in Chinese. There is no reload: F5 refreshes data, and the page sees to that itself. */
export function menuTemplate(isMac: boolean, isPackaged: boolean): readonly MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(isMac
      ? [
          {
            label: '网格治理工作站',
            submenu: [
              { role: 'about', label: '关于网格治理工作站' },
              separator,
              { role: 'hide', label: '隐藏' },
              { role: 'hideOthers', label: '隐藏其他' },
              { role: 'unhide', label: '全部显示' },
              separator,
              { role: 'quit', label: '退出' },
            ],
          } satisfies MenuItemConstructorOptions,
        ]
      : [{ label: '文件', submenu: [{ role: 'quit', label: '退出' }] } satisfies MenuItemConstructorOptions]),
    {
      label: '编辑',
      submenu: [
        { role: 'undo', label: '撤销' },
        { role: 'redo', label: '重做' },
        separator,
        { role: 'cut', label: '剪切' },
        { role: 'copy', label: '复制' },
        { role: 'paste', label: '粘贴' },
        { role: 'selectAll', label: '全选' },
      ],
    },
    {
      label: '显示',
      submenu: [
        { role: 'zoomIn', label: '放大' },
        { role: 'zoomOut', label: '缩小' },
        { role: 'resetZoom', label: '原大小' },
        separator,
        { role: 'togglefullscreen', label: '全屏' },
        ...(isPackaged
          ? []
          : [separator, { role: 'toggleDevTools', label: '开发者工具' } satisfies MenuItemConstructorOptions]),
      ],
    },
    {
      label: '窗口',
      submenu: [
        { role: 'minimize', label: '最小化' },
        { role: 'close', label: '关闭' },
      ],
    },
    ...(isMac
      ? []
      : [
          {
            label: '帮助',
            submenu: [{ role: 'about', label: '关于网格治理工作站' }],
          } satisfies MenuItemConstructorOptions,
        ]),
  ];
}

export function installMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate([...menuTemplate(process.platform === 'darwin', app.isPackaged)]));
}
