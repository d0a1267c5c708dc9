import { useState } from 'react';
import type { JSX } from 'react';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { MaskedValue, RevealBar, useReveal } from '../../records/masked-value.tsx';
import { RevealDialog } from '../../records/reveal-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { IconShow } from '../../ui/icons.tsx';

interface NumberLine {
  /** What reveals it. */
  readonly key: string;
  readonly label: string;
  readonly kind: 'idNumber' | 'phone';
  readonly value: string;
}

const MOBILE = /^1\d{10}$/;
/** 身份号, then each telephone; whom to call in need last. */
function linesOf(person: PersonDocument): readonly NumberLine[] {
  const idLabel = person.idKind.includes('身份证') ? '身份号' : '证件号';
  const permit = person.class === 'floating' ? person.floating?.permitNumber : undefined;
  return [
    ...(person.idNumber === undefined
      ? []
      : [{ key: 'idNumber', label: idLabel, kind: 'idNumber' as const, value: person.idNumber }]),
    ...(person.phones ?? []).map(({ number, note }, at) => ({
      key: `phones.${String(at)}`,
      label: note ?? (MOBILE.test(number) ? '手机' : '固话'),
      kind: 'phone' as const,
      value: number,
    })),
    ...(permit === undefined
      ? []
      : [{ key: 'floating.permitNumber', label: '居住证号', kind: 'idNumber' as const, value: permit }]),
    ...(person.contacts ?? []).flatMap(({ name, phone }, at) =>
      phone === undefined
        ? []
        : [{ key: `contacts.${String(at)}`, label: `联系人 ${name}`, kind: 'phone' as const, value: phone }],
    ),
  ];
}

/** The covered numbers, and the one way to see them. */
export function PersonNumbers({ person }: { readonly person: PersonDocument }): JSX.Element {
  const reveal = useReveal(person._id);
  const [isAsking, setAsking] = useState(false);
  const lines = linesOf(person);
  if (lines.length === 0) return <p className="person-quiet">没有登记证件和电话。</p>;
  return (
    <>
      <dl className="person-numbers">
        {lines.map(({ key, label, kind, value }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>
              <MaskedValue kind={kind} value={value} isShown={reveal.shown.has(key)} />
            </dd>
          </div>
        ))}
      </dl>
      <RevealBar reveal={reveal} />
      <Button
        wide
        icon={<IconShow />}
        onClick={() => {
          setAsking(true);
        }}
      >
        显示完整信息（需填原因）
      </Button>
      {isAsking && (
        <RevealDialog
          name={person.name}
          fields={lines.map(({ key, label }) => ({ key, label }))}
          onReveal={(keys, reason) => {
            void reveal.show(keys, reason);
            setAsking(false);
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
