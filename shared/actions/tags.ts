import type { TagEntry } from '../domain/catalog.ts';
import type { PersonDocument, PersonTag } from '../domain/person.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { plusMonths } from '../lib/calendar-day.ts';
import { notHere, openScene, refuse, type Scene } from './scene.ts';

interface TagInput {
  readonly person: string;
  readonly tag: TagEntry;
}
export interface AddTagInput extends TagInput {
  readonly since: string;
  /** Left out: as long as the catalogue says; for good where it says nothing. */
  readonly until?: string | undefined;
  readonly proof?: string | undefined;
}

const holder = (scene: Scene, id: string): PersonDocument | undefined => {
  const person = scene.get('person', id);
  return person?.state === 'void' ? undefined : person;
};
const untilOf = (tag: TagEntry, since: string, said: string | undefined): string | undefined =>
  said ?? (tag.months === undefined ? undefined : plusMonths(since, tag.months));
const untilWords = (until: string | undefined): string =>
  until === undefined ? '长期有效，定期复核' : `有效至 ${until}`;

/** Puts a mark on a person, with its grounds. */
export function addTag(documents: readonly AnyRecord[], input: AddTagInput, context: ActionContext): ActionResult {
  const scene = openScene(documents, context);
  const person = holder(scene, input.person);
  if (person === undefined) return notHere('这个人');
  const present = person.tags?.find(({ code }) => code === input.tag.code);
  if (present !== undefined) return refuse('has-tag', `${person.name}已有“${input.tag.label}”。`, '到期的请续期。');
  if (input.since > context.today) return refuse('day-ahead', `${input.since} 还没有到。`, '写今天或以前的日子。');
  const until = untilOf(input.tag, input.since, input.until);
  if (until !== undefined && until < input.since) return refuse('day-order', '止期早于起期。', '核对两个日子。');
  const tag: PersonTag = {
    code: input.tag.code,
    source: context.source,
    since: input.since,
    ...(until === undefined ? {} : { until }),
    ...(input.proof === undefined || input.proof === '' ? {} : { proof: input.proof }),
    reviewedBy: context.by.name,
    reviewedAt: context.nowIso,
  };
  scene.change(person, { tags: [...(person.tags ?? []), tag] });
  scene.say(`${person.name}加“${input.tag.label}”，${untilWords(until)}。`);
  if (input.tag.visitDays !== undefined) scene.say(`每 ${input.tag.visitDays} 天要走访一次。`);
  return scene.finish('addTag', `加标签 ${person.name} ${input.tag.label}`);
}

/** 续期: looked at again and still true. */
export function renewTag(
  documents: readonly AnyRecord[],
  input: TagInput & { readonly until?: string | undefined; readonly proof?: string | undefined },
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const person = holder(scene, input.person);
  if (person === undefined) return notHere('这个人');
  if (!(person.tags ?? []).some(({ code }) => code === input.tag.code)) return notHere('这个标签');
  const until = untilOf(input.tag, context.today, input.until);
  if (until !== undefined && until < context.today)
    return refuse('day-order', '新的止期已经过了。', '写今天以后的日子。');
  const tags = (person.tags ?? []).map((tag): PersonTag => {
    if (tag.code !== input.tag.code) return tag;
    const { until: _former, ...kept } = tag;
    return {
      ...kept,
      ...(until === undefined ? {} : { until }),
      ...(input.proof === undefined || input.proof === '' ? {} : { proof: input.proof }),
      source: context.source,
      reviewedBy: context.by.name,
      reviewedAt: context.nowIso,
    };
  });
  scene.change(person, { tags });
  scene.say(`“${input.tag.label}”${untilWords(until)}，复核人 ${context.by.name}。`);
  return scene.finish('renewTag', `标签续期 ${person.name} ${input.tag.label}`);
}

/** 移除: it no longer holds. The history keeps it. */
export function endTag(documents: readonly AnyRecord[], input: TagInput, context: ActionContext): ActionResult {
  const scene = openScene(documents, context);
  const person = holder(scene, input.person);
  if (person === undefined) return notHere('这个人');
  const tags = (person.tags ?? []).filter(({ code }) => code !== input.tag.code);
  if (tags.length === (person.tags ?? []).length) return notHere('这个标签');
  scene.change(person, { tags: tags.length === 0 ? undefined : tags });
  scene.say(`“${input.tag.label}”移除，历史里留着。`);
  return scene.finish('endTag', `移除标签 ${person.name} ${input.tag.label}`);
}
