import { z } from 'zod';

/** One part of 综合得分: an indicator and how much it weighs. A word that this version does not know weighs nothing. */
const scorePartEntry = z.looseObject({
  indicator: z.string().min(1).max(40),
  weight: z.number().positive().max(100),
  /** Of which less is better, e.g. 返工率. */
  fewerIsBetter: z.boolean().optional(),
  /** Counts for areas only, or for departments only; left out: for both. */
  subject: z.enum(['area', 'department']).optional(),
});

/** 统计口径: what a place counts as what. What is left out is as usual (`shared/cases/counting-rules.ts`). */
export const countingRuleFields = {
  entries: z.array(scorePartEntry).max(30),
  /** 反复问题: the same class again, so near and so lately. */
  recurring: z
    .looseObject({ metres: z.int().min(1).max(300), days: z.int().min(1).max(365) })
    .partial()
    .optional(),
} as const;
