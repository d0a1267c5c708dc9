import { confirmFields } from '../../shared/actions/confirm-fields.ts';
import type { ActionContext, ActionResult, AnyRecord } from '../../shared/actions/change-set.ts';
import { editFields } from '../../shared/actions/edit-fields.ts';
import { refuse } from '../../shared/actions/scene.ts';
import { endTag, renewTag } from '../../shared/actions/tags.ts';
import { voidRecord } from '../../shared/actions/void-record.ts';
import type { TagEntry } from '../../shared/domain/catalog.ts';
import { hasHistory, type HistoryType } from '../../shared/domain/change.ts';
import type { OccupancyDocument, PersonDocument } from '../../shared/domain/person.ts';
import { fixOf, type Fix } from '../../shared/rules/fixes.ts';
import type { Issue, World } from '../../shared/rules/issue.ts';

/** Fixes that need nothing more than the click. */
const ONE_CLICK: ReadonlySet<string> = new Set([
  'idNumberForm',
  'idKindFromNumber',
  'birthFromId',
  'sexFromId',
  'phoneForm',
  'usccForm',
  'labelClean',
  'estateClean',
  'unitClean',
  'numberClean',
  'useFromResidents',
  'renewTag',
  'endTag',
  'confirm',
  'voidEmpty',
]);

export const isOneClick = (key: string): boolean => ONE_CLICK.has(key);

/** The type stands before the colon of every id. */
export function typeOfId(id: string): HistoryType | undefined {
  const type = id.slice(0, id.indexOf(':'));
  return hasHistory(type) ? type : undefined;
}

export interface AroundSubject {
  readonly record: AnyRecord;
  /** Stays of the person, or in the room. */
  readonly stays: readonly OccupancyDocument[];
  /** Who stays there; of a household whoever names it. */
  readonly people: readonly PersonDocument[];
}

export interface FixGrounds {
  readonly today: string;
  readonly isDemonstration: boolean;
  readonly tags: readonly TagEntry[];
}

/** As much of the world as a one-click fix may ask: the record and who lives there. */
function worldAround({ record, stays, people }: AroundSubject, grounds: FixGrounds): World {
  const documents = new Map<string, AnyRecord>([record, ...stays, ...people].map((each) => [each._id, each]));
  const byId = new Map(people.map((person) => [person._id, person]));
  const openOnes = stays.filter((stay) => stay.state !== 'void' && (stay.until ?? '9999') > grounds.today);
  return {
    today: grounds.today,
    isDemonstration: grounds.isDemonstration,
    tags: new Map(grounds.tags.map((tag) => [tag.code, tag])),
    person: (id) => byId.get(id),
    personsByIdNumber: () => [],
    occupanciesOfRoom: (room) => openOnes.filter((stay) => stay.room === room),
    occupanciesOfPerson: (person) => openOnes.filter((stay) => stay.person === person),
    membersOfHousehold: () => [],
    openObjectionsTo: () => [],
    record: (id) => documents.get(id),
  };
}

/** Why an empty household goes, in the history: the click says no more. */
const NOBODY_LEFT = '规则查出：这一户没有人了';
const noLonger = refuse('fix-gone', '这条已经变了，原来的改法不再适用。', '看一下现在的资料再改。');

/** What a click on a fix does now, as an act to be committed. */
export function actOfFix(
  key: string,
  issue: Issue,
  around: AroundSubject,
  grounds: FixGrounds,
  context: ActionContext,
): ActionResult {
  const { record } = around;
  const fix = fixOf(key, issue, record, worldAround(around, grounds));
  if (fix === undefined) return noLonger;
  if (fix.kind === 'fields') return editFields([record], { record: record._id, values: fix.values }, context);
  return actOf(fix, around, grounds.tags, context);
}

function actOf(
  { act, input }: Extract<Fix, { readonly kind: 'act' }>,
  { record, people }: AroundSubject,
  tags: readonly TagEntry[],
  context: ActionContext,
): ActionResult {
  const tag = tags.find(({ code }) => code === input['tag']);
  switch (act) {
    case 'renewTag':
      return tag === undefined ? noLonger : renewTag([record], { person: record._id, tag }, context);
    case 'endTag':
      return tag === undefined ? noLonger : endTag([record], { person: record._id, tag }, context);
    case 'confirm':
      return confirmFields([record], { record: record._id }, context);
    case 'void':
      return voidRecord([record, ...people], { record: record._id }, { ...context, reason: NOBODY_LEFT });
    default:
      return noLonger;
  }
}
