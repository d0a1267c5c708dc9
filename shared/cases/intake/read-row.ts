import type { Channel } from '../../domain/case.ts';
import { toWgs84, type Crs } from '../../geo/crs/convert.ts';
import type { Position } from '../../geo/geojson.ts';
import type { CategoryBook } from './category-words.ts';
import { FIELD_NAMES, type Columns, type IntakeField } from './columns.ts';
import type { PlaceBook } from './place-book.ts';
import { readMoment, type DayAs } from './read-moment.ts';
import { cellText, type Cell } from './sheet.ts';
import type { Arrival } from './take-in.ts';

/** What keeps a row from being taken in, in words; what it brought is kept whatever it is. */
export interface Fault {
  readonly about: IntakeField | 'place' | 'outside' | 'twice' | 'controlled';
  readonly what: string;
  readonly next: string;
}

export interface ReadRow {
  readonly arrival: Arrival;
  /** What the file calls the category. */
  readonly categoryWords: string;
  readonly faults: readonly Fault[];
}

export interface RowReader {
  readonly columns: Columns;
  /** The channel of rows that do not name one. */
  readonly channel: Channel;
  readonly crs: Crs;
  readonly categories: CategoryBook;
  readonly places: PlaceBook;
  /** When the file is read, ISO: the time of rows that bring none. */
  readonly now: string;
}

const LONGEST_NUMBER = 60;
const LONGEST_WORDS = 4_000;
const LONGEST_VIA = 40;
/** From here on a number in a cell of Excel has lost its last digits. */
const EXACT_BELOW = 1e15;

/** The first that fits; what a channel calls itself is kept beside it (`via`). */
const CHANNEL_WORDS: readonly (readonly [RegExp, Channel])[] = [
  [/12345|12319|热线/u, 'hotline'],
  [/随手拍|公众|市民上报/u, 'public'],
  [/视频|监控|AI/iu, 'video'],
  [/来访|上门|窗口/u, 'visit'],
  [/电话|来电/u, 'phone'],
  [/转办|批转|批示|上级|信访|媒体|部门|平台/u, 'transfer'],
];
const channelOf = (via: string, usual: Channel): Channel =>
  CHANNEL_WORDS.find(([words]) => words.test(via.normalize('NFKC')))?.[1] ?? usual;

const YES: ReadonlySet<string> = new Set(['是', '需要', '要', '匿名', '有', '1', 'true', 'yes', 'y', '√']);
const isYes = (text: string): boolean => YES.has(text.normalize('NFKC').toLowerCase());

/** A point may be missing, and 0 is how many systems write that it is. */
function pointOf(written: readonly [Cell, Cell], crs: Crs): Position | undefined | 'wrong' {
  const [lon, lat] = written.map((cell) => cellText(cell).normalize('NFKC').replace(/°$/u, ''));
  if ((lon ?? '') === '' && (lat ?? '') === '') return undefined;
  const [east, north] = [Number(lon), Number(lat)];
  if (east === 0 && north === 0) return undefined;
  // China lies here; the two put the wrong way round do not.
  const isThere = lon !== '' && lat !== '' && east > 73 && east < 136 && north > 3 && north < 54;
  return isThere ? toWgs84([east, north], crs) : 'wrong';
}

function numberFault(cell: Cell, text: string): Fault | undefined {
  const isCutShort = /^\d(?:\.\d+)?e\+?\d+$/i.test(text);
  if (isCutShort || (typeof cell === 'number' && cell >= EXACT_BELOW)) {
    return {
      about: 'number',
      what: `编号被表格存成了数字（${text}），末尾几位已经不准。`,
      next: '在原系统把编号列按文本导出，再导入。',
    };
  }
  if (text === '') {
    return {
      about: 'number',
      what: '没有来件编号，再导入时认不出是同一件。',
      next: '补上编号再导入；真的没有编号，用新上报登记。',
    };
  }
  return text.length <= LONGEST_NUMBER
    ? undefined
    : { about: 'number', what: `编号有 ${String(text.length)} 个字，太长。`, next: '看一下列是不是对错了。' };
}

function momentOf(
  field: 'at' | 'replyBy',
  cell: Cell,
  dayAs: DayAs,
): { readonly iso?: string; readonly fault?: Fault } {
  const text = cellText(cell);
  if (text === '') return {};
  const iso = readMoment(cell, dayAs);
  return iso === undefined
    ? {
        fault: {
          about: field,
          what: `${FIELD_NAMES[field]}“${text.slice(0, 40)}”不是一个日期。`,
          next: '改成 2026-11-30 17:00 这样再导入。',
        },
      }
    : { iso };
}

function cellIn(cells: readonly Cell[], columns: Columns, field: IntakeField): Cell {
  const at = columns.get(field);
  return at === undefined ? null : (cells[at] ?? null);
}

/** What a demand is known by. */
export const identityOf = (
  cells: readonly Cell[],
  { columns, channel }: Pick<RowReader, 'columns' | 'channel'>,
): Pick<Arrival, 'channel' | 'channelNumber'> => ({
  channel: channelOf(cellText(cellIn(cells, columns, 'via')), channel),
  channelNumber: cellText(cellIn(cells, columns, 'number')),
});

/** Reads one row of a file as a demand of another channel, with everything that is wrong with it at once. */
export function readRow(cells: readonly Cell[], reader: RowReader): ReadRow {
  const cellOf = (field: IntakeField): Cell => cellIn(cells, reader.columns, field);
  const textOf = (field: IntakeField): string => cellText(cellOf(field));
  const { channel, channelNumber: number } = identityOf(cells, reader);
  const [title, written] = [textOf('title'), textOf('words')];
  const words = written === '' ? title : written;
  const via = textOf('via');
  const [at, replyBy] = [momentOf('at', cellOf('at'), 'beginning'), momentOf('replyBy', cellOf('replyBy'), 'end')];
  const point = pointOf([cellOf('lon'), cellOf('lat')], reader.crs);
  const address = textOf('address');
  const located = point === undefined ? reader.places.find(address, textOf('community')) : undefined;
  const categoryWords = textOf('category');
  const faults: readonly (Fault | undefined)[] = [
    numberFault(cellOf('number'), number),
    words === ''
      ? { about: 'words', what: '没有诉求内容，不知道是什么事。', next: '补上内容再导入。' }
      : words.length > LONGEST_WORDS
        ? {
            about: 'words',
            what: `诉求内容有 ${words.length.toLocaleString('zh-CN')} 个字，最多 4,000 个。`,
            next: '分成几件，或把附件内容另存后再导入。',
          }
        : undefined,
    at.fault,
    replyBy.fault,
    point === 'wrong'
      ? {
          about: 'lon',
          what: `经纬度“${textOf('lon')}，${textOf('lat')}”不在国内，可能填反了。`,
          next: '对调或删掉两格再导入；删掉后按地址找位置。',
        }
      : undefined,
  ];
  const saysReply = textOf('wantsReply');
  return {
    categoryWords,
    faults: faults.filter((fault) => fault !== undefined),
    arrival: {
      channel,
      channelNumber: number,
      words: words.slice(0, LONGEST_WORDS),
      description: title === '' ? words : title,
      at: at.iso ?? reader.now,
      isAnonymous: isYes(textOf('anonymous')),
      // Who sets a term wants an answer, unless he says that he does not.
      wantsReply: saysReply === '' ? replyBy.iso !== undefined : isYes(saysReply),
      ...(via === '' ? {} : { via: via.slice(0, LONGEST_VIA) }),
      ...(replyBy.iso === undefined ? {} : { replyBy: replyBy.iso }),
      category: reader.categories.of(categoryWords),
      address,
      point: point === 'wrong' ? undefined : (point ?? located?.point),
      ...(located === undefined ? {} : { located }),
    },
  };
}
