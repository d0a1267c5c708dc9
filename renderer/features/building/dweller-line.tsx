import type { JSX } from 'react';
import { OCCUPANCY_ROLE_NAMES } from '../../../shared/domain/person.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { maskedName } from '../../lib/masked-name.ts';
import { termWords } from '../../lib/term-words.ts';
import { ageWords } from '../../lib/age.ts';
import { Chip } from '../../ui/chip.tsx';
import { IconForward } from '../../ui/icons.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import type { Dweller } from './dwellers.ts';

export interface DwellerLineProps {
  readonly dweller: Dweller;
  readonly today: string;
  readonly onOpen: (person: string) => void;
}

/** 男 · 84 岁 · 户主, and how he lives here where it is not simply his home. */
function useAbout({ person, stay }: Dweller, today: string): string {
  const terms = termWords(useLive(useWorkstation().catalogs.terms) ?? []);
  const role = stay.role === 'own' ? '' : OCCUPANCY_ROLE_NAMES[stay.role];
  const counted = stay.counted || stay.role === 'registeredOnly' ? '' : '计入别处';
  if (person === null || person === undefined) return [role, counted].filter(Boolean).join(' · ');
  return [
    terms('sex', person.sex),
    person.birth === undefined ? '' : ageWords(person.birth, today),
    terms('relation', person.relation),
    role,
    counted,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** One person in the drawer of a room. Tags and numbers only for those who live here. */
export function DwellerLine({ dweller, today, onOpen }: DwellerLineProps): JSX.Element {
  const { person, stay } = dweller;
  const { catalogs } = useWorkstation();
  const tags = useLive(catalogs.tags) ?? [];
  const about = useAbout(dweller, today);
  if (person === undefined) return <li className="building-dweller ui-tone-paused">{stay.personName}</li>;
  if (person === null)
    return (
      <li className="building-dweller">
        <span>
          <b>{maskedName(stay.personName)}</b> {about}
        </span>
        <span className="building-quiet">档案在别的网格，不在你的范围内</span>
      </li>
    );
  return (
    <li className="building-dweller">
      <button
        type="button"
        className="building-dweller-open"
        onClick={() => {
          onOpen(person._id);
        }}
      >
        <span className="ui-cut">
          <b>{person.name}</b> {about}
        </span>
        <IconForward />
      </button>
      {(person.tags ?? []).length > 0 && (
        <span className="building-tags">
          {(person.tags ?? []).map(({ code, until }) => {
            const label = tags.find((entry) => entry.code === code)?.label ?? code;
            return until !== undefined && until < today ? (
              <StateMark key={code} kind="timeOver" words={`${label} 已过期`} look="chip" />
            ) : (
              <Chip key={code} tone="primary">
                {label}
              </Chip>
            );
          })}
        </span>
      )}
    </li>
  );
}
