import type { ObjectionDocument } from '../domain/objection.ts';
import { canonicalJson } from '../lib/canonical-json.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { fieldAt, withField } from './field-changes.ts';
import { isNotAlone } from './not-alone.ts';
import { notHere, openScene, refuse, type Scene } from './scene.ts';

/** A record as it is called in lists and messages. */
export function subjectName(record: AnyRecord): string {
  const name = record['name'] ?? record['personName'] ?? record['title'] ?? record['number'];
  return (typeof name === 'string' && name !== '' ? name : '这条记录').slice(0, 80);
}

export interface Raised {
  readonly field: string;
  /** As it is called on the screen: 现住地址. */
  readonly fieldName: string;
  readonly proposed?: unknown;
  readonly why: string;
  /** 27幢 502 where the record has no name of its own. */
  readonly subjectName?: string | undefined;
}

/** Puts an objection on record, where its subject lies. */
export function addObjection(scene: Scene, record: AnyRecord, raised: Raised): ObjectionDocument {
  const { by, nowIso } = scene.context;
  const value = fieldAt(record, raised.field);
  const audience = scene.audienceAt(record.scope);
  return scene.add('objection', {
    scope: record.scope,
    ...(audience === undefined ? {} : { audience: [...audience] }),
    subject: record._id,
    subjectName: raised.subjectName ?? subjectName(record),
    field: raised.field,
    fieldName: raised.fieldName,
    ...(value === undefined ? {} : { value }),
    ...(raised.proposed === undefined ? {} : { proposed: raised.proposed }),
    why: raised.why,
    raisedBy: { id: by.id, name: by.name, post: by.post },
    raisedAt: nowIso,
    state: 'open',
  });
}

/** 数据异议: whoever may see a value may mark it wrong; the value stays visible. */
export function raiseObjection(
  documents: readonly AnyRecord[],
  input: Raised & { readonly subject: string },
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const record = documents.find(({ _id }) => _id === input.subject);
  if (record === undefined) return notHere('这条记录');
  // An objection is seen by all who see the place; what stands in a special file is not for them.
  if (record.type === 'careFile') return refuse('care', '专档里的内容不提数据异议。', '直接告诉专档的责任人。');
  if (input.why.trim() === '') return refuse('why', '还没有写为什么不对。', '写一句：哪里不对，怎么知道的。');
  addObjection(scene, record, { ...input, why: input.why.trim() });
  scene.say(`${input.fieldName}下面会标出有异议，值不变，等负责的人核对。`);
  return scene.finish('raiseObjection', `数据异议 ${input.subjectName ?? subjectName(record)} ${input.fieldName}`);
}

export interface AnswerInput {
  readonly objection: string;
  readonly words: string;
  /** What is right; left out: the value stands, for the reason given in `words`. */
  readonly corrected?: { readonly value: unknown } | undefined;
}

/** Telephones, contacts: no single value that could be set right in an answer. */
export const isMadeOfParts = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** What an act or the form puts right is put right there first. */
const refuseUnchanged = ({ field, fieldName }: ObjectionDocument): ActionResult =>
  isNotAlone(field)
    ? refuse('by-act', `${fieldName}不能单独改，要连着住所和户一起办。`, '先登记迁移，再回来答复“已改正”。')
    : refuse('by-form', `${fieldName}还没有改过。`, '先点“编辑”改好，再回来答复“已改正”。');

/** The keeper's answer. A correction is his decision and goes before the strength of sources: it stands with its own source. */
export function answerObjection(
  documents: readonly AnyRecord[],
  input: AnswerInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const objection = scene.get('objection', input.objection);
  if (objection === undefined) return notHere('这条异议');
  if (objection.state !== 'open') return refuse('answered', '这条异议已有答复。', '不同意答复，可以再提。');
  const words = input.words.trim();
  if (input.corrected === undefined && words === '') return refuse('why', '不改要写明理由。', '写一句依据什么。');
  if (input.corrected !== undefined) {
    const record = documents.find(({ _id }) => _id === objection.subject);
    if (record === undefined) return notHere('有异议的记录');
    const present = fieldAt(record, objection.field);
    if (isNotAlone(objection.field) || isMadeOfParts(present)) {
      if (canonicalJson(present) === canonicalJson(objection.value)) return refuseUnchanged(objection);
      scene.say(`${objection.fieldName}已经另行改好，异议记为已改正。`);
      return finishAnswer(scene, objection, input, words);
    }
    const after = withField(record, objection.field, input.corrected.value);
    const field = objection.field.split('.')[0] ?? objection.field;
    scene.change<AnyRecord>(record, { [field]: after[field] });
    scene.verify(record, [objection.field]);
    scene.say(`${objection.subjectName}的${objection.fieldName}改正，来源记为${context.source}。`);
  } else scene.say(`${objection.fieldName}不改，理由会告诉提出的人。`);
  return finishAnswer(scene, objection, input, words);
}

function finishAnswer(scene: Scene, objection: ObjectionDocument, input: AnswerInput, words: string): ActionResult {
  const { by, nowIso } = scene.context;
  scene.change(objection, {
    state: input.corrected === undefined ? 'rejected' : 'corrected',
    answer: { by: { id: by.id, name: by.name, post: by.post }, at: nowIso, words: words === '' ? '已改正。' : words },
  });
  return scene.finish('answerObjection', `答复异议 ${objection.subjectName} ${objection.fieldName}`);
}
