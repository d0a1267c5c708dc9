import type { TagEntry } from '../../../shared/domain/catalog.ts';
import type { RoomUse } from '../../../shared/domain/room.ts';
import { daysBetween } from '../../../shared/lib/calendar-day.ts';
import type { RoomStock } from '../../../shared/stock/rows.ts';
import type { ShapeName, Tone } from '../../ui/shape.tsx';

/** What the picture is coloured by, keys 1–4. */
export const COLOURINGS = ['use', 'risk', 'visit', 'age'] as const;
export type Colouring = (typeof COLOURINGS)[number];
export const COLOURING_NAMES: Readonly<Record<Colouring, string>> = {
  use: '居住状态',
  risk: '出租风险',
  visit: '走访到期',
  age: '资料新旧',
};

/** One class of rooms under a colouring. `look` names its ground in the style sheet; `cell` are the words in the cell, short; '' where nothing needs to be said. */
export interface RoomClass {
  readonly key: string;
  readonly label: string;
  readonly cell: string;
  readonly look:
    'plain' | 'blue' | 'halfBlue' | 'blueHatch' | 'violet' | 'hatch' | 'sand' | 'red' | 'amber' | 'yellow' | 'green';
}
export interface LegendEntry extends RoomClass {
  readonly count: number;
}

/** 资料 older than this are ◐ (UX §3). */
export const STALE_DAYS = 180;
/** A visit is near when it is due within so many days. */
export const SOON_DAYS = 7;

const USES: Readonly<Record<RoomUse | 'apart', Omit<RoomClass, 'key'>>> = {
  self: { label: '自住', cell: '自住', look: 'plain' },
  rent: { label: '出租', cell: '租', look: 'blue' },
  selfAndRent: { label: '自住带租', cell: '住＋租', look: 'halfBlue' },
  apart: { label: '人户分离', cell: '分离', look: 'violet' },
  vacant: { label: '空置', cell: '空置', look: 'hatch' },
  business: { label: '经营', cell: '经营', look: 'sand' },
  storage: { label: '仓储', cell: '仓储', look: 'sand' },
  groupRental: { label: '群租', cell: '群租', look: 'blueHatch' },
  homestay: { label: '民宿日租', cell: '民宿', look: 'blue' },
  dorm: { label: '员工宿舍', cell: '宿舍', look: 'blue' },
  other: { label: '其他', cell: '其他', look: 'plain' },
};
const USE_ORDER = [
  'self',
  'rent',
  'selfAndRent',
  'apart',
  'vacant',
  'business',
  'groupRental',
  'homestay',
  'dorm',
  'storage',
  'other',
] as const;

const RISKS: readonly RoomClass[] = [
  { key: 'red', label: '红', cell: '红', look: 'red' },
  { key: 'orange', label: '橙', cell: '橙', look: 'amber' },
  { key: 'yellow', label: '黄', cell: '黄', look: 'yellow' },
  { key: 'green', label: '绿', cell: '绿', look: 'green' },
  { key: '', label: '不评级', cell: '', look: 'plain' },
];
const VISITS: readonly RoomClass[] = [
  { key: 'over', label: '已超期', cell: '超期', look: 'red' },
  { key: 'soon', label: `${String(SOON_DAYS)} 天内到期`, cell: '临期', look: 'yellow' },
  { key: 'later', label: '未到期', cell: '未到期', look: 'green' },
  { key: 'none', label: '没有安排', cell: '', look: 'plain' },
];
const AGES: readonly RoomClass[] = [
  { key: 'fresh', label: '半年内核实', cell: '', look: 'green' },
  { key: 'stale', label: '半年未核实', cell: '半年未核', look: 'violet' },
  { key: 'never', label: '从未核实', cell: '从未核实', look: 'hatch' },
];

/**
 * 居住状态. A home whose own family is registered here but mostly lives elsewhere is 分离: more people are away than there are.
 * One son registered here and living elsewhere does not make his mother's home one.
 */
function occupancyKey(room: RoomStock): RoomUse | 'apart' {
  return room.use === 'self' && room.apart > room.people ? 'apart' : room.use;
}

function visitKey(room: RoomStock, today: string): string {
  if (room.dueOn === '') return 'none';
  const days = daysBetween(today, room.dueOn);
  return days < 0 ? 'over' : days <= SOON_DAYS ? 'soon' : 'later';
}

function ageKey(room: RoomStock, today: string): string {
  if (room.verifiedOn === '') return 'never';
  return daysBetween(room.verifiedOn, today) > STALE_DAYS ? 'stale' : 'fresh';
}

function keyUnder(colouring: Colouring, room: RoomStock, today: string): string {
  switch (colouring) {
    case 'use':
      return occupancyKey(room);
    case 'risk':
      return room.risk;
    case 'visit':
      return visitKey(room, today);
    case 'age':
      return ageKey(room, today);
  }
}

function classesOf(colouring: Colouring): readonly RoomClass[] {
  switch (colouring) {
    case 'use':
      return USE_ORDER.map((key) => ({ key, ...USES[key] }));
    case 'risk':
      return RISKS;
    case 'visit':
      return VISITS;
    case 'age':
      return AGES;
  }
}

const OTHER: RoomClass = { key: 'other', ...USES.other };

/** Under which class a room falls: exactly one. */
export function classOf(colouring: Colouring, room: RoomStock, today: string): RoomClass {
  const key = keyUnder(colouring, room, today);
  return classesOf(colouring).find((each) => each.key === key) ?? OTHER;
}

/** The legend: how many rooms of each class, summing to all. Of 居住状态 the usual ones stand there also at 0, the rare ones only where they occur. */
export function legendOf(colouring: Colouring, rooms: readonly RoomStock[], today: string): readonly LegendEntry[] {
  const counts = new Map<string, number>();
  for (const room of rooms) {
    const { key } = classOf(colouring, room, today);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return classesOf(colouring)
    .map((each) => ({ ...each, count: counts.get(each.key) ?? 0 }))
    .filter(({ count }, at) => count > 0 || colouring !== 'use' || at < 6);
}

/** A mark on a cell, whatever the colouring: risk or overdue ◆, due soon ▲, not verified for half a year ◐. */
export interface RoomMark {
  readonly key: 'risk' | 'over' | 'soon' | 'stale';
  readonly shape: ShapeName;
  readonly tone: Tone;
  readonly words: string;
}

export function marksOf(room: RoomStock, today: string): readonly RoomMark[] {
  const marks: RoomMark[] = [];
  if (room.risk === 'red' || room.risk === 'orange') {
    const level = room.risk === 'red' ? '红色风险' : '橙色风险';
    marks.push({
      key: 'risk',
      shape: 'diamond',
      tone: 'bad',
      words: room.riskWords === '' ? level : `${level}：${room.riskWords}`,
    });
  }
  const visit = visitKey(room, today);
  if (visit === 'over') {
    const days = daysBetween(room.dueOn, today);
    marks.push({ key: 'over', shape: 'diamond', tone: 'bad', words: `走访超 ${String(days)} 天` });
  }
  if (visit === 'soon') {
    const days = daysBetween(today, room.dueOn);
    marks.push({
      key: 'soon',
      shape: 'triangle',
      tone: 'warn',
      words: days === 0 ? '走访今天到期' : `走访剩 ${String(days)} 天`,
    });
  }
  const age = ageKey(room, today);
  if (age !== 'fresh') {
    marks.push({
      key: 'stale',
      shape: 'half',
      tone: 'violet',
      words: age === 'never' ? '从未核实' : `${room.verifiedOn} 核实，已过半年`,
    });
  }
  return marks;
}

export interface MarkCount {
  readonly key: 'bad' | 'soon' | 'stale';
  readonly label: string;
  readonly shape: ShapeName;
  readonly tone: Tone;
  readonly count: number;
}

/** What to watch in the building, each the number of rooms that bear the mark. */
export function markCounts(rooms: readonly RoomStock[], today: string): readonly MarkCount[] {
  const keys = rooms.map((room) => new Set(marksOf(room, today).map(({ key }) => key)));
  const count = (...wanted: readonly RoomMark['key'][]): number =>
    keys.filter((own) => wanted.some((key) => own.has(key))).length;
  const all: readonly MarkCount[] = [
    { key: 'bad', label: '风险、超期', shape: 'diamond', tone: 'bad', count: count('risk', 'over') },
    { key: 'soon', label: '临期', shape: 'triangle', tone: 'warn', count: count('soon') },
    { key: 'stale', label: '半年未核', shape: 'half', tone: 'violet', count: count('stale') },
  ];
  return all.filter((each) => each.count > 0);
}

/** `严家`: the family name of the head, or of whoever stands for the room. Double family names stay whole. */
const DOUBLE = new Set([
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '司徒',
  '东方',
  '慕容',
  '皇甫',
  '尉迟',
  '公孙',
  '夏侯',
  '令狐',
  '宇文',
  '长孙',
  '南宫',
]);
export function familyWords(name: string): string {
  const [first = ''] = name.trim().split(/\s+/);
  if (/^[A-Za-z]/.test(first)) return `${first} 家`;
  const letters = Array.from(first);
  const two = letters.slice(0, 2).join('');
  const family = DOUBLE.has(two) && letters.length > 2 ? two : (letters[0] ?? '');
  return family === '' ? '' : `${family}家`;
}

/** Of several tags the one with the shortest rhythm of visits: what a caller must know at the door. Tags without visits are not said. */
export function careWords(codes: readonly string[], entries: readonly TagEntry[]): string {
  const [first] = entries
    .filter(({ code, visitDays }) => visitDays !== undefined && codes.includes(code))
    .sort((a, b) => (a.visitDays ?? 0) - (b.visitDays ?? 0));
  return first?.label ?? '';
}
