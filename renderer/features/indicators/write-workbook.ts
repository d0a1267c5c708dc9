import type { ToWrite, Written } from './workbook.worker.ts';

/** Writes a workbook in a worker of its own, which is gone with it: the page goes on meanwhile. */
export async function writeWorkbook(work: ToWrite): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(new URL('./workbook.worker.ts', import.meta.url), { type: 'module', name: 'workbook' });
  try {
    const written = await new Promise<Written>((resolve, reject) => {
      worker.addEventListener('message', (event: MessageEvent<Written>) => {
        resolve(event.data);
      });
      worker.addEventListener('error', (event) => {
        reject(new Error(event.message));
      });
      worker.postMessage(work);
    });
    if ('why' in written) throw new Error(written.why);
    return written.file;
  } finally {
    worker.terminate();
  }
}
