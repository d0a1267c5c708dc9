import type { JSX, ReactNode } from 'react';
import type { ObjectionDocument } from '../../../shared/domain/objection.ts';
import { PERSON_CLASS_NAMES, type PersonDocument } from '../../../shared/domain/person.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { ageWords } from '../../lib/age.ts';
import { termWords } from '../../lib/term-words.ts';
import { Doubts } from '../../records/doubts.tsx';
import { Chip } from '../../ui/chip.tsx';
import { IconPerson } from '../../ui/icons.tsx';
import { cardFacts } from './person-facts.ts';

export interface PersonCardProps {
  readonly person: PersonDocument;
  readonly today: string;
  /** Open ones of the person. */
  readonly objections: readonly ObjectionDocument[];
  readonly onAnswer: ((objection: ObjectionDocument) => void) | undefined;
  /** The covered numbers and the way to see them. */
  readonly children: ReactNode;
}

function standingWords(person: PersonDocument): string | undefined {
  if (person.state === 'void') return '档案已作废';
  if (person.life === 'dead') return person.diedOn === undefined ? '已故' : `${person.diedOn} 去世`;
  if (person.leftOn !== undefined)
    return `${person.leftOn} 迁出${person.leftTo === undefined ? '' : `，去 ${person.leftTo}`}`;
  return undefined;
}

/** Who this is, at one glance. */
export function PersonCard({ person, today, objections, onAnswer, children }: PersonCardProps): JSX.Element {
  const terms = termWords(useLive(useWorkstation().catalogs.terms) ?? []);
  const standing = standingWords(person);
  const first = [
    terms('sex', person.sex),
    person.birth === undefined || person.life === 'dead' ? '' : ageWords(person.birth, today),
    person.class === 'overseas'
      ? terms('nationality', person.overseas?.nationality)
      : terms('ethnicity', person.ethnicity),
  ];
  const relation = terms('relation', person.relation);
  return (
    <section className="ui-panel person-card" aria-label="本人">
      <div className="person-card-top">
        <div className="person-photo" role="img" aria-label="没有照片">
          <IconPerson size={32} />
        </div>
        <div>
          <h2>{person.name}</h2>
          <p>{first.filter((part) => part !== '').join(' · ')}</p>
          <p>
            {PERSON_CLASS_NAMES[person.class]}
            {relation !== '' && ` · ${relation}`}
          </p>
        </div>
      </div>
      {standing !== undefined && (
        <p className="person-standing">
          <Chip tone="paused">{standing}</Chip>
        </p>
      )}
      {children}
      {cardFacts(person).map(({ path, label }) => (
        <Doubts key={path} objections={objections} field={path} name={label} onAnswer={onAnswer} />
      ))}
    </section>
  );
}
