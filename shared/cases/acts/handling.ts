import { z } from 'zod';
import { documentId } from '../../domain/base-document.ts';
import { standardRow } from '../../domain/catalog.ts';
import { onSite, personChosen, personName, photos, reason, text, words, type ActDefinition } from './act-parts.ts';

/** 捆绑: like cases that were dispatched in one go and are timed by one row, each in its own log. */
const bundleSchema = z.looseObject({
  id: z.string().min(1).max(60),
  cases: z.array(documentId('case')).min(2).max(20),
  /** The row of one of them: its limit is that of all. */
  standard: standardRow,
});
export type BundleChosen = Readonly<z.infer<typeof bundleSchema>>;

/** From the dispatch to the check on the spot (DOMAIN §3.2, rules 3, 5, 10). */
export const HANDLING_ACTS = {
  dispatch: {
    label: '派遣',
    roles: ['dispatcher'],
    requires: ['inScope', 'departmentChosen', 'free', 'bundleFits'],
    legal: true,
    key: 'D',
    data: z.looseObject({ department: z.string(), departmentName: z.string(), bundle: bundleSchema.optional(), text }),
  },
  dispatchByRule: {
    label: '自动派遣',
    roles: ['systemAdmin'],
    requires: ['byTimer', 'departmentChosen'],
    legal: false,
    data: z.looseObject({
      department: z.string(),
      departmentName: z.string(),
      /** The rule in words, and the version of the table it stands in. */
      rule: z.string(),
      version: z.int(),
    }),
  },
  withdraw: {
    label: '撤回派遣',
    roles: ['dispatcher'],
    requires: ['inScope', 'reason', 'noneSigned'],
    legal: true,
    key: 'U',
    data: reason,
  },
  returnToAcceptor: {
    label: '退回受理',
    roles: ['dispatcher'],
    requires: ['inScope', 'reason', 'free'],
    legal: true,
    key: 'R',
    data: reason,
  },
  sign: {
    label: '签收',
    roles: ['department'],
    requires: ['ownDepartment', 'partTurn'],
    legal: false,
    key: 'S',
    data: z.looseObject({ text }),
  },
  assign: {
    label: '指派',
    roles: ['department'],
    requires: ['ownDepartment', 'unassigned', 'handlerChosen'],
    legal: false,
    key: 'D',
    data: z.looseObject({ handler: personChosen, handlerName: personName, text }),
  },
  withdrawAssignment: {
    label: '撤回指派',
    roles: ['department'],
    requires: ['ownDepartment', 'assigned', 'reason'],
    legal: true,
    key: 'U',
    data: reason,
  },
  returnToDispatch: {
    label: '退回派遣',
    roles: ['department'],
    requires: ['ownDepartment', 'reason', 'unassigned', 'partTurn'],
    legal: true,
    key: 'R',
    data: reason,
  },
  finish: {
    label: '处置完成',
    roles: ['department'],
    requires: ['ownDepartment', 'afterPhoto', 'ownAssignment', 'partTurn'],
    legal: true,
    key: 'F',
    data: z.looseObject({ text, photos }),
  },
  confirmHandled: {
    label: '部门确认',
    roles: ['department'],
    requires: ['ownDepartment'],
    legal: true,
    key: 'E',
    data: words,
  },
  sendBackHandled: {
    label: '退回处置',
    roles: ['department'],
    requires: ['ownDepartment', 'reason'],
    legal: true,
    key: 'R',
    data: reason,
  },
  startCheck: {
    label: '开始核查',
    roles: onSite,
    requires: ['inScope'],
    legal: false,
    key: 'S',
    data: z.looseObject({ text }),
  },
  passCheck: {
    label: '核查通过',
    roles: onSite,
    requires: ['inScope', 'ownCheck'],
    legal: true,
    key: 'E',
    data: z.looseObject({ text, photos }),
  },
  failCheck: {
    label: '核查不通过',
    roles: onSite,
    requires: ['inScope', 'ownCheck', 'reason'],
    legal: true,
    key: 'R',
    data: z.looseObject({ ...reason.shape, photos }),
  },
  unableToCheck: {
    label: '无法核查',
    roles: onSite,
    requires: ['inScope', 'ownCheck', 'reason'],
    legal: true,
    data: z.looseObject({ ...reason.shape, photos }),
  },
  startRework: {
    label: '开始返工',
    roles: ['department'],
    requires: ['ownDepartment'],
    legal: false,
    key: 'S',
    data: z.looseObject({ text }),
  },
} as const satisfies Readonly<Record<string, ActDefinition>>;
