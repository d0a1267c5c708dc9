import type { ChangeSet, Edit } from './change-set.ts';

const takenBack = ({ before, after }: Edit): Edit =>
  before === null ? { before: after, after: { ...after, state: 'void' } } : { before: after, after: before };

/** The undo of an act: everything it touched as it was; what it made becomes void, since nothing is ever deleted. */
export const invert = (changes: ChangeSet): ChangeSet => ({
  ...changes,
  act: 'undo',
  title: `撤回 ${changes.title}`,
  edits: changes.edits.toReversed().map(takenBack),
  consequences: [],
});
