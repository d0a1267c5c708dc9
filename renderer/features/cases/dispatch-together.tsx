import type { JSX } from 'react';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { limitWords, numberWords } from '../../lib/case-words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { alikeCases } from './alike-cases.ts';

export interface DispatchTogetherProps {
  readonly document: CaseDocument;
  readonly bundled: readonly string[];
  readonly onChange: (bundled: readonly string[]) => void;
}

/** 捆绑: like cases nearby that may go the same way, timed together. Nothing where there are none. */
export function DispatchTogether({ document, bundled, onChange }: DispatchTogetherProps): JSX.Element | null {
  const { cases } = useWorkstation();
  const alike = alikeCases(document, useLive(cases.open) ?? []);
  if (alike.length === 0 || document.standard === undefined) return null;
  return (
    <fieldset className="ui-radios cases-bar-alike">
      <legend className="ui-radios-label">
        附近同类也待派遣，勾上就一起派、一起计时（{limitWords(document.standard.limit)}）
      </legend>
      {alike.map(({ row, metres }) => (
        <Checkbox
          key={row.id}
          label={`${numberWords(row.number)} ${row.address}`}
          aside={`${String(metres)} 米`}
          checked={bundled.includes(row.id)}
          onChange={(isChosen) => {
            const others = bundled.filter((id) => id !== row.id);
            onChange(isChosen ? [...others, row.id] : others);
          }}
        />
      ))}
    </fieldset>
  );
}
