import type { JSX } from 'react';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { ObjectionDocument } from '../../../shared/domain/objection.ts';
import { FieldValue } from '../../records/field-value.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { Fact } from './person-facts.ts';

/** What may be done at a value. An act is offered where its handler is. */
export interface FactActs {
  readonly onHistory?: ((fact: Fact) => void) | undefined;
  readonly onObject?: ((fact: Fact) => void) | undefined;
  readonly onConfirm?: ((fact: Fact) => void) | undefined;
  readonly onAnswer?: ((objection: ObjectionDocument) => void) | undefined;
}
export interface FactsPanelProps extends FactActs {
  readonly title: string;
  readonly note?: string | undefined;
  readonly aside?: string | undefined;
  readonly facts: readonly Fact[];
  readonly recordOf: (fact: Fact) => AnyRecord;
  readonly objections: readonly ObjectionDocument[];
}

/** Values with their source and verification day under each; what is doubted says so under the value. */
export function FactsPanel(props: FactsPanelProps): JSX.Element {
  const { title, note, aside, facts, recordOf, objections, onHistory, onObject, onConfirm, onAnswer } = props;
  const withFact = (handler: ((fact: Fact) => void) | undefined, fact: Fact): (() => void) | undefined =>
    handler === undefined || fact.isReckoned === true
      ? undefined
      : () => {
          handler(fact);
        };
  return (
    <Panel title={title} note={note} acts={aside !== undefined && <span className="person-quiet">{aside}</span>}>
      {facts.length === 0 ? (
        <p className="person-quiet person-padded">还没有登记。</p>
      ) : (
        <div className="person-facts">
          {facts.map((fact) => (
            <FieldValue
              key={fact.label}
              record={recordOf(fact)}
              field={fact.path}
              label={fact.label}
              words={fact.words}
              objections={fact.record === 'person' && fact.isReckoned !== true ? objections : []}
              wide={fact.isWide}
              onHistory={withFact(onHistory, fact)}
              onObject={fact.record === 'person' ? withFact(onObject, fact) : undefined}
              onConfirm={fact.record === 'person' ? withFact(onConfirm, fact) : undefined}
              onAnswer={onAnswer}
            />
          ))}
        </div>
      )}
    </Panel>
  );
}
