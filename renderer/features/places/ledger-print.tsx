import type { JSX } from 'react';
import { PrintSheet } from '../../ui/print-sheet.tsx';
import type { FieldGroup, MonthDifference } from './place-fields.ts';
import { DifferenceTable } from './ledger-card-tables.tsx';

export interface LedgerPrintProps {
  readonly heading: string;
  readonly groups: readonly FieldGroup[];
  readonly differences: readonly MonthDifference[];
  /** Who, terminal, time. */
  readonly foot: string;
  readonly onClose: () => void;
}

/** One line of a special ledger on paper: all its fields as configured, masks as on the screen. */
export function LedgerPrint({ heading, groups, differences, foot, onClose }: LedgerPrintProps): JSX.Element {
  return (
    <PrintSheet title={heading} foot={foot} signatures={['填表人', '审核人', '日期']} onDone={onClose}>
      {groups.map((group) => (
        <table key={group.title} className="print-table">
          <tbody>
            {group.fields.map((field) => (
              <tr key={field.field}>
                <th scope="row">{field.label}</th>
                <td>{field.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {differences.length > 0 && <DifferenceTable differences={differences} />}
    </PrintSheet>
  );
}
