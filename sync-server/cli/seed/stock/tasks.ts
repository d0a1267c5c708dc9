import type { Actor } from '../../../../shared/domain/case.ts';
import type { ComponentDocument } from '../../../../shared/domain/component.ts';
import type { EnterpriseDocument } from '../../../../shared/domain/enterprise.ts';
import type { PersonDocument } from '../../../../shared/domain/person.ts';
import type { RoomDocument } from '../../../../shared/domain/room.ts';
import type {
  Proposal,
  TargetDocument,
  TargetOutcome,
  TaskDocument,
  TaskKind,
} from '../../../../shared/domain/task.ts';
import type { SeedDocument } from '../../../src/store/seed-port.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { DAY_MS, STREET_CODE } from '../profile.ts';
import { plusDays } from '../../../../shared/lib/calendar-day.ts';
import type { Chance } from '../chance.ts';
import { DRAWN, mustFind } from '../staff/staff.ts';
import { DRAWN_ELDER } from './drawn-building.ts';
import { headOf, msOfDay, type StockWorld } from './world.ts';

/** Whom and what tasks go to: gathered while the street was filled. */
export interface Subjects {
  /** Elders who live alone. */
  readonly alone: readonly PersonDocument[];
  /** Over eighty. */
  readonly aged: readonly PersonDocument[];
  /** Let rooms of the model community. */
  readonly lets: readonly { readonly room: RoomDocument; readonly words: string }[];
  /** Small places, by the table of place kinds. */
  readonly places: readonly EnterpriseDocument[];
  readonly components: readonly ComponentDocument[];
}

interface Subject {
  readonly id: string;
  readonly scope: string;
  readonly name: string;
  readonly room?: string;
  readonly person?: PersonDocument;
}

interface Plan {
  readonly kind: TaskKind;
  readonly title: string;
  readonly what: string;
  readonly scope: string;
  readonly madeBy: Actor;
  readonly startsOn: string;
  readonly dueOn: string;
  readonly drawnBy: string;
  readonly subjects: readonly Subject[];
  readonly questions?: TaskDocument['questions'];
  /** How much of it is done; 1 closes the task. */
  readonly done: number;
  readonly outcomes: readonly (readonly [TargetOutcome, number])[];
  /** Nobody has been there. */
  readonly isLeft?: (subject: Subject) => boolean;
  readonly dueOnOf?: (subject: Subject, chance: Chance) => string;
}

const MET: readonly (readonly [TargetOutcome, number])[] = [
  ['met', 88],
  ['notMet', 7],
  ['declined', 2],
  ['wrongNumber', 1],
  ['movedAway', 2],
];
const INSPECTED: readonly (readonly [TargetOutcome, number])[] = [
  ['normal', 78],
  ['rectified', 13],
  ['problem', 9],
];
const CANVASSED: readonly (readonly [TargetOutcome, number])[] = [
  ['met', 74],
  ['notMet', 14],
  ['vacant', 6],
  ['movedAway', 4],
  ['declined', 2],
];

const WORDS: Readonly<Partial<Record<TargetOutcome, readonly string[]>>> = {
  met: ['精神状态好', '家中整洁，燃气报警器正常', '已提醒冬季用电', '近期身体尚可，女儿每周来', '需要代配药，已转社区'],
  notMet: ['敲门无人应', '邻居说去子女家了'],
  movedAway: ['邻居说已搬走'],
  vacant: ['室内无人居住，水表未走'],
  declined: ['不愿开门，改电话联系'],
  wrongNumber: ['电话打不通，号码不对'],
  normal: ['消防器材完好', '证照齐全，通道畅通'],
  problem: ['灭火器过期，要求三日内更换', '后门堆物，未能当场清理'],
  rectified: ['插线板已当场拆除', '通道堆物已当场搬走'],
};

function proposalsOf(person: PersonDocument | undefined, world: StockWorld, chance: Chance): readonly Proposal[] {
  const number = person?.phones?.[0]?.number;
  if (person === undefined || number === undefined || !chance.happens(0.05)) return [];
  return [
    {
      id: world.ids.id('proposal', world.nowMs).slice('proposal:'.length),
      field: 'phones',
      fieldName: '联系电话',
      from: [{ number }],
      to: [{ number: world.identifiers.phone() }],
      state: 'proposed',
    },
  ];
}

function targetOf(plan: Plan, task: TaskDocument, subject: Subject, world: StockWorld, chance: Chance): TargetDocument {
  const dueOn = plan.dueOnOf?.(subject, chance) ?? plan.dueOn;
  const done = plan.isLeft?.(subject) !== true && chance.happens(plan.done);
  const outcome = done ? chance.weighted(plan.outcomes) : undefined;
  const worker = mustFind(world.staff.workers, subject.scope);
  const fromMs = Math.max(msOfDay(plan.startsOn) + 9 * 3_600_000, msOfDay(dueOn) - 6 * DAY_MS);
  const latestMs = Math.min(world.nowMs - 600_000, msOfDay(dueOn) + 17 * 3_600_000);
  const atMs = Math.round(chance.between(Math.min(fromMs, latestMs - 600_000), latestMs));
  const words = outcome === undefined ? undefined : WORDS[outcome];
  const proposals = done && outcome === 'met' ? proposalsOf(subject.person, world, chance) : [];
  return {
    ...headOf(world, 'target', subject.scope),
    type: 'target',
    task: task._id,
    taskKind: plan.kind,
    taskTitle: plan.title,
    dueOn,
    subject: subject.id,
    subjectName: subject.name,
    ...(subject.room === undefined ? {} : { room: subject.room }),
    isOpen: outcome === undefined || outcome === 'notMet',
    results:
      outcome === undefined
        ? []
        : [
            {
              id: world.ids.id('result', atMs).slice('result:'.length),
              outcome,
              at: isoAt(atMs),
              by: worker.actor,
              ...(words === undefined || !chance.happens(0.6) ? {} : { words: chance.pick(words) }),
              ...(plan.questions === undefined || outcome !== 'met'
                ? {}
                : { answers: { tenants: chance.whole(1, 5), extinguisher: chance.happens(0.7) } }),
              ...(proposals.length === 0 ? {} : { proposals: [...proposals] }),
            },
          ],
  };
}

function* documentsOf(plan: Plan, world: StockWorld, chance: Chance): Generator<SeedDocument, void, undefined> {
  const { kind, title, what, startsOn, dueOn, drawnBy, madeBy, questions } = plan;
  const task: TaskDocument = {
    ...headOf(world, 'task', plan.scope),
    type: 'task',
    kind,
    title,
    what,
    startsOn,
    dueOn,
    drawnBy,
    targetCount: plan.subjects.length,
    madeBy,
    ...(questions === undefined ? {} : { questions }),
    state: plan.done === 1 ? 'done' : 'open',
  };
  yield task;
  for (const subject of plan.subjects) yield targetOf(plan, task, subject, world, chance);
}

const ofPerson = (person: PersonDocument): Subject => ({
  id: person._id,
  scope: person.scope,
  name: person.name,
  ...(person.homeRoom === undefined ? {} : { room: person.homeRoom }),
  person,
});
const ofRecord = ({
  _id,
  scope,
  name,
}: {
  readonly _id: string;
  readonly scope: string;
  readonly name: string;
}): Subject => ({
  id: _id,
  scope,
  name,
});

/** 严立诚's visit of this week is a day late. */
const isDrawnElder = ({ name, scope }: Subject): boolean => name === DRAWN_ELDER && scope === DRAWN.grid;

/** The week's Monday. */
const mondayOf = (today: string): string => plusDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));

/** What is asked of people and places this week, last week and this month. */
export function* taskDocuments(
  subjects: Subjects,
  world: StockWorld,
  chance: Chance,
): Generator<SeedDocument, void, undefined> {
  const { today, staff } = world;
  const monday = mondayOf(today);
  const clerk = staff.streetClerks[0]?.actor;
  const { community } = DRAWN;
  const communityClerk = mustFind(staff.clerks, community).actor;
  if (clerk === undefined) throw new Error('assumed: the street has a clerk');
  const alone = subjects.alone.map(ofPerson);
  const plans: readonly Plan[] = [
    {
      kind: 'visit',
      title: '独居老人上周走访',
      what: '见到本人，看用电用气，问身体和需要。',
      scope: STREET_CODE,
      madeBy: clerk,
      startsOn: plusDays(monday, -7),
      dueOn: plusDays(monday, -1),
      drawnBy: '标签为独居老人或高龄独居老人',
      subjects: alone,
      done: 1,
      outcomes: [['met', 100]],
    },
    {
      kind: 'visit',
      title: '独居老人每周走访',
      what: '见到本人，看用电用气，问身体和需要。',
      scope: STREET_CODE,
      madeBy: clerk,
      startsOn: monday,
      dueOn: plusDays(monday, 6),
      drawnBy: '标签为独居老人或高龄独居老人',
      subjects: alone,
      done: 0.5,
      outcomes: MET,
      // A week after the last visit: some were due yesterday, some today, the others until Sunday.
      isLeft: isDrawnElder,
      dueOnOf: (subject, own) =>
        plusDays(
          today,
          isDrawnElder(subject)
            ? -1
            : own.weighted([
                [-1, 8],
                [0, 22],
                [1, 25],
                [2, 25],
                [3, 20],
              ]),
        ),
    },
    {
      kind: 'visit',
      title: '高龄老人冬季用电用气走访',
      what: '看取暖器、电热毯和燃气软管，留联系电话。',
      scope: STREET_CODE,
      madeBy: clerk,
      startsOn: plusDays(today, -14),
      dueOn: today,
      drawnBy: '八十岁及以上，标签为高龄老人',
      subjects: subjects.aged.map(ofPerson),
      done: 0.82,
      outcomes: MET,
    },
    {
      kind: 'inspection',
      title: '九小场所消防检查',
      what: '查器材、通道、用电和责任书；有问题的当场整改或上报。',
      scope: STREET_CODE,
      madeBy: clerk,
      startsOn: plusDays(today, -20),
      dueOn: plusDays(today, 10),
      drawnBy: '九小场所，营业中',
      subjects: subjects.places.map(ofRecord),
      done: 0.62,
      outcomes: INSPECTED,
    },
    {
      kind: 'canvass',
      title: '出租房屋摸排',
      what: '核对租客人数和身份，看有没有分割、群租。',
      scope: community,
      madeBy: communityClerk,
      startsOn: plusDays(today, -21),
      dueOn: plusDays(today, -2),
      drawnBy: '上港第一，用途为出租、自住带租或群租的房屋',
      subjects: subjects.lets.map(({ room, words }) => ({
        id: room._id,
        scope: room.scope,
        name: words,
        room: room._id,
      })),
      questions: [
        { key: 'tenants', label: '现住几人', kind: 'number' },
        { key: 'extinguisher', label: '有没有灭火器', kind: 'yesNo' },
      ],
      done: 0.86,
      outcomes: CANVASSED,
    },
    {
      kind: 'inspection',
      title: '消防设施月检',
      what: '看外观和压力，缺损的上报。',
      scope: STREET_CODE,
      madeBy: clerk,
      startsOn: plusDays(today, -10),
      dueOn: plusDays(today, 5),
      drawnBy: '类别为消防设施的部件',
      subjects: subjects.components.map(ofRecord),
      done: 0.55,
      outcomes: INSPECTED,
    },
  ];
  for (const [at, plan] of plans.entries()) yield* documentsOf(plan, world, chance.fork(`task ${String(at)}`));
}
