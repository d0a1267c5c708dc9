import { readWorkbookBytes, type WorkbookRead } from './read-workbook.ts';

/** Reads one workbook and says what is in it: unpacking and parsing would hold up the page. */
self.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
  void readWorkbookBytes(new Uint8Array(data)).then((answer: WorkbookRead) => {
    self.postMessage(answer);
  });
});
