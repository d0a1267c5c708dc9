import { FILTER_MOST_CONDITIONS, FILTER_NAME_CHARACTERS, type Condition } from '../domain/condition.ts';
import { isHarmlessOnCases, type SharedFilterDocument } from '../domain/shared-filter.ts';
import type { ActionContext, ActionResult, AnyRecord, NotPossible } from './change-set.ts';
import { notHere, openScene, refuse, type Scene } from './scene.ts';

type Refusal = { readonly ok: false; readonly reason: NotPossible };

export interface ShareFilterInput {
  readonly list: SharedFilterDocument['list'];
  readonly name: string;
  readonly where: readonly Condition[];
  readonly sort?: { readonly by: string; readonly down: boolean } | undefined;
}

/** What speaks against a name at a place; `null`: nothing. Two who take one name without hearing of each other both keep it: their lists say whose is whose. */
function againstName(
  scene: Scene,
  name: string,
  at: { readonly scope: string; readonly list: string },
): Refusal | null {
  if (name === '') return refuse('name', '筛选还没有名称。', '写一个同事看得懂的名称，如：退回两次的井盖。');
  if (name.length > FILTER_NAME_CHARACTERS) {
    return refuse('name-too-long', `名称超过 ${FILTER_NAME_CHARACTERS} 个字。`, '写短一点。');
  }
  const same = scene
    .all('sharedFilter')
    .find((one) => one.scope === at.scope && one.list === at.list && one.name === name);
  if (same === undefined) return null;
  const whose = same.sharedBy.id === scene.context.by.id ? '你' : same.sharedBy.name;
  return refuse('name-taken', `${whose}已经共用了一个叫“${name}”的筛选。`, '换一个名称，或者直接用那一个。');
}

function againstConditions(where: readonly Condition[]): Refusal | null {
  if (where.length === 0) return refuse('no-conditions', '还没有条件。', '先选条件，再存。');
  if (where.length > FILTER_MOST_CONDITIONS) {
    return refuse('too-many', `条件超过 ${FILTER_MOST_CONDITIONS} 个。`, '去掉几个再存。');
  }
  if (where.every(isHarmlessOnCases)) return null;
  return refuse('names-somebody', '条件里有可能指到某个人的内容，不能共用。', '去掉这个条件，或者只存在本机。');
}

/** 共用: colleagues of the place of the acting post, and of those below it, ask the same from now on. `documents`: what is shared at the place already. */
export function shareFilter(
  documents: readonly AnyRecord[],
  input: ShareFilterInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const { by } = context;
  const { scope } = by.post;
  const name = input.name.trim();
  const refusal = againstName(scene, name, { scope, list: input.list }) ?? againstConditions(input.where);
  if (refusal !== null) return refusal;
  scene.add('sharedFilter', {
    scope,
    list: input.list,
    name,
    where: [...input.where],
    ...(input.sort === undefined ? {} : { sort: { by: input.sort.by, down: input.sort.down } }),
    sharedBy: { id: by.id, name: by.name, post: by.post },
    state: 'effective',
  });
  scene.say('同事送到后会在队列栏的“共用”里看到它，和你的名字。');
  return scene.finish('shareFilter', `共用筛选“${name}”`);
}

/** A shared filter that still is one. */
function sharedOne(scene: Scene, id: string): SharedFilterDocument | Refusal {
  const filter = scene.get('sharedFilter', id);
  if (filter === undefined) return notHere('这个共用筛选');
  if (filter.state === 'void') return refuse('withdrawn', `“${filter.name}”已经不再共用。`, '不用再办。');
  return filter;
}

export function renameFilter(
  documents: readonly AnyRecord[],
  input: { readonly filter: string; readonly name: string },
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const filter = sharedOne(scene, input.filter);
  if ('ok' in filter) return filter as Refusal;
  const name = input.name.trim();
  const refusal = name === filter.name ? null : againstName(scene, name, filter);
  if (refusal !== null) return refusal;
  scene.change(filter, { name });
  scene.say('同事那里的名称一起改，条件不变。');
  return scene.finish('renameFilter', `共用筛选“${filter.name}”改名为“${name}”`);
}

/** 不再共用: it leaves the lists of the colleagues and touches nothing else. */
export function withdrawFilter(
  documents: readonly AnyRecord[],
  input: { readonly filter: string },
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const filter = sharedOne(scene, input.filter);
  if ('ok' in filter) return filter as Refusal;
  scene.change(filter, { state: 'void' });
  scene.say('它从同事的队列栏里消失，事件不受影响。');
  return scene.finish('withdrawFilter', `不再共用筛选“${filter.name}”`);
}
