import type { TimeLimit } from '../../shared/domain/catalog.ts';
import { shortCaseNumber } from '../../shared/domain/case-number.ts';
import type { Channel } from '../../shared/domain/case.ts';

export const CHANNEL_NAMES: Readonly<Record<Channel, string>> = {
  patrol: '巡查',
  hotline: '12345',
  phone: '电话',
  visit: '来访',
  video: '视频',
  transfer: '部门转办',
  public: '随手拍',
};

/** What a channel is called; one of a newer version by its own word. */
export const channelName = (channel: string): string =>
  Object.entries(CHANNEL_NAMES).find(([known]) => known === channel)?.[1] ?? channel;

const UNIT_NAMES: Readonly<Record<TimeLimit['unit'], string>> = {
  urgentHour: '紧急工时',
  workHour: '工时',
  urgentDay: '紧急工作日',
  workDay: '工作日',
};
/** 2 紧急工时 */
export const limitWords = ({ amount, unit }: TimeLimit): string =>
  `${String(amount)} ${Object.entries(UNIT_NAMES).find(([known]) => known === unit)?.[1] ?? '（本机版本不认识的单位）'}`;

export const NO_NUMBER = '编号送达后生成';
/** As lists show a case's number: 1120-00019, or that there is none yet. */
export const numberWords = (number: string | undefined): string =>
  number === undefined ? NO_NUMBER : shortCaseNumber(number);

/** The stage as the six squares take it; a draft stands before the first. */
export const squareOf = (stage: number): 1 | 2 | 3 | 4 | 5 | 6 =>
  Math.min(6, Math.max(1, stage)) as 1 | 2 | 3 | 4 | 5 | 6; // clamped to the union just above
