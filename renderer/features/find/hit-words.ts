import type { Rulebook } from '../../../shared/cases/rulebook.ts';
import { shortCaseNumber } from '../../../shared/domain/case-number.ts';
import { CONDITION_NAMES } from '../../../shared/domain/component.ts';
import { maskId, maskName, maskPhone } from '../../../shared/domain/identifiers/mask.ts';
import { OCCUPANCY_ROLE_NAMES } from '../../../shared/domain/person.ts';
import { ROOM_USE_NAMES } from '../../../shared/domain/room.ts';
import { TASK_KIND_NAMES } from '../../../shared/domain/task.ts';
import { ageOn } from '../../../shared/lib/calendar-day.ts';
import type { Hit } from '../../../shared/stock/query.ts';
import type { RowOf, StockKind } from '../../../shared/stock/rows.ts';
import { spokenMask } from '../../lib/masks.ts';
import { maskedParts, partsOf, shortNumberStretches, stretchesOf, type Part } from './marked-parts.ts';

/** One fact in the middle of a line; `spoken` where the eye sees stars. */
export interface Fact {
  readonly parts: readonly Part[];
  readonly isCode?: boolean;
  readonly spoken?: string;
}

export interface HitWords {
  readonly title: readonly Part[];
  readonly facts: readonly Fact[];
  readonly place: readonly Part[];
}

export interface HitContext {
  readonly typed: string;
  readonly today: string;
  readonly tag: (code: string) => string;
  readonly placeKind: (code: string) => string;
  readonly area: (code: string) => string;
  /** Names are plain inside one's own duty only. */
  readonly isMine: (scope: string) => boolean;
  /** What stages of cases are called. */
  readonly stateWords: Rulebook['states'];
}

export const GROUP_NAMES: Readonly<Record<StockKind, string>> = {
  person: '人',
  room: '房',
  enterprise: '企',
  component: '物',
  ledgerEntry: '台账',
  case: '事件',
  target: '任务',
};

const SEX: Readonly<Record<string, string>> = { '1': '男', '2': '女' };
const plain = (text: string): readonly Part[] => (text === '' ? [] : [{ text, isHit: false }]);
const facts = (...list: readonly (Fact | string | false)[]): readonly Fact[] =>
  list.flatMap((each) =>
    each === false || each === '' ? [] : typeof each === 'string' ? [{ parts: plain(each) }] : [each],
  );
const marked = (hit: Hit, field: string, text: string): readonly Part[] => partsOf(text, stretchesOf(hit, field));

function maskedFact(hit: Hit, field: string, number: string, masked: string, label = ''): Fact | false {
  if (number === '') return false;
  return {
    parts: [...plain(label), ...maskedParts(number, masked, stretchesOf(hit, field))],
    isCode: true,
    spoken: `${label}${spokenMask(masked)}`,
  };
}

/** The number that was meant: the one in which the marked stretch is what was typed. */
function phoneMeant(hit: Hit, phones: readonly string[], typed: string): string | undefined {
  const stretches = stretchesOf(hit, 'phone');
  const digits = typed.replaceAll(/[^\d ]/g, '');
  return phones.find((phone) => stretches.some(([from, to]) => to > from && digits.includes(phone.slice(from, to))));
}

function personWords(hit: Hit, row: RowOf<'person'>, context: HitContext): HitWords {
  const isMine = context.isMine(row.scope);
  const phone = phoneMeant(hit, row.phones, context.typed);
  const age = row.birth === '' ? '' : ` ${String(ageOn(row.birth, context.today))}`;
  const [tag] = row.tags;
  return {
    title: isMine ? marked(hit, 'name', row.name) : plain(maskName(row.name)),
    facts: facts(
      `${SEX[row.sex] ?? ''}${age}`.trim(),
      phone === undefined
        ? maskedFact(hit, 'idNumber', row.idNumber, maskId(row.idNumber))
        : maskedFact(hit, 'phone', phone, maskPhone(phone), '手机 '),
      row.life === 'dead' && '已故',
      row.life === 'left' && '已迁出',
      tag === undefined
        ? row.isHead
          ? '户主'
          : row.role === ''
            ? ''
            : OCCUPANCY_ROLE_NAMES[row.role]
        : context.tag(tag),
    ),
    place: marked(hit, 'address', row.address),
  };
}

function enterpriseWords(hit: Hit, row: RowOf<'enterprise'>, context: HitContext): HitWords {
  const [first = ''] = row.phones;
  const phone = phoneMeant(hit, row.phones, context.typed) ?? first;
  const isCodeMeant = stretchesOf(hit, 'uscc').length > 0;
  return {
    title: [...marked(hit, 'name', row.name), ...plain(`（${context.placeKind(row.placeKind)}）`)],
    facts: facts(
      isCodeMeant && { parts: marked(hit, 'uscc', row.uscc), isCode: true },
      row.contact !== '' && `联系人 ${maskName(row.contact)}`,
      maskedFact(hit, 'phone', phone, maskPhone(phone)),
    ),
    place: marked(hit, 'address', row.address),
  };
}

/** A hit as one line of the palette. Masks hold; marks show why it was found. */
export function hitWords(hit: Hit, context: HitContext): HitWords {
  const { row } = hit;
  switch (row.kind) {
    case 'person':
      return personWords(hit, row, context);
    case 'room':
      return {
        title: marked(hit, 'address', row.address),
        facts: facts(
          row.headName !== '' && {
            parts: [
              ...(context.isMine(row.scope) ? marked(hit, 'headName', row.headName) : plain(maskName(row.headName))),
              ...plain('户'),
            ],
          },
          ROOM_USE_NAMES[row.use],
          row.people > 0 && `${String(row.people)} 人`,
        ),
        place: plain(context.area(row.scope)),
      };
    case 'enterprise':
      return enterpriseWords(hit, row, context);
    case 'component':
      return {
        title: marked(hit, 'name', row.name),
        facts: facts(
          { parts: marked(hit, 'code', row.code), isCode: true },
          row.condition !== 'intact' && CONDITION_NAMES[row.condition],
        ),
        place: marked(hit, 'address', row.address),
      };
    case 'ledgerEntry':
      return {
        title: marked(hit, 'name', row.name),
        facts: facts(row.month),
        place: marked(hit, 'address', row.address),
      };
    case 'case':
      return {
        title: [
          ...(row.number === ''
            ? []
            : [
                ...partsOf(shortCaseNumber(row.number), shortNumberStretches(stretchesOf(hit, 'number'))),
                { text: ' ', isHit: false },
              ]),
          ...marked(hit, 'name', row.name),
        ],
        facts: facts(context.stateWords[row.state], { parts: marked(hit, 'description', row.description) }),
        place: marked(hit, 'address', row.address),
      };
    case 'target':
      return {
        title: context.isMine(row.scope) ? marked(hit, 'name', row.name) : plain(maskName(row.name)),
        facts: facts(
          TASK_KIND_NAMES[row.taskKind],
          { parts: marked(hit, 'taskTitle', row.taskTitle) },
          row.isOpen ? `${row.dueOn} 前` : '已做',
        ),
        place: marked(hit, 'address', row.address),
      };
  }
}

/** The line as it is read. */
export function spokenHit({ title, facts: middle, place }: HitWords): string {
  const text = (parts: readonly Part[]): string => parts.map((part) => part.text).join('');
  return [text(title), ...middle.map(({ parts, spoken }) => spoken ?? text(parts)), text(place)]
    .filter((part) => part !== '')
    .join('，');
}
