import { useCallback, useRef, useState } from 'react';
import type { JSX } from 'react';
import type { CaseDocument, Place } from '../../../shared/domain/case.ts';
import type { OfferedAct } from '../../../shared/cases/legal-acts.ts';
import { categoryKeyText } from '../../../shared/domain/catalog.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { NewPhoto, Trouble } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { categorySearch, type CategorySearch } from '../../lib/category-search.ts';
import { TroubleNote } from '../../records/act-note.tsx';
import { BuildingField } from '../../records/building-field.tsx';
import { unfinishedIn } from '../../records/filled-in.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useKeptAct, type Correction } from './kept-acts.ts';

const NOTHING = [] as const;

export interface CorrectDialogProps {
  readonly offer: OfferedAct;
  readonly document: CaseDocument;
  /** Why it was not done when it was confirmed last: it stays open as it is. */
  readonly trouble?: Trouble | undefined;
  readonly isBusy?: boolean;
  readonly onConfirm: (data: Readonly<Record<string, unknown>>, photos: readonly NewPhoto[]) => void;
  readonly onClose: () => void;
}

/** A place that is known only roughly is put right by its building; a point that somebody set on the map stays unless he says another one. */
const placeOf = ({ _id, centroid, scope }: BuildingDocument): Omit<Place, 'address'> => ({
  ...{ point: centroid, crs: 'WGS84', source: 'building', gridCode: scope, building: _id },
});

/** A correction is an entry like any other: the finding as it should have been, and why. What was not put right here is as it stands by now. */
export function CorrectDialog(props: CorrectDialogProps): JSX.Element {
  const { offer, document, trouble, isBusy = false, onConfirm, onClose } = props;
  const { finding } = document;
  const workstation = useWorkstation();
  const categories = useLive(workstation.catalogs.categories) ?? NOTHING;
  const kept = useKeptAct(document._id, offer.act);
  const { category, building } = kept.correction;
  const { address = finding.place.address, description = finding.description } = kept.correction;
  const { isUrgent = finding.urgent === true } = kept.correction;
  const reason = kept.typed.text ?? '';
  const [unfinished, setUnfinished] = useState<string>();
  const fields = useRef<HTMLDivElement>(null);
  const correct = (change: Correction): void => {
    setUnfinished(undefined);
    kept.change({ correction: { ...kept.correction, ...change } });
  };
  const [wasTried, setTried] = useState(false);
  const index = useRef<Promise<CategorySearch>>(undefined);

  const search = useCallback(
    async (typed: string) => {
      index.current ??= categorySearch(categories.filter((entry) => entry.kind === 'matter'));
      return (await index.current).find(typed);
    },
    [categories],
  );
  const current = category ?? categories.find((entry) => categoryKeyText(entry) === categoryKeyText(finding.category));
  const lacksAddress = address.trim() === '';

  const confirm = (): void => {
    setTried(true);
    const open = fields.current === null ? undefined : unfinishedIn(fields.current);
    setUnfinished(open?.words);
    open?.element.focus();
    // What is typed and not chosen stands nowhere else: the case would stay what it was.
    if (open !== undefined || lacksAddress) return;
    const { standard, kind, code, name } = current ?? finding.category;
    onConfirm(
      {
        finding: {
          ...finding,
          category: { standard, kind, code, name },
          place: { ...(building === undefined ? finding.place : placeOf(building)), address: address.trim() },
          description: description.trim(),
          urgent: isUrgent,
        },
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      },
      [],
    );
  };

  return (
    <Dialog
      title="更正"
      note="原来写的留在经过里"
      onClose={onClose}
      acts={
        <>
          <Button kind="primary" keyHint="Ctrl Enter" busyText={isBusy ? '正在存…' : undefined} onClick={confirm}>
            更正
          </Button>
          <Button onClick={onClose}>取消</Button>
        </>
      }
    >
      <div
        ref={fields}
        className="ui-stack"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.ctrlKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          confirm();
        }}
      >
        {kept.fromBefore !== undefined && (
          <p className="cases-dialog-note" role="status">
            {kept.fromBefore}
          </p>
        )}
        <Combobox
          label="类别"
          value={current}
          onChange={(next) => {
            correct({ category: next });
          }}
          search={search}
          itemId={categoryKeyText}
          itemText={(entry) => entry.name}
          itemNote={(entry) => `${entry.code} · ${entry.className}`}
        />
        <TextField
          label="位置"
          value={address}
          maxLength={200}
          onChange={(next) => {
            correct({ address: next });
          }}
          error={wasTried && lacksAddress ? '要写位置，如 上港小区 27幢东侧。' : undefined}
        />
        <BuildingField
          label="换到哪幢楼（选填，改地图上的位置）"
          value={building}
          onChange={(next) => {
            correct({ building: next });
          }}
        />
        <TextArea
          label="情况"
          note="选填"
          rows={3}
          maxLength={2000}
          value={description}
          onChange={(next) => {
            correct({ description: next });
          }}
        />
        <Checkbox
          label="紧急"
          checked={isUrgent}
          onChange={(next) => {
            correct({ isUrgent: next });
          }}
        />
        <TextField
          label="为什么改"
          note="选填"
          value={reason}
          maxLength={400}
          onChange={(text) => {
            kept.change({ typed: { text } });
          }}
        />
        {unfinished !== undefined && (
          <p className="ui-field-error" role="alert">
            {unfinished}
          </p>
        )}
        {trouble !== undefined && <TroubleNote trouble={trouble} />}
      </div>
    </Dialog>
  );
}
