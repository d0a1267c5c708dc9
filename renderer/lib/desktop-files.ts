import type { WorkstationApi } from '../../shared/ipc/workstation-api.ts';

/** Saving through the desktop edition, where the person chooses every place; undefined in a browser. Put there by the preload. */
export const desktopFiles = (): WorkstationApi['files'] | undefined =>
  (window as { readonly api?: Pick<WorkstationApi, 'files'> }).api?.files;

/** Characters that no file system takes in a name. */
const NOT_IN_A_NAME = /[\\/:*?"<>|\u0000-\u001f]/gu;
const LONGEST_NAME = 120;

/** A name that every file system takes. */
export const fileSystemName = (name: string, longest = LONGEST_NAME): string =>
  name.replaceAll(NOT_IN_A_NAME, '_').slice(0, longest);

/** Of a title, its ending kept however long it is. */
export const fileNameOf = (title: string, ending: string): string =>
  `${fileSystemName(title, LONGEST_NAME - ending.length - 1)}.${ending}`;
