import type { AnyRecord } from '../actions/change-set.ts';
import type { TagEntry } from '../domain/catalog.ts';
import {
  aBuilding,
  aCareFile,
  aComponent,
  aHousehold,
  anEnterprise,
  anObjection,
  aPerson,
  aRoom,
  aStay,
  aTask,
} from './a-record.ts';

/** One record among others, and how often a rule finds something in it. */
export interface RuleExample {
  readonly rule: string;
  readonly about: string;
  readonly record: AnyRecord;
  readonly among: readonly AnyRecord[];
  readonly finds: number;
  /** A piece of what it says. */
  readonly words: string;
}

export const EXAMPLE_TAGS: readonly TagEntry[] = [
  { code: 'aged', label: '高龄老人', family: '老年', reviewMonths: 12, ageFrom: 80 },
  { code: 'child', label: '留守儿童', family: '儿童', months: 12, ageTo: 15 },
  { code: 'volunteer', label: '志愿者', family: '志愿者' },
];

const fires = (
  rule: string,
  about: string,
  record: AnyRecord,
  words: string,
  among: readonly AnyRecord[] = [],
  finds = 1,
): RuleExample => ({
  rule,
  about,
  record,
  among,
  finds,
  words,
});
const silent = (rule: string, about: string, record: AnyRecord, among: readonly AnyRecord[] = []): RuleExample => ({
  rule,
  about,
  record,
  among,
  finds: 0,
  words: '',
});

const left = { leftOn: '2026-01-01', homeRoom: undefined };
const dead = { life: 'dead', diedOn: '2026-01-01', homeRoom: undefined };
const aged = (changes = {}) => ({ tags: [{ code: 'aged', source: '民政', since: '2026-03-01', ...changes }] });
const licence = (until: string | undefined, id = 'l1', kind = '食品经营许可证') => ({
  id,
  kind,
  from: '2021-01-01',
  ...(until === undefined ? {} : { until }),
});
const verified = (verifiedAt: string | undefined) => ({
  provenance: {
    createdAt: '2024-03-01T02:00:00.000Z',
    createdBy: 'x',
    createdDevice: 'x',
    source: '导入',
    ...(verifiedAt === undefined ? {} : { verifiedAt }),
  },
});
const wife = (changes = {}) => aPerson({ name: '汪安', sex: '2', relation: '12', ...changes }, 'W');

const OF_PERSONS: readonly RuleExample[] = [
  fires(
    'id-number-wrong',
    'the check digit',
    aPerson({ idNumber: '110105194912310021' }),
    '这个身份号的校验位不对，请核对最后一位',
  ),
  fires('id-number-wrong', 'a demonstration number in earnest', aPerson({ idNumber: '99911519810712001X' }), '校验位'),
  silent('id-number-wrong', 'right', aPerson()),
  silent('id-number-wrong', 'a passport', aPerson({ idKind: '护照', idNumber: 'E12345678' })),
  fires('id-number-missing', 'none', aPerson({ idNumber: undefined }), '居民身份证没有号码'),
  silent('id-number-missing', 'none, and gone', aPerson({ idNumber: undefined, ...left })),
  silent('id-number-missing', 'a newborn', aPerson({ idNumber: undefined, idKind: '出生医学证明' })),
  fires('id-number-form', 'of the first generation', aPerson({ idNumber: '110105491231002' }), '15 位的老号'),
  fires('id-number-form', 'small x', aPerson({ idNumber: '11010519491231002x' }), '18 位的写法'),
  silent('id-number-form', 'as records have it', aPerson()),
  silent('id-number-form', 'wrong: another rule says so', aPerson({ idNumber: '110105194912310021' })),
  fires(
    'id-kind-differs',
    'a residence permit of Hong Kong',
    aPerson({ idNumber: '810000199408230021' }),
    '这是港澳居民居住证的号码',
  ),
  silent('id-kind-differs', 'said rightly', aPerson({ idKind: '港澳居民居住证', idNumber: '810000199408230021' })),
  fires('id-birth-differs', 'another day', aPerson({ birth: '1949-12-30' }), '身份号里是 1949-12-31，请核对证件'),
  fires('id-birth-differs', 'none', aPerson({ birth: undefined }), '出生日期是空的'),
  silent('id-birth-differs', 'the same', aPerson()),
  silent(
    'id-birth-differs',
    'a number that is wrong itself',
    aPerson({ idNumber: '110105194912310021', birth: '1950-01-01' }),
  ),
  fires('id-sex-differs', 'the other', aPerson({ sex: '1' }), '性别是男，身份号里是女'),
  fires('id-sex-differs', 'not said', aPerson({ sex: '0' }), '性别没有填'),
  silent('id-sex-differs', 'the same', aPerson()),
  fires('birth-in-future', 'tomorrow', aPerson({ birth: '2026-11-21', idNumber: undefined }), '还没有到'),
  fires('birth-in-future', 'too old', aPerson({ birth: '1905-01-01', idNumber: undefined }), '已 121 岁'),
  silent('birth-in-future', 'today', aPerson({ birth: '2026-11-20', idNumber: undefined })),
  silent('birth-in-future', 'too old, and dead', aPerson({ birth: '1905-01-01', ...dead })),
  fires('phone-wrong', 'a digit short', aPerson({ phones: [{ number: '1381234567' }] }), '这里有 10 位'),
  fires(
    'phone-wrong',
    'two of them',
    aPerson({ phones: [{ number: '1' }, { number: '2' }, { number: '13812345678' }] }),
    '请核对',
    [],
    2,
  ),
  fires('phone-wrong', 'written with blanks', aPerson({ phones: [{ number: '138 1234 5678' }] }), '多余的字或空格'),
  fires('phone-wrong', 'of an owner', aRoom({ owner: { name: '汪立', phone: '58881234' } }), '房主：座机缺区号'),
  fires(
    'phone-wrong',
    'of a contact, with a bracket',
    aPerson({ contacts: [{ name: '严安', phone: '(021)58881234' }] }),
    '严安：',
  ),
  fires(
    'phone-wrong',
    'of a safety officer',
    anEnterprise({ safetyOfficer: { name: '汪立', phone: '0' } }),
    '安全责任人：',
  ),
  fires(
    'phone-wrong',
    'of the keeper of a building',
    aBuilding({ keeper: { name: '汪立', phone: '12812345678' } }),
    '楼组长：',
  ),
  silent('phone-wrong', 'right', aPerson({ phones: [{ number: '021-58881234' }, { number: '95588' }] })),
  silent('phone-wrong', 'none', aBuilding()),
  fires('division-code-wrong', 'too short', aPerson({ resident: { registeredCode: '3101' } }), '6、9 或 12 位数字'),
  fires(
    'division-code-wrong',
    'words',
    aPerson({ class: 'floating', floating: { registeredCode: '浙江宁波' } }),
    '6、9 或 12 位数字',
  ),
  fires('division-code-wrong', 'no province', aPerson({ resident: { registeredCode: '990000' } }), '没有以 99 开头'),
  silent('division-code-wrong', 'of a township', aPerson({ resident: { registeredCode: '310115005' } })),
  silent('division-code-wrong', 'not known', aPerson({ resident: {} })),
  fires('relation-sex-differs', 'a husband who is a woman', aPerson({ relation: '11' }), '与户主关系是男性的'),
  silent('relation-sex-differs', 'a wife', aPerson({ relation: '12' })),
  silent('relation-sex-differs', 'sex not known', aPerson({ sex: '0', relation: '11' })),
  fires('two-persons-one-id', 'twice', aPerson(), '与汪安的身份号相同', [wife({ idNumber: '11010519491231002X' })]),
  fires('two-persons-one-id', 'once with 15 digits', aPerson(), '与汪安的身份号相同', [
    wife({ idNumber: '110105491231002' }),
  ]),
  fires('two-persons-one-id', 'a passport', aPerson({ idKind: '护照', idNumber: 'E1' }), '身份号相同', [
    wife({ idKind: '护照', idNumber: 'E1' }),
  ]),
  silent('two-persons-one-id', 'another', aPerson(), [wife({ idNumber: '440524188001010014' })]),
  silent('two-persons-one-id', 'the other is void', aPerson(), [
    wife({ idNumber: '11010519491231002X', state: 'void' }),
  ]),
  fires('living-person-without-home', 'nowhere', aPerson({ homeRoom: undefined }), '没有现住地'),
  silent('living-person-without-home', 'at home', aPerson()),
  silent('living-person-without-home', 'gone', aPerson(left)),
  silent('living-person-without-home', 'registered here, living elsewhere', aPerson({ homeRoom: undefined }), [
    aStay({ role: 'registeredOnly', counted: false }),
  ]),
  fires('home-without-stay', 'no stay', aPerson(), '没有对应的住所记录'),
  fires('home-without-stay', 'another room', aPerson(), '不是同一室', [aStay({ room: 'room:Q' })]),
  silent('home-without-stay', 'as it should be', aPerson(), [aStay()]),
  silent(
    'home-without-stay',
    'being handed over',
    aPerson({ handover: { from: '310115005001001', by: 'x', at: 'x' } }),
  ),
  fires('two-counted-homes', 'two', aPerson(), '有 2 处住所都计入人口', [aStay(), aStay({ room: 'room:Q' }, 'S2')]),
  silent('two-counted-homes', 'one of two', aPerson(), [aStay(), aStay({ room: 'room:Q', counted: false }, 'S2')]),
  silent('two-counted-homes', 'the former one is over', aPerson(), [
    aStay(),
    aStay({ room: 'room:Q', until: '2025-01-01' }, 'S2'),
  ]),
  fires('away-but-consistent', 'counted where only registered', aPerson(), '登记为空挂', [
    aStay({ role: 'registeredOnly' }),
  ]),
  silent('away-but-consistent', 'registered in another room', aPerson(), [
    aStay(),
    aStay({ role: 'registeredOnly', room: 'room:Q', counted: false }, 'S2'),
  ]),
  fires('dead-with-open-stay', 'one', aPerson(dead), '还有 1 处住所没有终止', [aStay()]),
  silent('dead-with-open-stay', 'all over', aPerson(dead), [aStay({ until: '2026-01-01' })]),
  silent('dead-with-open-stay', 'alive', aPerson(), [aStay()]),
  fires('left-with-open-stay', 'one', aPerson(left), '2026-01-01 已迁出', [aStay()]),
  silent('left-with-open-stay', 'registered still', aPerson(left), [aStay({ role: 'registeredOnly', counted: false })]),
  fires('tag-expired', 'yesterday', aPerson(aged({ until: '2026-11-19' })), '“高龄老人”2026-11-19 已到期'),
  silent('tag-expired', 'today is the last day', aPerson(aged({ until: '2026-11-20' }))),
  silent('tag-expired', 'of somebody dead', aPerson({ ...dead, ...aged({ until: '2026-01-01' }) })),
  fires(
    'tag-not-reviewed',
    'a year and a day',
    aPerson({ birth: '1940-01-01', ...aged({ since: '2020-01-01', reviewedAt: '2025-11-19T02:00:00.000Z' }) }),
    '应在 2026-11-19 前复核',
  ),
  fires(
    'tag-not-reviewed',
    'yearly where nothing is said',
    aPerson({ tags: [{ code: 'volunteer', source: '自报', since: '2025-01-01' }] }),
    '“志愿者”',
  ),
  silent(
    'tag-not-reviewed',
    'in time',
    aPerson({ birth: '1940-01-01', ...aged({ since: '2020-01-01', reviewedAt: '2025-11-20T02:00:00.000Z' }) }),
  ),
  silent(
    'tag-not-reviewed',
    'expired: another rule says so',
    aPerson(aged({ since: '2020-01-01', until: '2026-01-01' })),
  ),
  silent(
    'tag-not-reviewed',
    'ends by itself and is not reviewed',
    aPerson({ tags: [{ code: 'child', source: '民政', since: '2024-01-01', until: '2027-01-01' }] }),
  ),
  fires('tag-needs-age', '76', aPerson(aged()), '现年 76 岁，“高龄老人”满 80 岁才算'),
  fires(
    'tag-needs-age',
    'a child of 16',
    aPerson({ birth: '2010-11-20', tags: [{ code: 'child', source: '民政', since: '2026-01-01' }] }),
    '到 15 岁为止',
  ),
  silent('tag-needs-age', '80 today', aPerson({ birth: '1946-11-20', ...aged() })),
  silent('tag-needs-age', 'age not known', aPerson({ birth: undefined, ...aged() })),
  silent(
    'tag-needs-age',
    'a tag the catalogue does not know',
    aPerson({ tags: [{ code: 'x', source: '民政', since: '2026-01-01' }] }),
  ),
  fires(
    'permit-expired',
    'from elsewhere',
    aPerson({ class: 'floating', floating: { permitKind: '居住证', permitUntil: '2026-11-19' } }),
    '居住证 2026-11-19 已到期',
  ),
  fires(
    'permit-expired',
    'from abroad',
    aPerson({ class: 'overseas', idKind: '护照', overseas: { documentUntil: '2026-01-01' } }),
    '护照 2026-01-01',
  ),
  silent(
    'permit-expired',
    'today is the last day',
    aPerson({ class: 'floating', floating: { permitUntil: '2026-11-20' } }),
  ),
  silent(
    'permit-expired',
    'of a class that he no longer is',
    aPerson({ class: 'resident', floating: { permitUntil: '2020-01-01' } }),
  ),
  fires(
    'departure-overdue',
    'yesterday',
    aPerson({ class: 'overseas', overseas: { leavesOn: '2026-11-19' } }),
    '预计 2026-11-19 离开',
  ),
  silent('departure-overdue', 'today', aPerson({ class: 'overseas', overseas: { leavesOn: '2026-11-20' } })),
  fires('not-verified-180-days', '181 days', aPerson(verified('2026-05-23T02:00:00.000Z')), '已过 181 天'),
  fires('not-verified-180-days', 'never', aRoom(verified(undefined)), '2024-03-01 登记后一直没有核实'),
  silent('not-verified-180-days', '180 days', aPerson(verified('2026-05-24T02:00:00.000Z'))),
  silent('not-verified-180-days', 'somebody who left', aPerson({ ...verified(undefined), ...left })),
  silent('not-verified-180-days', 'a shop that closed', anEnterprise({ ...verified(undefined), operation: 'closed' })),
  silent('not-verified-180-days', 'a lid that is gone', aComponent({ ...verified(undefined), condition: 'removed' })),
];

const OF_HOMES: readonly RuleExample[] = [
  fires(
    'dates-out-of-order',
    'left before he came',
    aStay({ until: '2009-01-01' }),
    '搬离 2009-01-01 早于入住 2010-05-01',
  ),
  fires(
    'dates-out-of-order',
    'died before birth',
    aPerson({ ...dead, diedOn: '1940-01-01' }),
    '死亡日期 1940-01-01 早于出生',
  ),
  fires('dates-out-of-order', 'dies next year', aPerson({ ...dead, diedOn: '2027-01-01' }), '还没有到'),
  fires(
    'dates-out-of-order',
    'leaves before arriving',
    aPerson({ class: 'overseas', overseas: { arrivedOn: '2026-05-01', leavesOn: '2026-04-01' } }),
    '预计离开',
  ),
  fires(
    'dates-out-of-order',
    'a permit',
    aPerson({ class: 'floating', floating: { registeredOn: '2026-05-01', permitUntil: '2026-04-01' } }),
    '证件到期',
  ),
  fires('dates-out-of-order', 'a tag', aPerson(aged({ until: '2026-01-01' })), '标签止期'),
  fires('dates-out-of-order', 'a licence', anEnterprise({ licences: [licence('2020-01-01')] }), '食品经营许可证起始'),
  fires('dates-out-of-order', 'a component', aComponent({ changedOn: '2019-01-01' }), '变更日期'),
  fires('dates-out-of-order', 'a care file', aCareFile({ until: '2021-01-01' }), '结束 2021-01-01'),
  fires('dates-out-of-order', 'a task', aTask({ dueOn: '2026-10-01' }), '截止 2026-10-01'),
  silent('dates-out-of-order', 'in and out on one day', aStay({ until: '2010-05-01' })),
  silent('dates-out-of-order', 'without an end', aCareFile()),
  fires('address-level-wrong', 'a building', aBuilding({ label: '27号楼' }), '楼写成了“27号楼”，应写“27幢”'),
  fires('address-level-wrong', 'a building that cannot be guessed', aBuilding({ label: '东楼' }), '楼应写“数字＋幢”'),
  fires('address-level-wrong', 'an estate', aBuilding({ estate: '上港小区（2期）' }), '应写“上港小区二期”'),
  fires('address-level-wrong', 'a room', aRoom({ unit: '二单元', number: '502室' }), '应写', [], 2),
  silent('address-level-wrong', 'a tower without number', aBuilding({ label: undefined, estate: undefined })),
  silent('address-level-wrong', 'levels that do not exist', aRoom({ unit: '无', number: '无' })),
  fires('household-without-head', 'two people', aHousehold({ head: undefined }), '这一户有 2 人，没有户主', [
    aPerson(),
    wife(),
  ]),
  silent('household-without-head', 'has one', aHousehold(), [aPerson()]),
  silent('household-without-head', 'a collective', aHousehold({ head: undefined, kind: 'collective' }), [aPerson()]),
  silent('household-without-head', 'nobody left', aHousehold({ head: undefined }), [aPerson(left)]),
  fires('household-empty', 'nobody left', aHousehold(), '这一户已经没有人', [aPerson(left)]),
  silent('household-empty', 'somebody', aHousehold(), [aPerson()]),
  silent('household-empty', 'the head is out of sight', aHousehold()),
  fires('head-not-member', 'dead', aHousehold(), '户主严立诚已登记死亡', [aPerson(dead), wife()]),
  fires('head-not-member', 'moved away', aHousehold(), '2026-01-01 已迁出', [aPerson(left), wife()]),
  fires('head-not-member', 'in another household', aHousehold(), '不在这一户', [
    aPerson({ household: 'household:G' }),
    wife(),
  ]),
  fires('head-not-member', 'void', aHousehold(), '档案已作废', [aPerson({ state: 'void' }), wife()]),
  silent('head-not-member', 'a member', aHousehold(), [aPerson()]),
  silent('head-not-member', 'out of sight', aHousehold(), [wife()]),
  fires('two-heads', 'two', aHousehold(), '汪安不是户主，与户主关系却是“户主”', [aPerson(), wife({ relation: '02' })]),
  fires('two-heads', 'the head is a wife', aHousehold(), '严立诚是户主，与户主关系却不是', [
    aPerson({ relation: '12' }),
  ]),
  silent('two-heads', 'one', aHousehold(), [aPerson(), wife()]),
  silent('two-heads', 'a collective', aHousehold({ kind: 'collective' }), [aPerson(), wife({ relation: '01' })]),
  fires('vacant-room-with-residents', 'one', aRoom({ use: 'vacant' }), '却登记住着严立诚', [aStay()]),
  silent('vacant-room-with-residents', 'empty', aRoom({ use: 'vacant' }), [aStay({ until: '2020-01-01' })]),
  silent('vacant-room-with-residents', 'registered only', aRoom({ use: 'vacant' }), [
    aStay({ role: 'registeredOnly' }),
  ]),
  silent('vacant-room-with-residents', 'not vacant', aRoom(), [aStay()]),
  fires('tenant-in-self-use-room', 'a tenant', aRoom(), '严立诚却是承租', [aStay({ role: 'tenant' })]),
  silent('tenant-in-self-use-room', 'its owner', aRoom(), [aStay()]),
  silent('tenant-in-self-use-room', 'let', aRoom({ use: 'rent' }), [aStay({ role: 'tenant' })]),
  fires('living-in-workplace', 'a storeroom', aRoom({ use: 'storage' }), '用途是仓储，却登记住着严立诚', [
    aStay({ role: 'dorm' }),
  ]),
  silent('living-in-workplace', 'nobody', aRoom({ use: 'storage' })),
  fires('stay-in-void-room', 'open', aStay(), '登记的室已作废', [aRoom({ state: 'void' })]),
  silent('stay-in-void-room', 'over', aStay({ until: '2026-01-01' }), [aRoom({ state: 'void' })]),
  silent('stay-in-void-room', 'a room that is there', aStay(), [aRoom()]),
];

const OF_PLACES: readonly RuleExample[] = [
  fires('uscc-wrong', 'the check character', anEnterprise({ uscc: '91110000802100433C' }), '校验位不对'),
  fires('uscc-wrong', 'small letters', anEnterprise({ uscc: '91110000802100433b' }), '小写字母'),
  fires('uscc-wrong', 'neither code nor local number', anEnterprise({ uscc: undefined }), '没有统一社会信用代码'),
  silent('uscc-wrong', 'right', anEnterprise()),
  silent('uscc-wrong', 'a stall', anEnterprise({ uscc: undefined, localId: 'T-031' })),
  fires(
    'licence-expired',
    'yesterday',
    anEnterprise({ licences: [licence('2026-11-19')] }),
    '食品经营许可证 2026-11-19 已到期',
  ),
  fires(
    'licence-expired',
    'two kinds',
    anEnterprise({ licences: [licence('2026-11-19'), licence('2026-11-18', 'l2', '卫生许可证')] }),
    '已到期',
    [],
    2,
  ),
  silent('licence-expired', 'today is the last day', anEnterprise({ licences: [licence('2026-11-20')] })),
  silent(
    'licence-expired',
    'renewed by a further one',
    anEnterprise({ licences: [licence('2026-11-19'), licence('2031-11-19', 'l2')] }),
  ),
  silent(
    'licence-expired',
    'renewed for good',
    anEnterprise({ licences: [licence('2026-11-19'), licence(undefined, 'l2')] }),
  ),
  silent('licence-expired', 'closed', anEnterprise({ operation: 'closed', licences: [licence('2026-11-19')] })),
  fires('licence-ends-soon', 'in 30 days', anEnterprise({ licences: [licence('2026-12-20')] }), '还有 30 天'),
  fires('licence-ends-soon', 'today', anEnterprise({ licences: [licence('2026-11-20')] }), '今天到期'),
  silent('licence-ends-soon', 'in 31 days', anEnterprise({ licences: [licence('2026-12-21')] })),
  silent('licence-ends-soon', 'over already', anEnterprise({ licences: [licence('2026-11-19')] })),
  fires('inspection-overdue', 'yesterday', anEnterprise({ inspectDueOn: '2026-11-19' }), '已超 1 天'),
  silent('inspection-overdue', 'today', aComponent({ inspectDueOn: '2026-11-20' })),
  silent('inspection-overdue', 'a lid that is gone', aComponent({ inspectDueOn: '2026-01-01', condition: 'lost' })),
  fires('component-code-wrong', 'too short', aComponent({ code: '310115010010001' }), '这里有 15 位'),
  fires('component-code-wrong', 'another class', aComponent({ code: '31011501002000123' }), '标识码里的类别是 01002'),
  fires(
    'component-code-wrong',
    'another district',
    aComponent({ code: '31010101001000123' }),
    '标识码前 6 位是 310101',
  ),
  silent('component-code-wrong', 'right', aComponent()),
  silent('component-code-wrong', 'from an older survey', aComponent({ code: '3101150101000123' })),
  fires('value-disputed', 'a person', aPerson(), '学历有异议，戚建平：本人称只读到初中。', [anObjection()]),
  fires('value-disputed', 'two of one record', aPerson(), '有异议', [anObjection(), anObjection({}, 'O2')], 2),
  silent('value-disputed', 'answered', aPerson(), [anObjection({ state: 'rejected' })]),
];

export const RULE_EXAMPLES: readonly RuleExample[] = [...OF_PERSONS, ...OF_HOMES, ...OF_PLACES];
