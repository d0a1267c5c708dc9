import { z } from 'zod';
import { findingSchema } from '../../domain/case.ts';
import { everyone, intake, photos, reason, text, type ActDefinition } from './act-parts.ts';

export const SOLVED = ['yes', 'no', 'unknown'] as const;
export const SATISFIED = ['yes', 'fair', 'no', 'unknown'] as const;

/** The end of a case, what comes after it, and what may be written at any time. */
export const CLOSING_ACTS = {
  close: {
    label: '结案',
    roles: ['streetClerk', 'supervisor'],
    requires: ['inScope', 'closeCondition'],
    legal: true,
    key: 'E',
    data: z.looseObject({ closeCondition: z.string().max(500), text }),
  },
  recheck: {
    label: '退回核查',
    roles: ['streetClerk', 'supervisor'],
    requires: ['inScope', 'reason'],
    legal: true,
    key: 'R',
    data: reason,
  },
  forceClose: {
    label: '强制结案',
    roles: ['supervisor'],
    requires: ['inScope', 'reason'],
    legal: true,
    /** `informed`: closed with an answer to whoever asked, though it cannot be done (告知性结案). */
    data: z.looseObject({ ...reason.shape, informed: z.boolean().optional() }),
  },
  visit: {
    label: '回访',
    roles: intake,
    requires: ['inScope'],
    legal: true,
    key: 'V',
    data: z.looseObject({ reached: z.boolean(), solved: z.enum(SOLVED), satisfied: z.enum(SATISFIED), text }),
  },
  handleAgain: {
    label: '二次办理',
    roles: ['streetClerk', 'supervisor'],
    requires: ['inScope', 'unhappyVisit', 'reason'],
    legal: true,
    data: reason,
  },
  reopenClosed: {
    label: '重新办理',
    roles: ['supervisor'],
    requires: ['inScope', 'notRehandled', 'reason'],
    legal: true,
    data: reason,
  },
  correct: {
    label: '更正',
    roles: ['gridWorker', ...intake, 'supervisor'],
    requires: ['reporterOrHolder'],
    legal: false,
    data: z.looseObject({ finding: findingSchema, reason: z.string().max(500).optional() }),
  },
  note: {
    label: '备注',
    roles: everyone,
    requires: [],
    legal: false,
    key: 'B',
    data: z.looseObject({ text: z.string().max(2000), photos }),
  },
} as const satisfies Readonly<Record<string, ActDefinition>>;
