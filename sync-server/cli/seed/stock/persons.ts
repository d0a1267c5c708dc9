import type { PersonDocument } from '../../../../shared/domain/person.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { DAY_MS } from '../profile.ts';
import { plusDays } from '../../../../shared/lib/calendar-day.ts';
import type { Chance } from '../chance.ts';
import type { Member } from './families.ts';
import { givenName, nameAbroad } from './names.ts';
import { dayOf, headOf, verifiedAt, type StockWorld } from './world.ts';

type Class = PersonDocument['class'];

/** Where somebody is registered: in the room he lives in, elsewhere in the city, in another room of the street, or in another province. */
export type Registered =
  | { readonly kind: 'here'; readonly room: string }
  | { readonly kind: 'street'; readonly room: string }
  | { readonly kind: 'city' }
  | { readonly kind: 'province'; readonly province: Province };

export interface PersonOrder {
  readonly scope: string;
  readonly room: string;
  readonly household: string;
  readonly member: Member;
  /** Family name; the head's for those who bear it. */
  readonly surname: string;
  readonly class: Class;
  readonly registered: Registered;
  readonly since: string;
}

/** Districts of the city, with made-up lanes in them. */
const CITY: readonly (readonly [code: string, name: string])[] = [
  ['310101', '黄浦区'],
  ['310104', '徐汇区'],
  ['310106', '静安区'],
  ['310107', '普陀区'],
  ['310109', '虹口区'],
  ['310110', '杨浦区'],
  ['310112', '闵行区'],
  ['310115', '浦东新区'],
];
const LANES = ['示范一路', '示范二路', '示范三路', '示范四路', '示范五路'];

/** Where most who came from elsewhere are from; the counties are made up. */
const PROVINCES = [
  ['341500', '安徽省六安市'],
  ['341200', '安徽省阜阳市'],
  ['320900', '江苏省盐城市'],
  ['320600', '江苏省南通市'],
  ['411300', '河南省南阳市'],
  ['411500', '河南省信阳市'],
  ['361100', '江西省上饶市'],
  ['511300', '四川省南充市'],
  ['420900', '湖北省孝感市'],
  ['331000', '浙江省台州市'],
  ['370800', '山东省济宁市'],
  ['350900', '福建省宁德市'],
] as const;
export type Province = (typeof PROVINCES)[number];
export const provinceOf = (chance: Chance): Province => chance.pick(PROVINCES);

const ETHNICITIES: readonly (readonly [string, number])[] = [
  ['01', 973],
  ['03', 10],
  ['11', 6],
  ['15', 3],
  ['02', 3],
  ['08', 2],
  ['06', 2],
  ['10', 1],
];

const MARRIAGES = { single: '10', married: '20', widowed: '30', divorced: '40' } as const;

function educationOf(chance: Chance, birthYear: number, age: number): string | undefined {
  if (age < 6) return undefined;
  if (age < 12) return '80';
  if (age < 15) return '70';
  if (age < 18) return '60';
  if (birthYear < 1945)
    return chance.weighted([
      ['80', 45],
      ['70', 28],
      ['60', 17],
      ['20', 6],
      ['90', 4],
    ]);
  if (birthYear < 1965)
    return chance.weighted([
      ['70', 42],
      ['60', 32],
      ['40', 8],
      ['30', 9],
      ['20', 7],
      ['80', 2],
    ]);
  if (birthYear < 1985)
    return chance.weighted([
      ['60', 22],
      ['40', 13],
      ['30', 24],
      ['20', 31],
      ['10', 5],
      ['70', 5],
    ]);
  return chance.weighted([
    ['20', 52],
    ['30', 21],
    ['10', 14],
    ['60', 8],
    ['40', 5],
  ]);
}

const JOBS = [
  '职员',
  '教师',
  '护士',
  '会计',
  '工程师',
  '销售',
  '司机',
  '店员',
  '厨师',
  '保洁',
  '物流配送',
  '程序员',
  '客服',
  '技工',
];

function occupationOf(chance: Chance, { age, isMale }: Member): string | undefined {
  if (age < 6) return undefined;
  if (age < 22) return '学生';
  if (age >= (isMale ? 60 : 55)) return '退休';
  return chance.pick(JOBS);
}

export function birthOf(chance: Chance, age: number, today: string): string {
  const year = Number(today.slice(0, 4)) - age;
  const day = dayOf(Date.parse(`${String(year)}-01-01T00:00:00Z`) + chance.whole(0, 364) * DAY_MS);
  // Who has not had his birthday yet was born a year earlier; a newborn was born before today.
  if (day.slice(5) <= today.slice(5)) return day;
  return age === 0 ? `${today.slice(0, 5)}01-0${String(chance.whole(1, 9))}` : `${String(year - 1)}${day.slice(4)}`;
}

const politicsOf = (chance: Chance, age: number, isResident: boolean): string =>
  age >= 24 && chance.happens(isResident ? 0.13 : 0.05)
    ? '01'
    : age >= 14 && age <= 27 && chance.happens(0.45)
      ? '03'
      : '13';

const lane = (chance: Chance): string =>
  `${chance.pick(LANES)}${String(chance.whole(11, 998))}弄${String(chance.whole(1, 60))}号${String(chance.whole(1, 6))}0${String(chance.whole(1, 4))}室`;

function classFields(order: PersonOrder, world: StockWorld, chance: Chance): Partial<PersonDocument> {
  const { registered, since } = order;
  if (order.class === 'floating') {
    const [code, name] = registered.kind === 'province' ? registered.province : provinceOf(chance);
    const permitted = chance.happens(0.86);
    return {
      floating: {
        reason: chance.weighted([
          ['务工', 62],
          ['经商', 14],
          ['随迁', 14],
          ['求学', 5],
          ['投靠亲友', 5],
        ]),
        registeredCode: code,
        registeredAddress: `${name}示范县${lane(chance)}`,
        permitKind: permitted ? '居住证' : '居住登记凭证',
        registeredOn: since,
        // A permit is endorsed year by year.
        permitUntil: plusDays(world.today, chance.whole(6, 364)),
        dwelling: '租赁房屋',
      },
    };
  }
  if (registered.kind === 'here' || registered.kind === 'street') {
    return { resident: { registeredCode: world.districtCode, registeredRoom: registered.room } };
  }
  const [code, name] = chance.pick(CITY);
  return { resident: { registeredCode: code, registeredAddress: `上海市${name}${lane(chance)}` } };
}

/** The last three digits of the made-up division in the id number. */
const regionOf = ({ class: kind }: PersonOrder, chance: Chance): string =>
  kind === 'resident' && chance.happens(0.9)
    ? `1${String(chance.whole(1, 20)).padStart(2, '0')}`
    : String(chance.whole(201, 689));

export function personFrom(order: PersonOrder, world: StockWorld, chance: Chance): PersonDocument {
  const { member } = order;
  const birth = birthOf(chance, member.age, world.today);
  const birthYear = Number(birth.slice(0, 4));
  const verifiedMs = verifiedAt(world, chance);
  const at = isoAt(verifiedMs);
  const isAbroad = order.class === 'overseas';
  const abroad = isAbroad ? nameAbroad(chance) : null;
  const education = educationOf(chance, birthYear, member.age);
  const occupation = occupationOf(chance, member);
  const phones = member.age >= 14 && chance.happens(0.96) ? [{ number: world.identifiers.phone() }] : [];
  if (phones.length > 0 && chance.happens(0.06)) phones.push({ number: world.identifiers.phone() });
  return {
    ...headOf(world, 'person', order.scope, verifiedMs),
    type: 'person',
    name:
      abroad === null
        ? order.surname + givenName(chance, birthYear, member.isMale)
        : `${abroad.surname} ${abroad.given}`,
    sex: member.isMale ? '1' : '2',
    birth,
    idKind: abroad === null ? '居民身份证' : '护照',
    idNumber:
      abroad === null
        ? world.identifiers.citizen(regionOf(order, chance), birth, member.isMale)
        : `E999${String(chance.whole(10_000, 99_999))}`,
    class: order.class,
    ...(abroad === null ? { ethnicity: chance.weighted(ETHNICITIES), nativePlace: '310000' } : {}),
    marriage: member.age < 20 ? '10' : MARRIAGES[member.marriage],
    ...(abroad === null ? { politics: politicsOf(chance, member.age, order.class === 'resident') } : {}),
    ...(education === undefined ? {} : { education }),
    ...(occupation === undefined ? {} : { occupation }),
    ...(phones.length === 0 ? {} : { phones }),
    homeRoom: order.room,
    household: order.household,
    relation: member.relation,
    ...(abroad === null
      ? classFields(order, world, chance)
      : {
          overseas: {
            surname: abroad.surname,
            givenName: abroad.given,
            nationality: abroad.nationality,
            documentKind: '护照',
            documentUntil: plusDays(world.today, chance.whole(40, 2_600)),
            purpose: chance.pick(['工作', '商务', '团聚']),
            arrivedOn: order.since,
            leavesOn: plusDays(world.today, chance.whole(30, 700)),
          },
        }),
    life: 'living',
    state: 'effective',
    sources: {
      idNumber: { source: '公安', at: isoAt(verifiedMs - chance.whole(1, 90) * DAY_MS) },
      ...(phones.length === 0 ? {} : { phones: { source: chance.pick(['走访', '走访', '自报']), at } }),
      homeRoom: { source: chance.pick(['走访', '走访', '房管', '物业']), at },
    },
  };
}
