import { useState } from 'react';
import type { JSX } from 'react';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { MaskedValue, RevealBar, useReveal } from '../../records/masked-value.tsx';
import { RevealDialog } from '../../records/reveal-dialog.tsx';
import { IconShow } from '../../ui/icons.tsx';

/** Covered numbers in one line with 显示: for sixty seconds, with a reason, on record. */
export function DwellerNumbers({ person }: { readonly person: PersonDocument }): JSX.Element | null {
  const reveal = useReveal(person._id);
  const [isAsking, setAsking] = useState(false);
  const phone = person.phones?.[0]?.number;
  if (person.idNumber === undefined && phone === undefined) return null;
  return (
    <span className="building-numbers">
      {person.idNumber !== undefined && (
        <MaskedValue kind="idNumber" value={person.idNumber} isShown={reveal.shown.has('idNumber')} />
      )}
      {phone !== undefined && <MaskedValue kind="phone" value={phone} isShown={reveal.shown.has('phones')} />}
      <button
        type="button"
        className="ui-link building-reveal"
        aria-label={`显示 ${person.name} 的号码`}
        onClick={() => {
          setAsking(true);
        }}
      >
        <IconShow size={14} /> 显示
      </button>
      <RevealBar reveal={reveal} />
      {isAsking && (
        <RevealDialog
          name={person.name}
          fields={[
            ...(phone === undefined ? [] : [{ key: 'phones', label: '手机' }]),
            ...(person.idNumber === undefined ? [] : [{ key: 'idNumber', label: '身份号' }]),
          ]}
          onReveal={(keys, reason) => {
            void reveal.show(keys, reason);
            setAsking(false);
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </span>
  );
}
