import type { WorkstationApi } from '../../shared/ipc/workstation-api.ts';
import type { Bytes } from './bytes.ts';

export type Saved = 'saved' | 'cancelled';

/** Put there by the desktop edition's preload; a browser has none. */
const desktopFiles = (): WorkstationApi['files'] | undefined =>
  (window as { readonly api?: Pick<WorkstationApi, 'files'> }).api?.files;

/** Characters that no file system takes in a name. */
const NOT_IN_A_NAME = /[\\/:*?"<>|\u0000-\u001f]/gu;

/** Hands a file to the person, who on the desktop chooses its place; a browser puts it among its downloads. Throws where the place cannot be written. */
export async function saveFile(name: string, bytes: Bytes, mediaType: string): Promise<Saved> {
  const suggestedName = name.replaceAll(NOT_IN_A_NAME, '_').slice(0, 120);
  const files = desktopFiles();
  if (files !== undefined) {
    const reply = await files.saveExport({ suggestedName, bytes });
    if (!reply.ok) throw new Error(`The file could not be saved: ${reply.error.code} ${reply.error.message}`);
    return reply.value.kind;
  }
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = suggestedName;
  link.click();
  // The browser has begun to read it by the next turn at the latest; a minute is on the safe side.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
  return 'saved';
}
