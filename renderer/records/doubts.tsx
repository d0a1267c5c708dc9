import type { JSX } from 'react';
import type { ObjectionDocument } from '../../shared/domain/objection.ts';
import { StateMark } from '../ui/state-mark.tsx';
import './records.css';

const isAbout = (objection: ObjectionDocument, field: string): boolean =>
  objection.state === 'open' && (objection.field === field || objection.field.startsWith(`${field}.`));

export interface DoubtsProps {
  /** Of the record; those about this field are shown. */
  readonly objections: readonly ObjectionDocument[];
  readonly field: string;
  /** What it is about, where that does not stand right above. */
  readonly name?: string | undefined;
  readonly onAnswer?: ((objection: ObjectionDocument) => void) | undefined;
}

/** 有异议 under a value that stays visible, and the keeper's way to answer. */
export function Doubts({ objections, field, name, onAnswer }: DoubtsProps): JSX.Element {
  return (
    <>
      {objections
        .filter((objection) => isAbout(objection, field))
        .map((objection) => (
          <div key={objection._id} className="records-field-source">
            <StateMark kind="disputed" words={`${name ?? ''}有异议：${objection.why}`} />
            {onAnswer !== undefined && (
              <>
                {' '}
                <button
                  type="button"
                  className="ui-link"
                  onClick={() => {
                    onAnswer(objection);
                  }}
                >
                  答复
                </button>
              </>
            )}
          </div>
        ))}
    </>
  );
}
