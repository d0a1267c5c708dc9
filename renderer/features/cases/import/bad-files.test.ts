import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { columnsOf, headOf } from '../../../../shared/cases/intake/columns.ts';
import { readMoment } from '../../../../shared/cases/intake/read-moment.ts';
import { cellText, type Cell } from '../../../../shared/cases/intake/sheet.ts';
import { readFile } from './read-file.ts';
import { readWorkbookBytes } from './read-workbook.ts';
import { textWorkbook } from './write-workbook.ts';

/* What other programs write: cells of formulas, of dates, of errors, counted from another day; text in other encodings. */

/** A workbook whose only sheet has these rows, as another program would write them. Style 2 is a date. */
function foreign(rows: readonly string[], is1904 = false): Uint8Array {
  const parts = unzipSync(textWorkbook([['x']]));
  const edit = (name: string, from: string, to: string): void => {
    const text = strFromU8(parts[name] ?? new Uint8Array());
    if (!text.includes(from)) throw new Error(`${name}: ${from}`);
    parts[name] = strToU8(text.replace(from, to));
  };
  edit('xl/styles.xml', '<cellXfs count="2">', '<cellXfs count="3">');
  edit('xl/styles.xml', '</cellXfs>', '<xf numFmtId="22" applyNumberFormat="1"/></cellXfs>');
  if (is1904) edit('xl/workbook.xml', '<sheets>', '<workbookPr date1904="1"/><sheets>');
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  const body = rows.map((cells, at) => `<row r="${String(at + 1)}">${cells}</row>`).join('');
  parts['xl/worksheets/sheet1.xml'] = strToU8(
    sheet.replace(/<sheetData>.*<\/sheetData>/su, `<sheetData>${body}</sheetData>`),
  );
  return zipSync(parts);
}
const text = (at: string, words: string): string => `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`;
const HEAD = text('A1', '编号') + text('B1', '内容') + text('C1', '受理时间');
const rowsOf = async (bytes: Uint8Array): Promise<readonly (readonly Cell[])[]> => {
  const read = await readWorkbookBytes(bytes);
  if (!read.ok) throw new Error(read.why);
  return read.sheets[0]?.rows ?? [];
};
/** 2026-11-20 08:30 in days since the last of 1899. */
const SERIAL = 46_346 + 8.5 / 24;
const AT = '2026-11-20T00:30:00.000Z';

describe('a workbook of another program', () => {
  it('gives of a formula what it came to, and of an error nothing that could be taken for a value', async () => {
    const rows = await rowsOf(
      foreign([
        HEAD,
        `<c r="A2" t="str"><f>"2026"&amp;"001"</f><v>2026001</v></c>${text('B2', '漏水')}<c r="C2" s="2"><f>NOW()</f><v>${String(SERIAL)}</v></c>`,
        `<c r="A3"><f>1+1</f><v>2</v></c><c r="B3" t="e"><f>NA()</f><v>#N/A</v></c><c r="C3"><v>${String(SERIAL)}</v></c>`,
        // Never reckoned by the program that wrote it.
        `<c r="A4"><f>A3+1</f></c>${text('B4', '路灯不亮')}`,
      ]),
    );
    expect(rows.slice(1).map((row) => row.slice(0, 2).map(cellText))).toEqual([
      ['2026001', '漏水'],
      ['2', ''],
      ['', '路灯不亮'],
    ]);
    expect(rows.slice(1, 3).map(([, , at]) => readMoment(at ?? null, 'beginning'))).toEqual([AT, AT]);
  });

  it('that counts days from 1904 means the days that stand in it', async () => {
    const since1904 = SERIAL - 1_462;
    const rows = await rowsOf(
      foreign([HEAD, `${text('A2', '1')}${text('B2', '漏水')}<c r="C2" s="2"><v>${String(since1904)}</v></c>`], true),
    );
    expect(readMoment(rows[1]?.[2] ?? null, 'beginning')).toBe(AT);
  });
});

describe('a file of text of another program', () => {
  const LINES = '编号,内容\n1,漏水\n';
  // 编号,内容 / 1,漏水 as GB18030.
  const GB = [0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc4, 0xda, 0xc8, 0xdd, 0x0a, 0x31, 0x2c, 0xc2, 0xa9, 0xcb, 0xae];
  const utf16 = (isLittle: boolean): Uint8Array<ArrayBuffer> => {
    const marked = `\uFEFF${LINES.replaceAll(',', '\t')}`;
    const bytes = new DataView(new ArrayBuffer(marked.length * 2));
    for (let at = 0; at < marked.length; at += 1) bytes.setUint16(at * 2, marked.charCodeAt(at), isLittle);
    return new Uint8Array(bytes.buffer);
  };
  it.each<readonly [string, Uint8Array<ArrayBuffer>]>([
    ['UTF-8 with a mark', Uint8Array.from(strToU8(`\uFEFF${LINES}`))],
    ['the national encoding with the mark of UTF-8', Uint8Array.from([0xef, 0xbb, 0xbf, ...GB])],
    ['the national encoding with its own mark', Uint8Array.from([0x84, 0x31, 0x95, 0x33, ...GB])],
    ['Unicode text of Excel', utf16(true)],
    ['the same from a Mac', utf16(false)],
  ])('is read in %s', async (_what, bytes) => {
    const read = await readFile(new File([bytes], '来件.csv'));
    expect(read.ok && read.value[0]?.rows).toEqual([
      ['编号', '内容'],
      ['1', '漏水'],
    ]);
    const head = read.ok && read.value[0] !== undefined ? headOf(read.value[0]) : undefined;
    expect(Object.fromEntries(columnsOf(head?.headings ?? []))).toEqual({ number: 0, words: 1 });
  });
});
