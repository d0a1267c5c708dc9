import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { columnsOf, headOf, INTAKE_FIELDS } from '../../../../shared/cases/intake/columns.ts';
import { leftRows, templateRows } from './import-files.ts';
import { readFile } from './read-file.ts';
import { readWorkbookBytes } from './read-workbook.ts';
import { textWorkbook } from './write-workbook.ts';

const here = (bytes: ArrayBuffer) => readWorkbookBytes(new Uint8Array(bytes));
const fileOf = (name: string, ...parts: BlobPart[]): File => new File(parts, name);
const troubleOf = async (file: File): Promise<string | undefined> => {
  const read = await readFile(file, here);
  return read.ok ? undefined : read.trouble.code;
};

describe('a workbook', () => {
  it('that we write is read as it was: long numbers, blanks, line ends, signs', async () => {
    const rows = [
      ['编号', '内容'],
      ['31011520261129000123456', ' <a> & "b"\n第二行 '],
    ];
    expect(await readWorkbookBytes(textWorkbook(rows))).toEqual({ ok: true, sheets: [{ name: '来件', rows }] });
  });

  it('of ten thousand rows is read without a worker of its own', async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => [String(at), `内容 ${String(at % 97)}`.repeat(8)]);
    const read = await readWorkbookBytes(textWorkbook(rows));
    expect(read.ok && read.sheets[0]?.rows.length).toBe(10_000);
  });

  it('as template has a head that is recognised whole', () => {
    const head = headOf({ name: 't', rows: templateRows() });
    expect([...columnsOf(head.headings).keys()].sort()).toEqual([...INTAKE_FIELDS].sort());
  });

  it('of what was not taken in is recognised when it comes back', () => {
    const rows = leftRows({
      headings: ['编号', '内容', '地址'],
      left: [{ line: 7, cells: ['1', 'x', 'y'], why: '没有类别。' }],
    });
    const head = headOf({ name: 't', rows });
    expect(Object.fromEntries(columnsOf(head.headings))).toEqual({ number: 2, words: 3, address: 4 });
  });
});

describe('a file', () => {
  it('is read by what is in it, whatever its name; the national encoding too', async () => {
    // 编号,内容 / 1,漏水 as GB18030.
    const gb = [0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc4, 0xda, 0xc8, 0xdd, 0x0a, 0x31, 0x2c, 0xc2, 0xa9, 0xcb, 0xae];
    const read = await readFile(fileOf('x.xls', Uint8Array.from(gb)), here);
    expect(read.ok && read.value[0]?.rows).toEqual([
      ['编号', '内容'],
      ['1', '漏水'],
    ]);
    const json = await readFile(fileOf('x.csv', '\uFEFF [{"编号":1}]'), here);
    expect(json.ok && json.value[0]?.rows).toEqual([['编号'], [1]]);
  });

  it.each([
    ['old', fileOf('a.xlsx', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1))],
    ['damaged', fileOf('a.xlsx', Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9, 9))],
    ['damaged', fileOf('a.xlsx', new Uint8Array(zipSync({ 'readme.xml': strToU8('<a/>') })))],
    ['html', fileOf('a.xls', '<html><table></table></html>')],
    ['json', fileOf('a.json', '[{"a":')],
    ['json-shape', fileOf('a.json', '{"a":1}')],
    ['empty', fileOf('a.csv', ' \n,,\n')],
  ])('that cannot be read is refused in words: %s', async (code, file) => {
    expect(await troubleOf(file)).toBe(`import/${code}`);
  });
});
