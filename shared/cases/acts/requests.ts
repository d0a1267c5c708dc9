import { z } from 'zod';
import { photos, reason, text, words, type ActDefinition } from './act-parts.ts';

/** Which request is meant: the entry it was made by. Absent: the one that is there, or the first that its author may decide on. */
const request = z.string().max(60).optional();

/** What a department asks for and others decide: more time, a pause, an exemption (DOMAIN §3.3, rules 6–9). One at a time; in a joint handling each department asks for its own part. */
export const REQUEST_ACTS = {
  requestExtension: {
    label: '申请延期',
    roles: ['department'],
    requires: ['ownDepartment', 'partTurn', 'ownAssignment', 'noRequest', 'extensionsLeft', 'inTime', 'reason'],
    legal: true,
    data: reason,
  },
  requestSuspension: {
    label: '申请挂账',
    roles: ['department'],
    requires: ['ownDepartment', 'partTurn', 'ownAssignment', 'noRequest', 'suspensionsLeft', 'withinYear', 'reason'],
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
    requires: ['requestOpen', 'requestNamed', 'decider'],
    legal: true,
    key: 'Y',
    data: z.looseObject({ ...words.shape, request }),
  },
  decline: {
    label: '不同意申请',
    roles: ['department', 'dispatcher', 'streetClerk'],
    requires: ['requestOpen', 'requestNamed', 'decider', 'reason'],
    legal: true,
    data: z.looseObject({ ...reason.shape, request }),
  },
  cancelRequest: {
    label: '撤回申请',
    roles: ['department'],
    requires: ['requestOpen', 'requestNamed', 'requester'],
    legal: false,
    data: z.looseObject({ text, request }),
  },
  resume: {
    label: '挂账到期，恢复处置',
    roles: ['systemAdmin'],
    requires: ['byTimer'],
    legal: false,
    /** `part`: the department whose part it is, in a joint handling. */
    data: z.looseObject({ part: z.string().optional() }),
  },
} as const satisfies Readonly<Record<string, ActDefinition>>;
