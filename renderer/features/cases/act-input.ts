import type { Act } from '../../../shared/cases/acts.ts';
import { shortCaseNumber } from '../../../shared/domain/case-number.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { DepartmentEntry, StandardRow } from '../../../shared/domain/catalog.ts';
import type { PhotoKind } from '../../../shared/domain/evidence.ts';
import { limitWords } from '../../lib/case-words.ts';
import { ACT_FORMS } from './act-forms.ts';

/** What an act asks of the person, and where it is asked: in the bar, or in a dialog when a reason must be given. */
export type Asked =
  'nothing' | 'department' | 'standard' | 'closeCondition' | 'photos' | 'form' | 'reason' | 'correction' | 'note';

const ASKED: Readonly<Partial<Record<Act, Asked>>> = {
  dispatch: 'department',
  open: 'standard',
  close: 'closeCondition',
  finish: 'photos',
  passCheck: 'photos',
  confirmSelfHandled: 'nothing',
  accept: 'nothing',
  sign: 'nothing',
  startCheck: 'nothing',
  startRework: 'nothing',
  claim: 'nothing',
  release: 'nothing',
  confirmHandled: 'nothing',
  approve: 'nothing',
  cancelRequest: 'nothing',
  correct: 'correction',
  note: 'note',
};

/** What has no form is a return or an ending and must give its reason. */
export const askedBy = (act: Act): Asked => ASKED[act] ?? (ACT_FORMS[act] === undefined ? 'reason' : 'form');

/** Acts asked for in a dialog of their own. */
export const isAskedInDialog = (act: Act): boolean => ['form', 'reason', 'correction', 'note'].includes(askedBy(act));

/** Acts asked for in the bar: the first press shows what is needed, the second does it. */
export const isAskedInBar = (act: Act): boolean =>
  ['department', 'standard', 'closeCondition', 'photos'].includes(askedBy(act));

/** The kind of photo an act brings along, and whether it cannot do without. */
export const PHOTO_OF: Readonly<Partial<Record<Act, { readonly kind: PhotoKind; readonly required: boolean }>>> = {
  finish: { kind: 'after', required: true },
  passCheck: { kind: 'after', required: false },
  failCheck: { kind: 'after', required: false },
  unableToCheck: { kind: 'near', required: false },
};

/** What is filled in so far. */
export interface ActInput {
  readonly department: DepartmentEntry | undefined;
  /** Ids of like cases that go the same way and are timed with this one. */
  readonly bundled: readonly string[];
  readonly standard: StandardRow | undefined;
  readonly conditionMet: boolean;
  readonly photoCount: number;
  readonly text: string;
}

export const NOTHING_TYPED: ActInput = {
  department: undefined,
  bundled: [],
  standard: undefined,
  conditionMet: false,
  photoCount: 0,
  text: '',
};

export const CLOSE_WITHOUT_STANDARD = '问题已解决，现场恢复正常';
export const closeConditionOf = (document: CaseDocument): string =>
  document.standard?.closeCondition ?? CLOSE_WITHOUT_STANDARD;

/** What is missing, in words, or undefined when the act can be done. */
export function missingFor(act: Act, input: ActInput): string | undefined {
  switch (askedBy(act)) {
    case 'department':
      return input.department === undefined ? '选一个处置部门才能派遣。' : undefined;
    case 'standard':
      return input.standard === undefined ? '选一条立案标准才能立案。' : undefined;
    case 'closeCondition':
      return input.conditionMet ? undefined : '确认达到结案条件才能结案。';
    case 'photos':
      return PHOTO_OF[act]?.required === true && input.photoCount === 0 ? '加一张处置后的照片才能报完成。' : undefined;
    default:
      return undefined;
  }
}

/** 捆绑: all of them by the row of the case in hand. The id follows from what is in it, so that each of the entries says the same. */
function bundleOf({ bundled }: ActInput, { _id, standard }: CaseDocument): object {
  if (bundled.length === 0 || standard === undefined) return {};
  return { bundle: { id: `${_id}/bundle`, cases: [_id, ...bundled], standard } };
}

/** The data of the entry, as the acts table has it. */
export function dataFor(act: Act, input: ActInput, document: CaseDocument): Readonly<Record<string, unknown>> {
  const text = input.text.trim() === '' ? {} : { text: input.text.trim() };
  switch (askedBy(act)) {
    case 'department':
      return {
        department: input.department?.key,
        departmentName: input.department?.name,
        ...bundleOf(input, document),
        ...text,
      };
    case 'standard':
      return { standard: input.standard, ...text };
    case 'closeCondition':
      return { closeCondition: closeConditionOf(document), ...text };
    default:
      return { ...requestDecided(act, document), ...text };
  }
}

/** A word on a request names it: only what stood on the screen is decided on. */
export const requestDecided = (act: Act, { request }: Pick<CaseDocument, 'request'>): { readonly request?: string } =>
  (act === 'approve' || act === 'decline') && request?.entry !== undefined ? { request: request.entry } : {};

/** The department whose part of a joint handling the request in turn is for. */
const partAsking = ({ request, parts }: Pick<CaseDocument, 'request' | 'parts'>): string | undefined =>
  parts?.find(({ department }) => department === request?.part)?.name;

/** What a word of approval does to the request that is waiting. */
function approvalWords(document: Pick<CaseDocument, 'request' | 'standard' | 'parts'>): string {
  const { request, standard } = document;
  if (request === undefined) return '同意后按申请生效。';
  const { kind, decidedBy } = request;
  if (decidedBy === 'department') return '同意后交派遣员审批。';
  const part = partAsking(document);
  switch (kind) {
    case 'extension':
      if (part !== undefined) return `同意后${part}这一部分的时限加一个原时限，别的部门不变。`;
      return `同意后时限加一个原时限${standard === undefined ? '' : `（${limitWords(standard.limit)}）`}。`;
    case 'suspension':
      if (part !== undefined) return `同意后${part}这一部分挂账到申请的那一天，别的部门照常办理，到期自动恢复。`;
      return '同意后挂账到申请的那一天，这期间不计时，到期自动恢复。';
    case 'appeal':
      return decidedBy === 'dispatcher' ? '同意后交街道受理员审批。' : '同意后这件不计入统计，超期的事实保留。';
  }
}

const ASKED_FOR = { extension: '延期', suspension: '挂账', appeal: '申诉' } as const;
function declineWords(document: Pick<CaseDocument, 'request' | 'parts'>): string {
  const part = partAsking(document);
  const kind = document.request === undefined ? '' : ASKED_FOR[document.request.kind];
  return `不同意，${part === undefined ? '' : `${part}的`}${kind}申请到此为止，不计次数。`;
}

/** What follows from a legal act, said before the click (UX §6). */
export function consequenceOf(
  act: Act,
  input: ActInput,
  document: Pick<CaseDocument, 'request' | 'standard' | 'parts'>,
): string | undefined {
  switch (act) {
    case 'open':
      return '立案后由派遣员派遣，标准和时限随案记下。';
    case 'dispatch':
      return input.department === undefined
        ? '派遣后由部门签收。'
        : `派遣后由${input.department.name}签收，签收前可以撤回。${input.bundled.length === 0 ? '' : `${String(input.bundled.length + 1)} 件一起派，都按这件的时限计时。`}`;
    case 'finish':
      return '报完成后由网格员或社区到现场核查。';
    case 'passCheck':
      return '核查通过后由街道结案。';
    case 'failCheck':
      return '核查不通过，部门要返工。';
    case 'unableToCheck':
      return '这次没有核查成，回到待核查，由你或同事再到现场；不算通过，也不算不通过。';
    case 'close':
      return '结案后不能再改，只能看。';
    case 'confirmSelfHandled':
      return '认可后这件直接结案。';
    case 'refuseSelfHandled':
      return '不认可，这件转为待受理。';
    case 'reject':
      return '不予受理后这件结束，督查可以重新受理一次。';
    case 'void':
      return '作废后这件结束，经过保留。';
    case 'reopen':
      return '重新受理只有一次，之后由街道立案。';
    case 'returnToIntake':
      return '退回后由社区再核实、再受理。';
    case 'withdraw':
      return '撤回后可以改派，经过里会记下。';
    case 'returnToAcceptor':
      return '退回后由街道再定是否立案。';
    case 'returnToDispatch':
      return '退回后由派遣员改派。';
    case 'recheck':
      return '退回后重新核查。';
    case 'sendToVerify':
      return '派核实后由网格员到现场看，结果回来再定是否立案。';
    case 'verify':
      return '反馈后由街道立案，不存在的由街道不予受理。';
    case 'recallVerify':
      return '撤回后不用再到现场。';
    case 'merge':
      return '并案后这件结束，经过和照片保留，可以撤销并案。';
    case 'unmerge':
      return '撤销后这件回到并案前的阶段。';
    case 'dispatchJointly':
      return '派遣后各部门分别签收、处置、计时，必办的都办完才去核查。';
    case 'sendPart':
      return '补派后由这个部门签收，另计时。';
    case 'endJoint':
      return '完成后由网格员或社区到现场核查。';
    case 'withdrawAssignment':
      return '撤回后可以另派，他提的申请一并作废。';
    case 'confirmHandled':
      return '确认后由网格员或社区到现场核查。';
    case 'sendBackHandled':
      return '退回后由处置人再办，照片和说明都保留。';
    case 'requestExtension':
      return '同意后时限加一个原时限，最多延两次；超期后不能再申请。';
    case 'requestSuspension':
      return '同意后到期前不计时，到期自动恢复；只能挂一次，最长一年。';
    case 'appeal':
      return '只能申诉一次；同意后不计入统计，超期的事实保留。';
    case 'approve':
      return approvalWords(document);
    case 'decline':
      return declineWords(document);
    case 'supervise':
      return '督办后经办人要回复。';
    case 'answerSupervision':
      return '回复后督查看得到。';
    case 'blowWhistle':
      return '吹哨后叫到的部门看得到这件，要到现场报到。';
    case 'arrive':
      return '报到时间随案记下。';
    case 'endWhistle':
      return '办结后这次哨声结束，可以再吹。';
    case 'escalate':
      return '升级后区里看得到，街道照常办理。';
    case 'forceClose':
      return '强制结案后不再办理，理由和经过保留。';
    case 'visit':
      return '回访结果计入满意率，未解决或不满意的可以二次办理。';
    case 'handleAgain':
    case 'reopenClosed':
      return '这件回到待派遣，从头办一轮，前面的经过都保留。';
    case 'assign':
    case 'claim':
    case 'release':
    case 'cancelRequest':
    case 'resume':
    case 'leaseEnd':
    case 'escalateOverdue':
    case 'dispatchByRule':
    case 'breakRing':
    case 'report':
    case 'selfHandle':
    case 'accept':
    case 'sign':
    case 'startCheck':
    case 'startRework':
    case 'correct':
    case 'note':
      return undefined;
  }
}

/** What stands under the list once the act is written. */
export function doneWords(act: Act, label: string, input: ActInput): string {
  if (act === 'dispatch' && input.department !== undefined)
    return `已派遣给 ${input.department.name}${input.bundled.length === 0 ? '' : `，连同捆绑的 ${String(input.bundled.length)} 件`}`;
  return act === 'note' || act === 'correct' ? `已记下${label}` : `已${label}`;
}

/** How a message names a case: by its number, or by what it is while there is none. */
export const nameOf = ({ number, finding }: CaseDocument): string =>
  number === undefined ? finding.category.name : shortCaseNumber(number);
