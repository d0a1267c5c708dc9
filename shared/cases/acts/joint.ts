import { z } from 'zod';
import { timeLimit } from '../../domain/catalog.ts';
import { departmentChosen, photos, reason, text, type ActDefinition } from './act-parts.ts';

/** A department's part in a joint handling: 主办 or 协办, obligatory or not. */
export const partSchema = z.looseObject({
  ...departmentChosen.shape,
  isLead: z.boolean(),
  isRequired: z.boolean(),
  what: z.string().max(200).optional(),
  /** Its own limit; absent: that of the standard. */
  limit: timeLimit.optional(),
});
export type PartChosen = Readonly<z.infer<typeof partSchema>>;

export const MOST_PARTS = 6;

/** 母子工单: parts of one case by department, each signed, handled and timed for itself; the case goes on when all obligatory ones are done. */
export const JOINT_ACTS = {
  dispatchJointly: {
    label: '联合派遣',
    roles: ['dispatcher'],
    requires: ['inScope', 'free', 'partsChosen'],
    legal: true,
    data: z.looseObject({
      parts: z.array(partSchema).min(2).max(MOST_PARTS),
      /** What the template is called that they were taken from. */
      templateName: z.string().max(40).optional(),
      text,
    }),
  },
  sendPart: {
    label: '补派',
    roles: ['dispatcher'],
    requires: ['inScope', 'otherPart'],
    legal: true,
    data: z.looseObject({ ...reason.partial().shape, part: partSchema, text }),
  },
  endJoint: {
    label: '联合处置完成',
    roles: ['dispatcher'],
    requires: ['inScope', 'partsDone'],
    legal: true,
    data: z.looseObject({ text, photos }),
  },
} as const satisfies Readonly<Record<string, ActDefinition>>;
