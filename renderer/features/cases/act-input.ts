import type { Act } from '../../../shared/cases/acts.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { DepartmentEntry, StandardRow } from '../../../shared/domain/catalog.ts';
import type { PhotoKind } from '../../../shared/domain/evidence.ts';

/** What an act asks of the person, and where it is asked: in the bar, or in a dialog when a reason must be given. */
export type Asked =
  'nothing' | 'department' | 'standard' | 'closeCondition' | 'photos' | 'reason' | 'correction' | 'note';

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
  correct: 'correction',
  note: 'note',
};

/** Everything else is a return or an ending and must give its reason. */
export const askedBy = (act: Act): Asked => ASKED[act] ?? 'reason';

/** Acts asked for in the bar: the first press shows what is needed, the second does it. */
export const isAskedInBar = (act: Act): boolean =>
  ['department', 'standard', 'closeCondition', 'photos'].includes(askedBy(act));

/** The kind of photo an act brings along, and whether it cannot do without. */
export const PHOTO_OF: Readonly<Partial<Record<Act, { readonly kind: PhotoKind; readonly required: boolean }>>> = {
  finish: { kind: 'after', required: true },
  passCheck: { kind: 'after', required: false },
  failCheck: { kind: 'after', required: false },
};

/** What is filled in so far. */
export interface ActInput {
  readonly department: DepartmentEntry | undefined;
  readonly standard: StandardRow | undefined;
  readonly conditionMet: boolean;
  readonly photoCount: number;
  readonly text: string;
}

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

/** The data of the entry, as the acts table has it. */
export function dataFor(act: Act, input: ActInput, document: CaseDocument): Readonly<Record<string, unknown>> {
  const text = input.text.trim() === '' ? {} : { text: input.text.trim() };
  switch (askedBy(act)) {
    case 'department':
      return { department: input.department?.key, departmentName: input.department?.name, ...text };
    case 'standard':
      return { standard: input.standard, ...text };
    case 'closeCondition':
      return { closeCondition: closeConditionOf(document), ...text };
    default:
      return text;
  }
}

/** What follows from a legal act, said before the click (UX §6). */
export function consequenceOf(act: Act, input: ActInput): string | undefined {
  switch (act) {
    case 'open':
      return '立案后由派遣员派遣，标准和时限随案记下。';
    case 'dispatch':
      return input.department === undefined
        ? '派遣后由部门签收。'
        : `派遣后由${input.department.name}签收，签收前可以撤回。`;
    case 'finish':
      return '报完成后由网格员或社区到现场核查。';
    case 'passCheck':
      return '核查通过后由街道结案。';
    case 'failCheck':
      return '核查不通过，部门要返工。';
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
  if (act === 'dispatch' && input.department !== undefined) return `已派遣给 ${input.department.name}`;
  return act === 'note' || act === 'correct' ? `已记下${label}` : `已${label}`;
}
