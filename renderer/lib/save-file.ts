import type { Bytes } from './bytes.ts';
import { desktopFiles, fileSystemName } from './desktop-files.ts';

export type Saved = 'saved' | 'cancelled';

/** Hands a file to the person, who on the desktop chooses its place; a browser puts it among its downloads. Throws where the place cannot be written. */
export async function saveFile(name: string, bytes: Bytes, mediaType: string): Promise<Saved> {
  const suggestedName = fileSystemName(name);
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
