import { basename, extname } from 'node:path';
import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron';
import type { Response } from '../../../../shared/ipc/contract.ts';
import { errorCode } from '../../services/error-code.ts';
import { photoMediaType } from '../../services/photo-kind.ts';
import { readPicked } from '../../services/read-picked.ts';
import { writeChosen } from '../../services/write-chosen.ts';
import { BridgeFailure } from '../bridge-failure.ts';
import type { Handlers } from '../register-handlers.ts';

/** A phone's photo at full size is below 15 MB. */
const LARGEST_PHOTO_BYTES = 30 * 1024 * 1024;
const LARGEST_OPENED_BYTES = 200 * 1024 * 1024;

const OPENABLE = {
  table: { name: '表格', extensions: ['xlsx', 'xls', 'csv'] },
  boundary: { name: '边界', extensions: ['geojson', 'json', 'zip'] },
  package: { name: '数据包', extensions: ['zip'] },
} as const;

/** Saving and opening: the page never sees a path, the person picks every file. */
export function fileHandlers(
  window: () => BrowserWindow | null,
): Pick<Handlers, 'files.saveExport' | 'files.savePdf' | 'files.pickPhotos' | 'files.open'> {
  const pick = async (options: OpenDialogOptions): Promise<readonly string[]> => {
    const parent = window();
    const { canceled, filePaths } =
      parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options);
    return canceled ? [] : filePaths;
  };

  /** Asks for the place first: what takes long is made only once somebody wants it. */
  const save = async (
    suggestedName: string,
    content: () => Promise<Uint8Array>,
  ): Promise<Response<'files.saveExport'>> => {
    const extension = extname(suggestedName).slice(1);
    const options = {
      title: '保存到',
      defaultPath: suggestedName,
      ...(extension === '' ? {} : { filters: [{ name: extension.toUpperCase(), extensions: [extension] }] }),
    };
    const parent = window();
    const { canceled, filePath } =
      parent === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options);
    if (canceled || filePath === '') return { kind: 'cancelled' };
    const bytes = await content();
    try {
      await writeChosen(filePath, bytes);
    } catch (error) {
      throw new BridgeFailure('file-unwritable', `the chosen place could not be written: ${errorCode(error)}`, true);
    }
    return { kind: 'saved', name: basename(filePath) };
  };

  return {
    'files.saveExport': ({ suggestedName, bytes }) => save(suggestedName, () => Promise.resolve(bytes)),

    'files.savePdf': ({ suggestedName }) => {
      const printed = window();
      if (printed === null) return { kind: 'cancelled' };
      // Paper and margins are those of the page's own style sheet, as when it goes to a printer.
      return save(suggestedName, () =>
        printed.webContents.printToPDF({ printBackground: true, preferCSSPageSize: true }),
      );
    },

    'files.pickPhotos': async ({ atMost }) => {
      const paths = await pick({
        title: '选择照片',
        filters: [{ name: '照片', extensions: ['jpg', 'jpeg', 'png', 'webp'] }],
        properties: atMost === 1 ? ['openFile'] : ['openFile', 'multiSelections'],
      });
      if (paths.length === 0) return { kind: 'cancelled' };
      const read = await Promise.all(
        paths.slice(0, atMost).map((path) => readPicked(path, LARGEST_PHOTO_BYTES, photoMediaType)),
      );
      return {
        kind: 'picked',
        photos: read.flatMap((picked) => (picked.ok ? [picked.file] : [])),
        refused: read.flatMap((picked) => (picked.ok ? [] : [picked.file])),
      };
    },

    'files.open': async ({ accept }) => {
      const { name, extensions } = OPENABLE[accept];
      const [path] = await pick({
        title: '打开',
        filters: [{ name, extensions: [...extensions] }],
        properties: ['openFile'],
      });
      if (path === undefined) return { kind: 'cancelled' };
      const isKnown = extensions.some((extension) => extname(path).toLowerCase() === `.${extension}`);
      const picked = await readPicked(path, LARGEST_OPENED_BYTES, () => (isKnown ? 'application/octet-stream' : null));
      return picked.ok ? { kind: 'opened', file: picked.file } : { kind: 'refused', file: picked.file };
    },
  };
}
