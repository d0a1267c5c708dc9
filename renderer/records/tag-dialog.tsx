import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { plusMonths } from '../../shared/lib/calendar-day.ts';
import { addTag, renewTag } from '../../shared/actions/tags.ts';
import type { TagEntry } from '../../shared/domain/catalog.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Combobox } from '../ui/combobox.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { DayField } from './day-field.tsx';
import { useAction } from './use-action.ts';

export interface TagDialogProps extends Ends {
  readonly personId: string;
  /** Renew this one; a new one where left out. */
  readonly code?: string | undefined;
}

/** 加标签, 续期: with its grounds and its end. */
export function TagDialog({ personId, code, ...ends }: TagDialogProps): JSX.Element | null {
  const { records, catalogs } = useWorkstation();
  const entries = useLive(catalogs.tags) ?? [];
  const action = useAction();
  const { context, today } = action;
  const live = useMemo(() => records.one('person', personId), [records, personId]);
  const person = useLive(live);
  const [picked, setPicked] = useState<TagEntry>();
  const [since, setSince] = useState(today);
  const [typedUntil, setUntil] = useState<string>();
  const [proof, setProof] = useState('');
  const tag = code === undefined ? picked : entries.find((entry) => entry.code === code);
  const usual =
    tag?.months === undefined || since === '' ? '' : plusMonths(code === undefined ? since : today, tag.months);
  const until = typedUntil ?? usual;
  const result = useMemo(() => {
    if (person === undefined || person === null || tag === undefined || since === '') return undefined;
    const shared = { person: personId, tag, proof: proof.trim(), until: until === '' ? undefined : until };
    return code === undefined
      ? addTag([person], { ...shared, since }, context())
      : renewTag([person], shared, context());
  }, [person, personId, tag, code, since, until, proof, context]);
  if (person === undefined || person === null) return null;
  const held = new Set((person.tags ?? []).map((one) => one.code));
  const free = entries.filter((entry) => !held.has(entry.code));
  return (
    <ActDialog
      title={code === undefined ? '加标签' : `续期：${tag?.label ?? ''}`}
      note={person.name}
      actName={code === undefined ? '加标签' : '续期'}
      action={action}
      result={result}
      missing="先选标签。"
      {...ends}
    >
      {code === undefined && (
        <Combobox<TagEntry>
          label="标签"
          required
          value={picked}
          onChange={(entry) => {
            setPicked(entry);
            setUntil(undefined);
          }}
          search={(text) => free.filter(({ label, family }) => label.includes(text) || family.includes(text))}
          recent={free}
          recentLabel="可加的标签"
          itemId={({ code: own }) => own}
          itemText={({ label }) => label}
          renderItem={({ label, family }) => (
            <span className="records-hit">
              <span>{label}</span>
              <span className="records-quiet">{family}</span>
            </span>
          )}
          nothingFound="没有这个标签，或这个人已有。"
        />
      )}
      <div className="records-row">
        {code === undefined && <DayField label="起" required max={today} value={since} onChange={setSince} />}
        <DayField label="止" note="空着为长期" min={today} value={until} onChange={setUntil} />
      </div>
      <TextField
        label="依据"
        note="选填"
        hint="证件或文书，如 残疾人证 2026-0417。"
        maxLength={200}
        value={proof}
        onChange={setProof}
      />
    </ActDialog>
  );
}
