import type { Sheet } from './sheets.ts';
import { workbookOf } from './workbook.ts';

export interface ToWrite {
  readonly sheets: readonly Sheet[];
  readonly foot: string;
}
/** What becomes of a workbook: the file, or why there is none. */
export type Written = { readonly file: Uint8Array<ArrayBuffer> } | { readonly why: string };

addEventListener('message', ({ data: { sheets, foot } }: MessageEvent<ToWrite>) => {
  try {
    const file = workbookOf(sheets, foot);
    postMessage({ file } satisfies Written);
  } catch (error) {
    postMessage({ why: String(error) } satisfies Written);
  }
});
