import { useMemo } from 'react';
import type { JSX } from 'react';
import { OCCUPANCY_ROLE_NAMES } from '../../../shared/domain/person.ts';
import { daysBetween } from '../../../shared/lib/calendar-day.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { ageWords } from '../../lib/age.ts';
import { termWords } from '../../lib/term-words.ts';
import { Chip } from '../../ui/chip.tsx';
import { IconForward } from '../../ui/icons.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { DwellerNumbers } from './dweller-numbers.tsx';
import type { Dweller } from './dwellers.ts';

export interface DwellerLineProps {
  readonly dweller: Dweller;
  readonly today: string;
  /** Of those who are away: where they live instead of their numbers. */
  readonly isAway?: boolean;
  readonly onOpen: (person: string) => void;
}

/** 男 · 84 岁 · 户主, and how he lives here where it is not simply his home. */
function useAbout({ person, stay }: Dweller, today: string): string {
  const terms = termWords(useLive(useWorkstation().catalogs.terms) ?? []);
  const role = stay === undefined || stay.role === 'own' ? '' : OCCUPANCY_ROLE_NAMES[stay.role];
  const counted = stay === undefined || stay.counted || stay.role === 'registeredOnly' ? '' : '计入别处';
  const own =
    person === null || person === undefined
      ? []
      : [
          terms('sex', person.sex),
          person.birth === undefined ? '' : ageWords(person.birth, today),
          terms('relation', person.relation),
        ];
  return [...own, role, counted].filter((part) => part !== '').join(' · ');
}

/** One person in the drawer of a room. */
export function DwellerLine({ dweller, today, isAway = false, onOpen }: DwellerLineProps): JSX.Element {
  const { id, name, person } = dweller;
  const { catalogs, stock } = useWorkstation();
  const row = useLive(useMemo(() => stock.row('person', id), [stock, id]));
  const tags = useLive(catalogs.tags) ?? [];
  const about = useAbout(dweller, today);
  if (person === undefined) return <li className="building-dweller ui-tone-paused">{name}</li>;
  if (person === null)
    return (
      <li className="building-dweller">
        <span>
          <b>{name}</b> {about}
        </span>
        <span className="building-quiet">档案在别的网格，不在你的范围内</span>
      </li>
    );
  const dueOn = row?.dueOn ?? '';
  const isOver = dueOn !== '' && dueOn < today;
  const own = person.tags ?? [];
  return (
    <li className="building-dweller">
      <button
        type="button"
        className="building-dweller-open"
        onClick={() => {
          onOpen(id);
        }}
      >
        <span className="ui-cut">
          <b>{name}</b> {about}
          {isAway && row != null && row.address !== '' && ` · 现住 ${row.address}`}
        </span>
        <IconForward />
      </button>
      {!isAway && (own.length > 0 || isOver) && (
        <span className="building-tags">
          {own.map(({ code, until }) => {
            const label = tags.find((entry) => entry.code === code)?.label ?? code;
            return until !== undefined && until < today ? (
              <StateMark key={code} kind="timeOver" words={`${label} 已过期`} look="chip" />
            ) : (
              <Chip key={code} tone="primary">
                {label}
              </Chip>
            );
          })}
          {isOver && <StateMark kind="timeOver" words={`走访超 ${String(daysBetween(dueOn, today))} 天`} look="chip" />}
        </span>
      )}
      {!isAway && <DwellerNumbers person={person} />}
    </li>
  );
}
