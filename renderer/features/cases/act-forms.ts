import type { Act } from '../../../shared/cases/acts.ts';
import { VERIFIED_AS, VERIFIED_WORDS } from '../../../shared/cases/acts/intake.ts';
import type { PhotoKind } from '../../../shared/domain/evidence.ts';

/** What an act asks for beside words and photos. `name` is where it stands in the entry. */
export type FormField =
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly label: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
      /** Asked only after this answer to another field; else it is what stands in `otherwise`. */
      readonly after?: { readonly name: string; readonly value: string; readonly otherwise: string };
    }
  | { readonly kind: 'yesNo'; readonly name: string; readonly label: string }
  | { readonly kind: 'day'; readonly name: string; readonly label: string; readonly isRequired: boolean }
  | {
      /** The name of the person goes into `<name>Name`. */
      readonly kind: 'person';
      readonly name: string;
      readonly label: string;
      readonly among: 'department' | 'grids';
      readonly isRequired: boolean;
    }
  /** The departments of a joint handling, the first chosen of them in the lead; the name of a template goes into `templateName`. */
  | { readonly kind: 'parts'; readonly name: string; readonly label: string }
  /** One more department for a joint handling. */
  | { readonly kind: 'part'; readonly name: string; readonly label: string }
  | { readonly kind: 'departments'; readonly name: string; readonly label: string }
  /** The number of the case goes into `<name>Number`. */
  | { readonly kind: 'case'; readonly name: string; readonly label: string };

export type FormValues = Readonly<Record<string, unknown>>;

export interface ActForm {
  readonly fields: readonly FormField[];
  readonly words: {
    readonly field: 'reason' | 'text';
    readonly label: string;
    readonly isRequired: boolean;
    /** Asked before the fields: it is what the act is about. */
    readonly isFirst?: boolean;
  };
  readonly photo?: PhotoKind;
}

const remark = { field: 'text', label: '说明', isRequired: false } as const;
const grounds = { field: 'reason', label: '理由', isRequired: true } as const;
const answer = (label: string): ActForm['words'] => ({ field: 'text', label, isRequired: true });

const YES_NO_UNKNOWN = [
  { value: 'yes', label: '已解决' },
  { value: 'no', label: '未解决' },
  { value: 'unknown', label: '说不清' },
] as const;

/** Who was not reached has said nothing. */
const REACHED = { name: 'reached', value: 'yes', otherwise: 'unknown' } as const;

export const ACT_FORMS: Readonly<Partial<Record<Act, ActForm>>> = {
  sendToVerify: {
    fields: [{ kind: 'person', name: 'worker', label: '派给（就近的在前）', among: 'grids', isRequired: false }],
    words: remark,
  },
  verify: {
    fields: [
      {
        kind: 'choice',
        name: 'result',
        label: '现场情况',
        options: VERIFIED_AS.map((value) => ({ value, label: VERIFIED_WORDS[value] })),
      },
    ],
    words: { field: 'text', label: '现场看到的', isRequired: false },
    photo: 'near',
  },
  merge: { fields: [{ kind: 'case', name: 'into', label: '并到哪一件' }], words: remark },
  dispatchJointly: {
    fields: [{ kind: 'parts', name: 'parts', label: '哪些部门' }],
    words: remark,
  },
  sendPart: { fields: [{ kind: 'part', name: 'part', label: '补派给' }], words: remark },
  endJoint: { fields: [], words: answer('办结情况') },
  assign: {
    fields: [{ kind: 'person', name: 'handler', label: '处置人', among: 'department', isRequired: true }],
    words: remark,
  },
  requestSuspension: {
    fields: [{ kind: 'day', name: 'until', label: '挂账至', isRequired: true }],
    words: grounds,
  },
  appeal: { fields: [], words: grounds, photo: 'near' },
  supervise: {
    fields: [{ kind: 'day', name: 'replyBy', label: '几号前回复', isRequired: false }],
    words: { field: 'reason', label: '督办要求', isRequired: true, isFirst: true },
  },
  answerSupervision: { fields: [], words: answer('回复'), photo: 'near' },
  blowWhistle: {
    fields: [{ kind: 'departments', name: 'departments', label: '请哪些部门到场' }],
    words: { field: 'reason', label: '什么事', isRequired: true },
  },
  arrive: { fields: [], words: remark, photo: 'near' },
  endWhistle: { fields: [], words: answer('怎么办结的'), photo: 'after' },
  forceClose: {
    fields: [{ kind: 'yesNo', name: 'informed', label: '已把情况告知诉求人（告知性结案）' }],
    words: grounds,
  },
  visit: {
    fields: [
      {
        kind: 'choice',
        name: 'reached',
        label: '联系',
        options: [
          { value: 'yes', label: '联系上了' },
          { value: 'no', label: '没有联系上' },
        ],
      },
      { kind: 'choice', name: 'solved', label: '解决', options: YES_NO_UNKNOWN, after: REACHED },
      {
        kind: 'choice',
        name: 'satisfied',
        label: '满意',
        after: REACHED,
        options: [
          { value: 'yes', label: '满意' },
          { value: 'fair', label: '基本满意' },
          { value: 'no', label: '不满意' },
          { value: 'unknown', label: '没有评价' },
        ],
      },
    ],
    words: { field: 'text', label: '对方说的', isRequired: false },
  },
};

/** Whether a field is asked at all, given what else was answered. */
export const isAsked = (field: FormField, values: FormValues): boolean =>
  field.kind !== 'choice' || field.after === undefined || values[field.after.name] === field.after.value;

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
const mustBeFilled = (field: FormField): boolean => {
  switch (field.kind) {
    case 'yesNo':
      return false;
    case 'day':
    case 'person':
      return field.isRequired;
    case 'choice':
    case 'departments':
    case 'parts':
    case 'part':
    case 'case':
      return true;
  }
};

/** What is missing in one field, in words. */
export function missingIn(field: FormField, values: FormValues): string | undefined {
  if (!isAsked(field, values)) return undefined;
  if (field.kind === 'parts')
    return ((values[field.name] ?? []) as readonly unknown[]).length < 2 ? '选两个以上部门才能联合派遣。' : undefined;
  if (!mustBeFilled(field) || !isEmpty(values[field.name])) return undefined;
  const verb = field.kind === 'day' ? '填上' : '选一下';
  return `${verb}“${field.label.replace(/（.*）$/, '')}”才能继续。`;
}

/** Whether words must be written, given what else was answered: nothing found has to be explained. */
export const needsWords = (act: Act, form: ActForm, values: FormValues): boolean =>
  form.words.isRequired || (act === 'verify' && values['result'] !== undefined && values['result'] !== 'exists');

/** The fields as the entry has them. */
export function formData(form: ActForm, values: FormValues): FormValues {
  const data: Record<string, unknown> = {};
  for (const field of form.fields) {
    const { name, kind } = field;
    const value = isAsked(field, values) ? values[name] : field.kind === 'choice' ? field.after?.otherwise : undefined;
    if (isEmpty(value)) continue;
    data[name] = name === 'reached' ? value === 'yes' : value;
    const beside = { person: `${name}Name`, case: `${name}Number`, parts: 'templateName' }[kind as string];
    if (beside !== undefined && !isEmpty(values[beside])) data[beside] = values[beside];
  }
  return data;
}
