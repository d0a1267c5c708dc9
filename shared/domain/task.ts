import { z } from 'zod';
import { baseFields, documentId, isoTime } from './base-document.ts';
import { actorSchema } from './case.ts';
import { fieldChange } from './change.ts';
import { recordState } from './record-parts.ts';

export const TASK_KINDS = ['visit', 'inspection', 'canvass'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];
export const TASK_KIND_NAMES: Readonly<Record<TaskKind, string>> = {
  visit: '走访',
  inspection: '检查',
  canvass: '摸排',
};

/** A task: what is to be found out or done, at whom, until when. Its targets are documents of their own, each in its own grid. */
export const taskSchema = z.looseObject({
  _id: documentId('task'),
  type: z.literal('task'),
  ...baseFields,
  kind: z.enum(TASK_KINDS),
  title: z.string().min(1).max(80),
  what: z.string().max(1000).optional(),
  startsOn: z.iso.date(),
  dueOn: z.iso.date(),
  /** The condition the targets were drawn by, in words, and how many they were. */
  drawnBy: z.string().max(400),
  targetCount: z.int().min(0),
  madeBy: actorSchema,
  /** What is asked at each target besides the outcome. */
  questions: z
    .array(
      z.looseObject({
        key: z.string().max(40),
        label: z.string().max(60),
        kind: z.enum(['text', 'yesNo', 'number', 'choice']),
        choices: z.array(z.string()).optional(),
      }),
    )
    .max(20)
    .optional(),
  state: z.enum(['open', 'done', 'void']),
});
export type TaskDocument = Readonly<z.infer<typeof taskSchema>>;

/** DOMAIN §3.8 for people; the last three for places. */
export const OUTCOMES = [
  'met',
  'notMet',
  'movedAway',
  'vacant',
  'declined',
  'wrongNumber',
  'normal',
  'problem',
  'rectified',
] as const;
export type TargetOutcome = (typeof OUTCOMES)[number];
export const OUTCOME_NAMES: Readonly<Record<TargetOutcome, string>> = {
  met: '已见面',
  notMet: '未遇',
  movedAway: '搬离',
  vacant: '空户',
  declined: '拒绝',
  wrongNumber: '错号',
  normal: '正常',
  problem: '有问题',
  rectified: '当场整改',
};

export const proposal = z.looseObject({
  id: z.string().min(1).max(40),
  ...fieldChange.shape,
  fieldName: z.string().max(40),
  state: z.enum(['proposed', 'accepted', 'declined']),
  answeredBy: z.string().max(40).optional(),
  answeredAt: isoTime.optional(),
});
export type Proposal = Readonly<z.infer<typeof proposal>>;

/** One person, room, enterprise or component of a task, with what came out. Scope: the subject's. */
export const targetSchema = z.looseObject({
  _id: documentId('target'),
  type: z.literal('target'),
  ...baseFields,
  task: documentId('task'),
  taskKind: z.enum(TASK_KINDS),
  taskTitle: z.string().max(80),
  dueOn: z.iso.date(),
  subject: z.string().min(3).max(80),
  subjectName: z.string().min(1).max(80),
  room: documentId('room').optional(),
  /** Open until there is an outcome; `notMet` leaves it open. */
  isOpen: z.boolean(),
  results: z
    .array(
      z.looseObject({
        id: z.string().min(1).max(40),
        outcome: z.enum(OUTCOMES),
        at: isoTime,
        by: actorSchema,
        words: z.string().max(1000).optional(),
        answers: z.record(z.string(), z.unknown()).optional(),
        proposals: z.array(proposal).max(30).optional(),
      }),
    )
    .max(60),
  /** The case that was reported from it. */
  case: z.string().max(80).optional(),
  state: recordState.optional(),
});
export type TargetDocument = Readonly<z.infer<typeof targetSchema>>;
