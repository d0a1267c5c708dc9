import { z } from 'zod';
import { command, departmentChosen, photos, reason, text, words, type ActDefinition } from './act-parts.ts';

/** What leaders do to a case without taking it out of its holder's hands: 督办, 吹哨报到, 升级. */
export const COMMAND_ACTS = {
  supervise: {
    label: '督办',
    roles: ['supervisor'],
    requires: ['inScope', 'reason'],
    legal: true,
    data: z.looseObject({ ...reason.shape, replyBy: z.iso.date().optional() }),
  },
  answerSupervision: {
    label: '督办回复',
    roles: ['communityClerk', 'streetClerk', 'dispatcher', 'department'],
    requires: ['supervisionOpen'],
    legal: true,
    data: z.looseObject({ text: z.string().min(1).max(2000), photos }),
  },
  blowWhistle: {
    label: '吹哨',
    roles: command,
    requires: ['inScope', 'noWhistle', 'reason'],
    legal: true,
    data: z.looseObject({ ...reason.shape, departments: z.array(departmentChosen).min(1).max(6) }),
  },
  arrive: {
    label: '报到',
    roles: ['department'],
    requires: ['whistleOpen', 'calledHere'],
    legal: true,
    data: z.looseObject({ text, photos }),
  },
  endWhistle: {
    label: '哨声办结',
    roles: command,
    requires: ['inScope', 'whistleOpen'],
    legal: true,
    data: z.looseObject({ text: z.string().min(1).max(2000), photos }),
  },
  escalate: {
    label: '升级到区',
    roles: command,
    requires: ['inScope', 'notEscalated', 'reason'],
    legal: true,
    data: reason,
  },
  leaseEnd: {
    label: '认领到期',
    roles: ['systemAdmin'],
    requires: ['byTimer'],
    legal: false,
    data: words,
  },
  escalateOverdue: {
    label: '超期自动升级',
    roles: ['systemAdmin'],
    requires: ['byTimer'],
    legal: false,
    data: words,
  },
} as const satisfies Readonly<Record<string, ActDefinition>>;
