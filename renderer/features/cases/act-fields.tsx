import type { JSX } from 'react';
import type { Act } from '../../../shared/cases/acts.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { categoryKeyText, type DepartmentEntry, type StandardRow } from '../../../shared/domain/catalog.ts';
import { PHOTO_KIND_NAMES } from '../../../shared/domain/evidence.ts';
import { limitWords } from '../../lib/case-words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { askedBy, closeConditionOf, PHOTO_OF, type ActInput } from './act-input.ts';
import { DispatchTogether } from './dispatch-together.tsx';
import type { KeptActHandle } from './kept-acts.ts';
import { PendingPhotos } from './pending-photos.tsx';

export interface ActFieldsProps {
  readonly act: Act;
  /** The key that leads here from the list. */
  readonly keyOfField: string | undefined;
  readonly document: CaseDocument;
  readonly input: ActInput;
  readonly onInput: (change: Partial<ActInput>) => void;
  readonly kept: KeptActHandle;
  readonly departments: readonly DepartmentEntry[];
  /** Department that the catalogue names for this category. */
  readonly mainDepartment: string | undefined;
  readonly standards: readonly StandardRow[];
  readonly error: string | undefined;
  /** How often the act was tried with something missing. */
  readonly tries: number;
}

/** The rows of the local standard for the category of this case. */
export const standardsFor = (document: CaseDocument, all: readonly StandardRow[]): readonly StandardRow[] =>
  all.filter((row) => categoryKeyText(row.category) === categoryKeyText(document.finding.category));

function StandardWords({ row }: { readonly row: StandardRow }): JSX.Element {
  return (
    <p className="cases-bar-note">
      结案条件：{row.closeCondition} · 时限 {limitWords(row.limit)}
      {row.generic === true && ' · 通用标准，本类还没有专门的一条'}
    </p>
  );
}

/** What the next person needs is asked here, in the bar, before the click (UX §5, 06 №11). */
export function ActFields(props: ActFieldsProps): JSX.Element | null {
  const { act, keyOfField, document, input, onInput, kept, departments, mainDepartment, standards, error, tries } =
    props;
  const keyHint = keyOfField === undefined ? undefined : <Kbd keys={keyOfField.replace('+', ' ')} />;
  switch (askedBy(act)) {
    case 'department':
      return (
        <div>
          <Select
            label="派给"
            aside={keyHint}
            className="cases-bar-line"
            value={input.department?.key ?? ''}
            placeholder="选处置部门"
            options={departments.map(({ key, name }) => ({
              value: key,
              label: key === mainDepartment ? `${name}（主办）` : name,
            }))}
            error={error}
            onChange={(key) => {
              onInput({ department: departments.find((department) => department.key === key) });
            }}
          />
          <DispatchTogether
            document={document}
            bundled={input.bundled}
            onChange={(bundled) => {
              onInput({ bundled });
            }}
          />
        </div>
      );
    case 'standard':
      return (
        <div>
          <Select
            label="标准"
            aside={keyHint}
            className="cases-bar-line"
            value={input.standard?.id ?? ''}
            placeholder="选立案标准"
            options={standards.map((row) => ({ value: row.id, label: row.openCondition }))}
            error={error}
            onChange={(id) => {
              onInput({ standard: standards.find((row) => row.id === id) });
            }}
          />
          {input.standard !== undefined && <StandardWords row={input.standard} />}
        </div>
      );
    case 'closeCondition':
      return (
        <div>
          <Checkbox
            label={`达到结案条件：${closeConditionOf(document)}`}
            checked={input.conditionMet}
            onChange={(conditionMet) => {
              onInput({ conditionMet });
            }}
          />
          {error !== undefined && (
            <p className="ui-field-error" role="alert">
              {error}
            </p>
          )}
        </div>
      );
    case 'photos': {
      const kind = PHOTO_OF[act]?.kind ?? 'after';
      return (
        <div className="cases-bar-photos">
          <PendingPhotos
            label={`${PHOTO_KIND_NAMES[kind]}照片`}
            kind={kind}
            photos={kept.photos}
            onAdd={kept.addPhotos}
            onRemove={kept.removePhoto}
            error={error}
            tries={tries}
          />
          <TextField
            label={act === 'finish' ? '处置说明' : '核查说明'}
            note="选填"
            placeholder={act === 'finish' ? '怎么处置的' : '现场看到的'}
            value={input.text}
            onChange={(text) => {
              onInput({ text });
            }}
          />
        </div>
      );
    }
    case 'nothing':
    case 'form':
    case 'reason':
    case 'correction':
    case 'note':
      return null;
  }
}
