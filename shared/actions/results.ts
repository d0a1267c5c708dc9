import { OUTCOME_NAMES, type Proposal, type TargetDocument, type TargetOutcome } from '../domain/task.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { setFields } from './edit-fields.ts';
import { fieldAt, fieldChanges, withField } from './field-changes.ts';
import { notHere, openScene, refuse, type Scene } from './scene.ts';

export interface AddResultInput {
  readonly target: string;
  readonly outcome: TargetOutcome;
  readonly words?: string | undefined;
  readonly answers?: Readonly<Record<string, unknown>> | undefined;
  /** Fields of the subject that turned out different. */
  readonly proposals?: readonly { readonly field: string; readonly fieldName: string; readonly to: unknown }[];
}

const LEAVES_OPEN: ReadonlySet<TargetOutcome> = new Set(['notMet']);
/** Somebody was there and looked. */
const WAS_SEEN: ReadonlySet<TargetOutcome> = new Set(['met', 'normal', 'problem', 'rectified']);

/** What came out at one target. Meeting somebody also confirms the record. `documents`: the target and its subject, where it is here. */
export function addResult(
  documents: readonly AnyRecord[],
  input: AddResultInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const target = scene.get('target', input.target);
  if (target === undefined || target.state === 'void') return notHere('这个对象');
  const subject = documents.find(({ _id }) => _id === target.subject);
  const { by, nowIso } = context;
  const proposals = (input.proposals ?? []).map((one): Proposal => {
    const from = subject === undefined ? undefined : fieldAt(subject, one.field);
    return {
      id: context.newKey(),
      field: one.field,
      fieldName: one.fieldName,
      ...(from === undefined ? {} : { from }),
      to: one.to,
      state: 'proposed',
    };
  });
  if (target.results.length >= 60) return refuse('full', '这个对象的结果已有 60 次。', '另派一次任务。');
  const result = {
    id: context.newKey(),
    outcome: input.outcome,
    at: nowIso,
    by: { id: by.id, name: by.name, post: by.post },
    ...(input.words === undefined || input.words.trim() === '' ? {} : { words: input.words.trim() }),
    ...(input.answers === undefined || Object.keys(input.answers).length === 0
      ? {}
      : { answers: { ...input.answers } }),
    ...(proposals.length === 0 ? {} : { proposals }),
  };
  scene.change(target, { results: [...target.results, result], isOpen: LEAVES_OPEN.has(input.outcome) });
  if (LEAVES_OPEN.has(input.outcome)) scene.say('记下这次，对象仍待完成。');
  if (subject !== undefined && WAS_SEEN.has(input.outcome)) seen(scene, subject, target, context);
  if (!LEAVES_OPEN.has(input.outcome)) scene.say('这个对象办完了。');
  if (proposals.length > 0) scene.say(`提议改 ${proposals.length} 项，采纳前档案不变。`);
  return scene.finish('addResult', `${OUTCOME_NAMES[input.outcome]} ${target.subjectName}`);
}

const HAS_INSPECTION: ReadonlySet<string> = new Set(['room', 'enterprise', 'component']);
function seen(scene: Scene, subject: AnyRecord, target: TargetDocument, context: ActionContext): void {
  if (HAS_INSPECTION.has(subject.type) && target.taskKind === 'inspection') {
    scene.change<AnyRecord>(subject, { inspectedAt: context.nowIso });
  }
  scene.verify(scene.get(subject.type, subject._id) ?? subject, []);
  scene.say(`${target.subjectName}的核实日改为 ${context.today}。`);
}

export interface AnswerProposalInput {
  readonly target: string;
  readonly proposal: string;
  readonly subjectName?: string | undefined;
}
const PROPOSED = '走访提议';

/** Takes a proposed value over into the record, as one that a visit brought: 一数一源 holds. `documents`: the target, its subject. */
export function acceptProposal(
  documents: readonly AnyRecord[],
  input: AnswerProposalInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, { ...context, source: PROPOSED });
  const found = proposalOf(scene, input);
  if ('ok' in found) return found;
  const { target, proposal } = found;
  const subject = documents.find(({ _id }) => _id === target.subject);
  if (subject === undefined) return notHere('要改的档案');
  if (fieldChanges(subject, withField(subject, proposal.field, proposal.to)).length === 0) {
    scene.say(`${proposal.fieldName}已经是提议的值，只记采纳。`);
  }
  setFields(scene, subject, {
    values: { [proposal.field]: proposal.to },
    fieldNames: { [proposal.field]: proposal.fieldName },
    subjectName: target.subjectName,
  });
  answer(scene, target, proposal.id, 'accepted');
  return scene.finish('acceptProposal', `采纳提议 ${target.subjectName} ${proposal.fieldName}`);
}

export function declineProposal(
  documents: readonly AnyRecord[],
  input: AnswerProposalInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const found = proposalOf(scene, input);
  if ('ok' in found) return found;
  answer(scene, found.target, found.proposal.id, 'declined');
  scene.say(`${found.proposal.fieldName}不改。`);
  return scene.finish('declineProposal', `不采纳提议 ${found.target.subjectName} ${found.proposal.fieldName}`);
}

function proposalOf(
  scene: Scene,
  input: AnswerProposalInput,
): { readonly target: TargetDocument; readonly proposal: Proposal } | ReturnType<typeof refuse> {
  const target = scene.get('target', input.target);
  const proposal = target?.results.flatMap((result) => result.proposals ?? []).find(({ id }) => id === input.proposal);
  if (target === undefined || proposal === undefined) return notHere('这条提议');
  if (proposal.state !== 'proposed') return refuse('answered', '这条提议已经办过。', '不用再办。');
  return { target, proposal };
}

function answer(scene: Scene, target: TargetDocument, proposal: string, state: 'accepted' | 'declined'): void {
  const { by, nowIso } = scene.context;
  const results = target.results.map((result) => ({
    ...result,
    ...(result.proposals === undefined
      ? {}
      : {
          proposals: result.proposals.map((one) =>
            one.id === proposal ? { ...one, state, answeredBy: by.name, answeredAt: nowIso } : one,
          ),
        }),
  }));
  scene.change(target, { results });
}
