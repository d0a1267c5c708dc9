import { FIELD_NAMES, INTAKE_FIELDS } from '../../../../shared/cases/intake/columns.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { shanghaiDay } from '../../../lib/shanghai-time.ts';
import type { KeptImport, LeftRow } from './kept-import.ts';
import { textWorkbook, WORKBOOK_TYPE } from './write-workbook.ts';

/** What a row of the template may look like; its number says that it is none. */
const EXAMPLE: Readonly<Record<(typeof INTAKE_FIELDS)[number], string>> = {
  number: '示例-2026112900001（这一行请删掉）',
  words: '市民反映小区北门外有装修垃圾堆放，占了半边通道，要求清理。',
  title: '北门外装修垃圾',
  category: '暴露垃圾',
  address: '上港小区 27幢 东侧',
  community: '上港第一居委会',
  lon: '',
  lat: '',
  at: '2026-11-29 08:30',
  replyBy: '2026-12-04 17:00',
  via: '12345',
  anonymous: '否',
  wantsReply: '是',
};

/** The head that is recognised, and one row as an example. */
export const templateRows = (): readonly (readonly string[])[] => [
  INTAKE_FIELDS.map((field) => FIELD_NAMES[field]),
  INTAKE_FIELDS.map((field) => EXAMPLE[field]),
];

export const saveTemplate = (): Promise<unknown> =>
  saveFile('来件导入模板.xlsx', textWorkbook(templateRows()), WORKBOOK_TYPE);

/** Rows that were not taken in, as they stood, with the reason in front: to be mended and taken in again, or sent back. */
export const leftRows = ({ headings, left }: Pick<KeptImport, 'headings' | 'left'>): readonly (readonly string[])[] => [
  ['原行号', '为什么没有收', ...headings],
  ...left.map(({ line, why, cells }) => [String(line), why, ...cells]),
];

/** With those that could not be written although nothing was wrong with them. */
export function saveLeft(kept: KeptImport, failed: readonly LeftRow[]): Promise<unknown> {
  const name = kept.file.replace(/\.[^.]*$/u, '');
  const day = shanghaiDay(Date.parse(kept.at));
  return saveFile(
    `${name} 没有收的 ${day}.xlsx`,
    textWorkbook(leftRows({ headings: kept.headings, left: [...kept.left, ...failed] })),
    WORKBOOK_TYPE,
  );
}
