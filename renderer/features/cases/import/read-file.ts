import type { Sheet } from '../../../../shared/cases/intake/sheet.ts';
import { filledSheets, sheetOfCsv, sheetOfJson } from '../../../../shared/cases/intake/text-sheets.ts';
import type { Outcome, Trouble } from '../../../data/api.ts';
import type { WorkbookRead } from './read-workbook.ts';

export type ReadWorkbook = (bytes: ArrayBuffer) => Promise<WorkbookRead>;

/** A street's whole year of demands is smaller. */
const LARGEST_BYTES = 30 * 1024 ** 2;

const trouble = (code: string, what: string, next: string): { readonly ok: false; readonly trouble: Trouble } => ({
  ok: false,
  trouble: { code: `import/${code}`, what, safe: '什么都没有收，文件没有动。', next },
});

/** In a worker of its own, which ends with its answer. */
export const readInWorker: ReadWorkbook = (bytes) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./workbook.worker.ts', import.meta.url), { type: 'module', name: 'workbook' });
    worker.addEventListener('message', ({ data }: MessageEvent<WorkbookRead>) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener('error', ({ message }) => {
      worker.terminate();
      reject(new Error(`The reader of workbooks broke down: ${message}`));
    });
    worker.postMessage(bytes, [bytes]);
  });

const begins = (bytes: Uint8Array, ...with_: readonly number[]): boolean =>
  with_.every((byte, at) => bytes[at] === byte);

/** Excel's “Unicode text” says so in its first two bytes. Exports of older systems are in the national encoding, of which plain Chinese is never valid UTF-8; some put the mark of UTF-8 before it all the same. */
function textOf(bytes: Uint8Array): string {
  if (begins(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (begins(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder('gb18030').decode(begins(bytes, 0xef, 0xbb, 0xbf) ? bytes.subarray(3) : bytes);
  }
}

const WORKBOOK_TROUBLES = {
  old: trouble('old', '这是旧版 Excel 文件（.xls），读不了。', '用 Excel 或 WPS 打开，另存为 .xlsx 再选。'),
  damaged: trouble('damaged', '这个文件打不开，可能没有存完，或设了密码。', '用 Excel 或 WPS 打开看看，另存一份再选。'),
  'too-large': trouble('unpacked', '这个文件展开后太大。', '删掉用不到的工作表和图片，或分成几个文件再选。'),
} as const;

async function sheetsOf(
  bytes: ArrayBuffer,
  name: string,
  readWorkbook: ReadWorkbook,
): Promise<Outcome<readonly Sheet[]>> {
  const start = new Uint8Array(bytes);
  if (begins(start, 0x50, 0x4b)) {
    const read = await readWorkbook(bytes);
    return read.ok ? { ok: true, value: read.sheets } : WORKBOOK_TROUBLES[read.why];
  }
  if (begins(start, 0xd0, 0xcf, 0x11, 0xe0)) return WORKBOOK_TROUBLES.old;
  const text = textOf(start);
  if (/^\s*</u.test(text))
    return trouble('html', '这个文件其实是网页，不是表格。', '用 Excel 或 WPS 打开，另存为 .xlsx 再选。');
  if (!/^\uFEFF?\s*[[{]/u.test(text)) return { ok: true, value: [sheetOfCsv(text, name)] };
  try {
    const sheet = sheetOfJson(text, name);
    return sheet === undefined
      ? trouble('json-shape', '这个 JSON 里没有一列一列的来件。', '要的是一组对象，每件一个，如 [{"工单编号": …}]。')
      : { ok: true, value: [sheet] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return trouble('json', '这个 JSON 文件不完整，读不出来。', '从原系统再导出一次。');
  }
}

/** The sheets of a file in which something stands. What kind it is, its content says: names are often wrong. */
export async function readFile(
  file: File,
  readWorkbook: ReadWorkbook = readInWorker,
): Promise<Outcome<readonly Sheet[]>> {
  if (file.size > LARGEST_BYTES)
    return trouble(
      'large',
      `这个文件有 ${String(Math.round(file.size / 1024 ** 2))} MB，最多 30 MB。`,
      '分成几个文件再选。',
    );
  const read = await sheetsOf(await file.arrayBuffer(), file.name, readWorkbook);
  if (!read.ok) return read;
  const sheets = filledSheets(read.value);
  return sheets.length === 0
    ? trouble('empty', '这个文件是空的。', '看看是不是选错了文件。')
    : { ok: true, value: sheets };
}
