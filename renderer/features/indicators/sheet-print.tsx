import { useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { maskName } from '../../../shared/domain/identifiers/mask.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { fullMoment } from '../../lib/shanghai-time.ts';
import { PrintSheet } from '../../ui/print-sheet.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

export interface SheetPrintProps {
  readonly title: string;
  readonly note: string;
  /** What stands in the audit. */
  readonly object: string;
  readonly consequence: string;
  /** What it is for, nearly always: one press. */
  readonly usual: string;
  readonly signatures: readonly string[];
  /** Across, for tables of many columns. */
  readonly landscape?: boolean;
  readonly children: ReactNode;
  readonly onDone: () => void;
}

const OTHER = 'other';

/** Asks what for, puts it on record, prints. */
export function SheetPrint(props: SheetPrintProps): JSX.Element {
  const { title, note, object, consequence, usual, signatures, landscape = false, children, onDone } = props;
  const { audit, user, terminal, clock } = useWorkstation();
  const [purpose, setPurpose] = useState<string>();
  if (purpose === undefined)
    return (
      <ReasonDialog
        title={`打印${title}`}
        consequence={consequence}
        reasons={[
          { value: usual, label: usual },
          { value: OTHER, label: '别的用途，写在下面' },
        ]}
        wordsLabel="用途"
        actName="打印"
        onConfirm={({ value, words }) => {
          const given =
            value === OTHER || value === undefined
              ? words || '别的用途'
              : [value, words].filter((one) => one !== '').join('，');
          void audit('print', object, `${title} ${note}；用途：${given}`.slice(0, 200)).then(() => {
            setPurpose(given);
          });
        }}
        onClose={onDone}
      />
    );
  return (
    <PrintSheet
      title={title}
      note={note}
      signatures={signatures}
      landscape={landscape}
      foot={`${maskName(user.displayName)} · 终端 ${terminal} · ${fullMoment(clock.nowMs())} 打印 · 用途：${purpose}`}
      onDone={onDone}
    >
      {children}
    </PrintSheet>
  );
}
