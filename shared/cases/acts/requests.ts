import { z } from 'zod';
import { photos, reason, text, words, type ActDefinition } from './act-parts.ts';

/** What a department asks for and others decide: more time, a pause, an exemption (DOMAIN §3.3, rules 6–9). One at a time. */
export const REQUEST_ACTS = {
  requestExtension: {
    label: '申请延期',
    roles: ['department'],
    requires: ['ownDepartment', 'ownAssignment', 'noRequest', 'extensionsLeft', 'inTime', 'reason'],
    legal: true,
    data: reason,
  },
  requestSuspension: {
    label: '申请挂账',
    roles: ['department'],
    requires: ['ownDepartment', 'ownAssignment', 'noRequest', 'suspensionsLeft', 'withinYear', 'reason'],
    legal: true,
    data: z.looseObject({ ...reason.shape, until: z.iso.date() }),
  },
  appeal: {
    label: '申诉',
    roles: ['department'],
    requires: ['ownDepartment', 'noRequest', 'notAppealed', 'handledLate', 'reason'],
    legal: true,
    data: z.looseObject({ ...reason.shape, photos }),
  },
  approve: {
    label: '同意申请',
    roles: ['department', 'dispatcher', 'streetClerk'],
    requires: ['requestOpen', 'decider'],
    legal: true,
    key: 'Y',
    data: words,
  },
  decline: {
    label: '不同意申请',
    roles: ['department', 'dispatcher', 'streetClerk'],
    requires: ['requestOpen', 'decider', 'reason'],
    legal: true,
    data: reason,
  },
  cancelRequest: {
    label: '撤回申请',
    roles: ['department'],
    requires: ['requestOpen', 'requester'],
    legal: false,
    data: z.looseObject({ text }),
  },
  resume: {
    label: '挂账到期，恢复处置',
    roles: ['systemAdmin'],
    requires: ['byTimer'],
    legal: false,
    data: z.looseObject({}),
  },
} as const satisfies Readonly<Record<string, ActDefinition>>;
