import { z } from 'zod';
import { roleSchema } from './roles.ts';

/**
 * What a place decides of one act. Acts, states and requirements are named by their word in `shared/cases`; a word that this version does not know counts for
 * nothing. What keeps a case in the right hands cannot be taken away: a place may add requirements, and do without photos.
 */
export const caseRuleEntry = z.looseObject({
  act: z.string().min(1).max(40),
  label: z.string().min(1).max(20).optional(),
  roles: z.array(roleSchema).min(1).optional(),
  also: z.array(z.string().max(40)).optional(),
  waived: z.array(z.string().max(40)).optional(),
});

const minutes = z
  .int()
  .min(1)
  .max(7 * 24 * 60);

/** Everything local about the life of a case but its calendar, in one version. What is left out is as the nation has it. */
export const caseRuleFields = {
  entries: z.array(caseRuleEntry),
  states: z.array(z.looseObject({ state: z.string().max(40), label: z.string().min(1).max(20) })).optional(),
  limits: z
    .looseObject({
      extensions: z.int().min(0).max(2),
      suspensions: z.int().min(0).max(1),
      suspensionDays: z.int().min(1).max(365),
      leaseMinutes: minutes,
    })
    .partial()
    .optional(),
  stageMinutes: z.looseObject({ accept: minutes, dispatch: minutes, check: minutes }).partial().optional(),
  thresholds: z
    .looseObject({ warnShare: z.number().gt(0).lt(1), warnWorkHours: z.number().min(0).max(80) })
    .partial()
    .optional(),
  /** Channels whose findings are verified on the spot before they are opened. */
  verifyFirst: z.array(z.string().max(20)).optional(),
  /** Whether an overdue handling goes to the district by itself. */
  escalateOverdue: z.boolean().optional(),
  /** So long a dispatcher has a general case for himself; then it goes by the dispatch rules. Left out: never by itself. */
  autoDispatchMinutes: z
    .int()
    .min(0)
    .max(7 * 24 * 60)
    .optional(),
} as const;
