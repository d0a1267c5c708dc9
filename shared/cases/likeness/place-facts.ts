import { plainText } from './plain-text.ts';

/** What an address and the words beside it say of the exact place, each read only where it is written plainly. */
export interface PlaceFacts {
  readonly lane?: string;
  readonly door?: string;
  /** Of an address that is written number first: what follows the number. */
  readonly street?: string;
  readonly building?: string;
  readonly unit?: string;
  readonly floor?: string;
  readonly room?: string;
  /** Number on a lamp post, a cabinet, a lid. */
  readonly mark?: string;
  /** Number plate of a vehicle. */
  readonly plate?: string;
  /** Exit of a station. */
  readonly exit?: string;
  /** 东南西北 of what is named before it. */
  readonly side?: string;
}
export type PlaceFact = keyof PlaceFacts;

const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][·.\s]?([a-z0-9]{5,6})(?![a-z0-9])/u;
const MARK =
  /(?:(?:灯杆|杆|箱|井盖|井|设备|部件)号?|编号|号牌)(?:是|为|:|：|\s)*([a-z]{0,3}-?\d{1,10}(?:-\d+)*)(?!\d*(?:米|厘米|个|盏|辆|元|点))(?:号)?|(\d{1,6})号(?:路灯|灯杆|灯|杆|箱|井)/u;

const PATTERNS: Readonly<Partial<Record<PlaceFact, RegExp>>> = {
  lane: /(\d{1,5})弄/u,
  door: /(\d{1,5})号(?!路灯|灯|杆|箱|井|口|线|网格|门|桌|幢|工地)/u,
  building: /(\d{1,4})幢/u,
  unit: /(\d{1,2})单元/u,
  floor: /((?:b|地下|负)?\d{1,3}|顶)(?:层|楼)/u,
  room: /(\d{2,4}[a-z]?)室/u,
  exit: /(\d{1,2})号口/u,
  side: /([东南西北])(?:侧|面|边|头|向|首|半幅)/u,
};

/** `89-21 ELMHURST AVENUE`: number first. */
const NUMBER_FIRST = /^(\d{1,5}(?:-\d{1,4})?[a-z]?) ([a-z0-9][a-z0-9 .'-]*?)(?:[,(].*)?$/u;

const first = (pattern: RegExp | undefined, text: string): string | undefined => {
  const match = pattern?.exec(text);
  return match?.[1] ?? match?.[2];
};

/** Without what is no side of a thing: names of roads and estates with a point of the compass in them. */
const withoutNames = (text: string): string =>
  text.replace(/[东南西北](?=[一二三四五六七八九十]?(?:路|街|大道))/gu, '');

function factsIn(whole: string): PlaceFacts {
  const mark = first(MARK, whole);
  // 灯杆 12号 is a number of the post, not of a door.
  const text = whole.replace(MARK, ' ');
  const numberFirst = NUMBER_FIRST.exec(text);
  const found: Partial<Record<PlaceFact, string>> = {};
  for (const [fact, pattern] of Object.entries(PATTERNS) as [PlaceFact, RegExp][]) {
    const value = first(pattern, fact === 'side' ? withoutNames(text) : text);
    if (value !== undefined) found[fact] = value;
  }
  if (mark !== undefined) found.mark = mark;
  const plate = first(PLATE, text);
  if (plate !== undefined) found.plate = plate;
  if (numberFirst?.[1] !== undefined && numberFirst[2] !== undefined) {
    found.door = numberFirst[1];
    found.street = numberFirst[2];
  }
  return found;
}

/** Facts of the place: the person's own words go before the address, which is often only the nearest one. */
export function placeFacts(address: string, words: string): PlaceFacts {
  return { ...factsIn(plainText(address)), ...factsIn(plainText(words)) };
}

const OPPOSITE: Readonly<Record<string, string>> = { 东: '西', 西: '东', 南: '北', 北: '南' };

export interface PlaceComparison {
  readonly same: readonly PlaceFact[];
  readonly differ: readonly PlaceFact[];
}

const FACTS: readonly PlaceFact[] = [
  'lane',
  'door',
  'street',
  'building',
  'unit',
  'floor',
  'room',
  'mark',
  'plate',
  'exit',
  'side',
];

/** Which facts both name, and whether alike. A side is of something: it is compared only where both mean the same door and building. */
export function comparePlaces(a: PlaceFacts, b: PlaceFacts): PlaceComparison {
  const same: PlaceFact[] = [];
  const differ: PlaceFact[] = [];
  for (const fact of FACTS) {
    const [left, right] = [a[fact], b[fact]];
    if (left === undefined || right === undefined) continue;
    if (fact !== 'side') (left === right ? same : differ).push(fact);
    else if (a.door === b.door && a.building === b.building) {
      if (left === right) same.push(fact);
      else if (OPPOSITE[left] === right) differ.push(fact);
    }
  }
  return { same, differ };
}
