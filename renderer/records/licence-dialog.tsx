import { useState } from 'react';
import type { JSX } from 'react';
import { renewLicence } from '../../shared/actions/licences.ts';
import { plusDays } from '../../shared/lib/calendar-day.ts';
import type { EnterpriseDocument, Licence } from '../../shared/domain/enterprise.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { TextField } from '../ui/text-field.tsx';
import { troubleWords } from './act-note.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { useAction, type Done } from './use-action.ts';
import { useOpened } from './use-opened.ts';

export interface LicenceDialogProps {
  readonly enterprise: EnterpriseDocument;
  /** The one that is renewed; left out: one more. */
  readonly licence?: Licence | undefined;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

/** 续证、添证. What it was before stays in the history. */
export function LicenceDialog({ enterprise: present, licence, onDone, onClose }: LicenceDialogProps): JSX.Element {
  const action = useAction();
  const enterprise = useOpened(present, action.rereads);
  const [kind, setKind] = useState(licence?.kind ?? '');
  const [number, setNumber] = useState(licence?.number ?? '');
  const [from, setFrom] = useState(licence?.until === undefined ? '' : plusDays(licence.until, 1));
  const [until, setUntil] = useState('');
  const [isForGood, setForGood] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  const save = async (): Promise<void> => {
    const result = renewLicence(
      [enterprise],
      {
        enterprise: enterprise._id,
        ...(licence === undefined ? {} : { licence: licence.id }),
        kind,
        number: number.trim(),
        ...(from === '' ? {} : { from }),
        until: isForGood ? 'forGood' : until,
      },
      action.context(),
    );
    setRefusal(result.ok ? undefined : `${result.reason.why}${result.reason.fix}`);
    if (!result.ok) return;
    const done = await action.run(result);
    if (done === null) return;
    onDone(done);
    onClose();
  };

  const words = refusal ?? troubleWords(action.trouble);
  return (
    <SaveDialog
      title={licence === undefined ? '添证' : `续证 · ${licence.kind}`}
      note={licence?.until === undefined ? undefined : `现在记的有效期至 ${licence.until}`}
      saveName={licence === undefined ? '添证' : '续证'}
      isBusy={action.isBusy}
      problem={words}
      onSave={() => void save()}
      onClose={onClose}
    >
      {licence === undefined && (
        <TextField label="证照" required hint="如 食品经营许可证" value={kind} onChange={setKind} maxLength={40} />
      )}
      <TextField label="证号" value={number} onChange={setNumber} maxLength={60} />
      <TextField label="有效期自" type="date" value={from} onChange={setFrom} />
      {!isForGood && <TextField label="有效期至" type="date" required value={until} onChange={setUntil} />}
      <Checkbox label="长期有效（证上写明的）" checked={isForGood} onChange={setForGood} />
    </SaveDialog>
  );
}
