import { useState } from 'react';
import type { JSX } from 'react';
import { FIELD_NAMES, INTAKE_FIELDS, type IntakeField } from '../../../../shared/cases/intake/columns.ts';
import { cellText } from '../../../../shared/cases/intake/sheet.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Select } from '../../../ui/select.tsx';
import type { SortedSheet } from './sort-sheet.ts';

export interface ColumnDialogProps {
  readonly sorted: SortedSheet;
  readonly onAssign: (said: readonly (readonly [string, IntakeField | ''])[]) => void;
  readonly onClose: () => void;
}

const NONE = '-';
const OPTIONS = [
  { value: NONE, label: '不收这一列' },
  ...INTAKE_FIELDS.map((field) => ({ value: field, label: FIELD_NAMES[field] })),
];

/** Column by column: what it is for us, with what stands in it first. */
export function ColumnDialog({ sorted, onAssign, onClose }: ColumnDialogProps): JSX.Element {
  const { head, columns, rows } = sorted;
  const [found] = useState<ReadonlyMap<number, IntakeField>>(
    () => new Map([...columns].map(([field, at]) => [at, field])),
  );
  const [chosen, setChosen] = useState(found);
  const choose = (at: number, value: string): void => {
    const next = new Map(chosen);
    next.delete(at);
    const field = INTAKE_FIELDS.find((each) => each === value);
    if (field !== undefined) {
      // What another column was said to be before, it is no more.
      for (const [other, has] of next) if (has === field) next.delete(other);
      next.set(at, field);
    }
    setChosen(next);
  };
  return (
    <Dialog
      title="每一列是什么"
      note="改过的下次记得"
      size="wide"
      onClose={onClose}
      acts={
        <>
          <Button
            kind="primary"
            onClick={() => {
              onAssign(
                head.headings.flatMap((heading, at) =>
                  chosen.get(at) === found.get(at) ? [] : [[heading, chosen.get(at) ?? ''] as const],
                ),
              );
              onClose();
            }}
          >
            按这样认
          </Button>
          <Button onClick={onClose}>取消</Button>
        </>
      }
    >
      <ul className="import-columns">
        {head.headings.map((heading, at) =>
          heading === '' ? null : (
            // Two columns may bear the same heading.
            <li key={`${String(at)} ${heading}`}>
              <span>
                <b className="ui-cut">{heading}</b>
                <span className="ui-cut">
                  {rows.map(({ cells }) => cellText(cells[at])).find((text) => text !== '') ?? '这一列是空的'}
                </span>
              </span>
              <Select
                label={heading}
                labelHidden
                size="small"
                value={chosen.get(at) ?? NONE}
                options={OPTIONS}
                onChange={(value) => {
                  choose(at, value);
                }}
              />
            </li>
          ),
        )}
      </ul>
    </Dialog>
  );
}
