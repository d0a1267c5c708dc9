import { useCallback, useRef, useState } from 'react';
import type { JSX } from 'react';
import type { CaseDocument, Place } from '../../../shared/domain/case.ts';
import { categoryKeyText, type CategoryEntry } from '../../../shared/domain/catalog.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { NewPhoto } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { categorySearch, type CategorySearch } from '../../lib/category-search.ts';
import { BuildingField } from '../../records/building-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';

const NOTHING = [] as const;

export interface CorrectDialogProps {
  readonly document: CaseDocument;
  readonly onConfirm: (data: Readonly<Record<string, unknown>>, photos: readonly NewPhoto[]) => void;
  readonly onClose: () => void;
}

/** A place that is known only roughly is put right by its building; a point that somebody set on the map stays unless he says another one. */
const placeOf = ({ _id, centroid, scope }: BuildingDocument): Omit<Place, 'address'> => ({
  ...{ point: centroid, crs: 'WGS84', source: 'building', gridCode: scope, building: _id },
});

/** A correction is an entry like any other: the finding as it should have been, and why. */
export function CorrectDialog({ document, onConfirm, onClose }: CorrectDialogProps): JSX.Element {
  const { finding } = document;
  const workstation = useWorkstation();
  const categories = useLive(workstation.catalogs.categories) ?? NOTHING;
  const [category, setCategory] = useState<CategoryEntry>();
  const [address, setAddress] = useState(finding.place.address);
  const [building, setBuilding] = useState<BuildingDocument>();
  const [description, setDescription] = useState(finding.description);
  const [isUrgent, setUrgent] = useState(finding.urgent === true);
  const [reason, setReason] = useState('');
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
    if (lacksAddress) return;
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
          <Button kind="primary" keyHint="Ctrl Enter" onClick={confirm}>
            更正
          </Button>
          <Button onClick={onClose}>取消</Button>
        </>
      }
    >
      <div
        className="ui-stack"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.ctrlKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          confirm();
        }}
      >
        <Combobox
          label="类别"
          value={current}
          onChange={setCategory}
          search={search}
          itemId={categoryKeyText}
          itemText={(entry) => entry.name}
          itemNote={(entry) => `${entry.code} · ${entry.className}`}
        />
        <TextField
          label="位置"
          value={address}
          maxLength={200}
          onChange={setAddress}
          error={wasTried && lacksAddress ? '要写位置，如 上港小区 27幢东侧。' : undefined}
        />
        <BuildingField label="换到哪幢楼（选填，改地图上的位置）" value={building} onChange={setBuilding} />
        <TextArea label="情况" note="选填" rows={3} maxLength={2000} value={description} onChange={setDescription} />
        <Checkbox label="紧急" checked={isUrgent} onChange={setUrgent} />
        <TextField label="为什么改" note="选填" value={reason} maxLength={400} onChange={setReason} />
      </div>
    </Dialog>
  );
}
