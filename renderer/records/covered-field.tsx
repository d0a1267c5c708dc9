import { useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { maskId, maskPhone } from '../../shared/domain/identifiers/mask.ts';
import { Button } from '../ui/button.tsx';

export interface CoveredFieldProps {
  readonly label: string;
  readonly kind: 'idNumber' | 'phone';
  /** Whether `value` is what is on record, and so stays covered until it is typed anew. */
  readonly isRecorded: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The open field. */
  readonly children: ReactNode;
}

/** Editing a record is no reason to see a number: it stays covered until it is typed anew, and what is not typed anew stays as it is. */
export function CoveredField({ label, kind, isRecorded, value, onChange, children }: CoveredFieldProps): JSX.Element {
  /** What stood here before it was opened. */
  const [former, setFormer] = useState<string>();
  if (former === undefined && isRecorded && value !== '') {
    return (
      <div className="records-covered" role="group" aria-label={label}>
        <span className="ui-field-label">{label}</span>
        <span>
          <span className="ui-code" aria-hidden="true">
            {kind === 'phone' ? maskPhone(value) : maskId(value)}
          </span>
          <span className="ui-only-read">已打码</span>{' '}
          <Button
            kind="link"
            size="small"
            onClick={() => {
              setFormer(value);
              onChange('');
            }}
          >
            重填
          </Button>
        </span>
      </div>
    );
  }
  if (former === undefined) return <>{children}</>;
  return (
    <div className="records-covered">
      {children}
      <Button
        kind="link"
        size="small"
        onClick={() => {
          setFormer(undefined);
          onChange(former);
        }}
      >
        不改，用原来的
      </Button>
    </div>
  );
}
