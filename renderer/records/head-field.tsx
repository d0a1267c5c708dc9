import type { JSX } from 'react';
import type { Successors } from '../../shared/actions/household-parts.ts';
import { isLivingHere } from '../../shared/actions/household-parts.ts';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import type { HouseholdDocument, PersonDocument } from '../../shared/domain/person.ts';
import { Select } from '../ui/select.tsx';

const peopleOf = (documents: readonly AnyRecord[]): readonly PersonDocument[] =>
  documents.filter((one) => one.type === 'person') as unknown as readonly PersonDocument[];

export const livingMembers = (documents: readonly AnyRecord[], household: string): readonly PersonDocument[] =>
  peopleOf(documents).filter((one) => one.household === household && isLivingHere(one));

export interface HeadFieldsProps {
  readonly documents: readonly AnyRecord[];
  /** Who goes. */
  readonly leaving: readonly string[];
  /** A household that they do not leave: they join it. */
  readonly except?: string | undefined;
  readonly value: Successors;
  readonly onChange: (value: Successors) => void;
}

/** Who becomes head where the head goes and several stay: asked only then. */
export function HeadFields({ documents, leaving, except, value, onChange }: HeadFieldsProps): JSX.Element | null {
  const asked = (
    documents.filter(
      (one) => one.type === 'household' && one['state'] !== 'void',
    ) as unknown as readonly HouseholdDocument[]
  )
    .map((household) => {
      const members = livingMembers(documents, household._id);
      return {
        household,
        goes: members.some((one) => leaving.includes(one._id)),
        remaining: members.filter((one) => !leaving.includes(one._id)),
      };
    })
    .filter(
      ({ household, goes, remaining }) =>
        goes &&
        household._id !== except &&
        remaining.length > 1 &&
        !remaining.some((one) => one._id === household.head),
    );
  if (asked.length === 0) return null;
  return (
    <>
      {asked.map(({ household, remaining }) => (
        <Select
          key={household._id}
          label="原户的新户主"
          required
          value={value[household._id] ?? ''}
          placeholder="户主走了，选一人"
          options={remaining.map((one) => ({ value: one._id, label: one.name }))}
          onChange={(head) => {
            onChange({ ...value, [household._id]: head });
          }}
        />
      ))}
    </>
  );
}
