import { z } from 'zod';
import { photoRef } from '../../domain/evidence.ts';
import { audienceKey } from '../../domain/base-document.ts';
import type { Role } from '../../domain/roles.ts';

/** What must hold before an act takes effect, beside the state: each is judged in `requirements.ts` and refused in plain words. */
export const REQUIREMENTS = [
  'inScope',
  'ownDepartment',
  'reason',
  'standard',
  'departmentChosen',
  'afterPhoto',
  'beforePhoto',
  'closeCondition',
  'ownCheck',
  'notReopened',
  'reporterOrHolder',
  'free',
  'notClaimed',
  'claimant',
  'verifier',
  'verified',
  'wordsUnlessFound',
  'handlerChosen',
  'unassigned',
  'assigned',
  'ownAssignment',
  'noRequest',
  'extensionsLeft',
  'inTime',
  'suspensionsLeft',
  'withinYear',
  'requestOpen',
  'requestNamed',
  'decider',
  'requester',
  'handledLate',
  'notAppealed',
  'supervisionOpen',
  'noWhistle',
  'whistleOpen',
  'calledHere',
  'notEscalated',
  'otherCase',
  'unhappyVisit',
  'notRehandled',
  'partsChosen',
  'otherPart',
  'partsDone',
  'partTurn',
  'noneSigned',
  'sameHour',
  'bundleFits',
  'byTimer',
] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

export interface ActDefinition {
  /** The word on the button and in the timeline. */
  readonly label: string;
  readonly roles: readonly Role[];
  readonly requires: readonly Requirement[];
  readonly data: z.ZodType;
  /** Legal acts show their consequence before the click and are undone only by another recorded act (UX §6). */
  readonly legal: boolean;
  /** The single key of the act at the desk (UX §6). */
  readonly key?: string;
}

export const reason = z.looseObject({ reasonCode: z.string().max(60).optional(), reason: z.string().max(500) });
export const photos = z.array(photoRef).max(30).optional();
export const text = z.string().max(2000).optional();
export const words = z.looseObject({ text });
export const personName = z.string().min(1).max(30);
export const personChosen = audienceKey.refine((key) => key.startsWith('person:'));
export const departmentChosen = z.looseObject({
  key: audienceKey.refine((key) => key.startsWith('dept:')),
  name: z.string().min(1).max(60),
});

export const intake: readonly Role[] = ['communityClerk', 'streetClerk'];
export const onSite: readonly Role[] = ['gridWorker', 'communityClerk', 'supervisor'];
/** Those who lead a case through the street. */
export const command: readonly Role[] = ['streetClerk', 'dispatcher', 'supervisor'];
export const everyone: readonly Role[] = [
  'gridWorker',
  'communityClerk',
  'streetClerk',
  'dispatcher',
  'department',
  'supervisor',
];
