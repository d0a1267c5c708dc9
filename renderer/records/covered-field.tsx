import { useEffect, useRef, useState } from 'react';
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
  /** Without 删掉: what it stands in is removed as a whole. */
  readonly isOfRow?: boolean | undefined;
  /** The open field. */
  readonly children: ReactNode;
}

/**
 * Editing a record is no reason to see a number: it stays covered until it is typed anew, and what is not typed anew stays as it is. Opened and left empty it
 * is what it was: only 删掉 takes it away.
 */
export function CoveredField(props: CoveredFieldProps): JSX.Element {
  const { label, kind, isRecorded, value, onChange, isOfRow = false, children } = props;
  /** What stood here before it was opened. */
  const [former, setFormer] = useState<string>();
  const field = useRef<HTMLDivElement>(null);
  const isOpened = former !== undefined;
  useEffect(() => {
    if (isOpened) field.current?.querySelector('input')?.focus();
  }, [isOpened]);
  const mask = (number: string): string => (kind === 'phone' ? maskPhone(number) : maskId(number));

  if (former === undefined && isRecorded && value !== '') {
    return (
      <div className="records-covered" role="group" aria-label={label} data-answer={mask(value)}>
        <span className="ui-field-label">{label}</span>
        <span>
          <span className="ui-code" aria-hidden="true">
            {mask(value)}
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
  const restore = (): void => {
    setFormer(undefined);
    onChange(former);
  };
  const isEmpty = value.trim() === '';
  return (
    <div
      ref={field}
      className="records-covered"
      data-answer={mask(former)}
      data-unfinished={isEmpty ? `还空着：${label}。写上，或用原来的。` : undefined}
      onBlur={({ target, currentTarget, relatedTarget }) => {
        // Who looks the number up in another window comes back to his field.
        const isAway = relatedTarget === null && document.activeElement === target;
        if (isEmpty && !isAway && !currentTarget.contains(relatedTarget)) restore();
      }}
    >
      {children}
      <span>
        <Button kind="link" size="small" onClick={restore}>
          不改，用原来的
        </Button>
        {!isOfRow && (
          <Button
            kind="link"
            size="small"
            onClick={() => {
              setFormer(undefined);
              onChange('');
            }}
          >
            删掉
          </Button>
        )}
      </span>
    </div>
  );
}
