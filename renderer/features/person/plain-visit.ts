import type { ActionContext, ActionResult, AnyRecord } from '../../../shared/actions/change-set.ts';
import { addResult } from '../../../shared/actions/results.ts';
import { makeTask } from '../../../shared/actions/make-task.ts';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import type { TargetDocument, TargetOutcome } from '../../../shared/domain/task.ts';

export interface VisitInput {
  readonly outcome: TargetOutcome;
  readonly words: string;
}

/** Results that people give (DOMAIN §3.8), in the order of the buttons. */
export const VISIT_OUTCOMES = ['met', 'notMet', 'movedAway', 'declined', 'wrongNumber'] as const;

/** The visit that is due first: a plain visit counts as it, so that nobody is asked twice. */
export function openVisit(targets: readonly TargetDocument[]): TargetDocument | undefined {
  return targets
    .filter(({ isOpen, taskKind }) => isOpen && taskKind !== 'inspection')
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0];
}

/** 登记走访 at a visit that was asked for. */
export const visitOfTarget = (
  target: TargetDocument,
  person: PersonDocument,
  input: VisitInput,
  context: ActionContext,
): ActionResult => addResult([asRecord(target), asRecord(person)], { target: target._id, ...input }, context);

/** A visit nobody asked for: a task of one target with its result at once, all one act. */
export function plainVisit(person: PersonDocument, input: VisitInput, context: ActionContext): ActionResult {
  const made = makeTask(
    {
      kind: 'visit',
      title: `走访 ${person.name}`,
      startsOn: context.today,
      dueOn: context.today,
      drawnBy: '在居民档案里登记的走访',
      scope: person.scope,
      subjects: [
        {
          id: person._id,
          name: person.name,
          scope: person.scope,
          ...(person.homeRoom === undefined ? {} : { room: person.homeRoom }),
        },
      ],
    },
    context,
  );
  if (!made.ok) return made;
  const target = made.value.edits.find(({ after }) => after.type === 'target')?.after;
  if (target === undefined) throw new Error('plainVisit: assumed that a task of one subject has one target');
  const result = addResult([target, asRecord(person)], { target: target._id, ...input }, context);
  if (!result.ok) return result;
  const [others, own] = [made.value.edits, result.value.edits];
  return {
    ok: true,
    value: {
      ...result.value,
      // The target is new: it goes out with its result, as one record.
      edits: [
        ...others.filter(({ after }) => after._id !== target._id),
        ...own.map((edit) => (edit.after._id === target._id ? { before: null, after: edit.after } : edit)),
      ],
    },
  };
}

/** Documents are records of the history; their types only say more. */
const asRecord = (document: TargetDocument | PersonDocument): AnyRecord => document;
