import { useState } from 'react';
import type { JSX } from 'react';
import { renewLicence } from '../../shared/actions/licences.ts';
import type { EnterpriseDocument, Licence } from '../../shared/domain/enterprise.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useShortcuts } from '../ui/shortcuts.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useAction, type Done } from './use-action.ts';

export interface LicenceDialogProps {
  readonly enterprise: EnterpriseDocument;
  /** The one that is renewed; left out: one more. */
  readonly licence?: Licence | undefined;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

/** 续证、添证. What it was before stays in the history. */
export function LicenceDialog({ enterprise, licence, onDone, onClose }: LicenceDialogProps): JSX.Element {
  const action = useAction();
  const [kind, setKind] = useState(licence?.kind ?? '');
  const [number, setNumber] = useState(licence?.number ?? '');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
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
        ...(until === '' ? {} : { until }),
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
  useShortcuts([{ keys: 'Ctrl+Enter', label: '存证照', group: '表单', inDialog: true, run: () => void save() }]);

  const words = refusal ?? action.trouble?.what;
  return (
    <Dialog
      title={licence === undefined ? '添证' : `续证 · ${licence.kind}`}
      note={licence?.until === undefined ? undefined : `现在记的有效期至 ${licence.until}`}
      onClose={onClose}
      acts={
        <>
          <Button
            kind="primary"
            keyHint="Ctrl Enter"
            busyText={action.isBusy ? '正在存…' : undefined}
            onClick={() => void save()}
          >
            {licence === undefined ? '添证' : '续证'}
          </Button>
          <Button onClick={onClose}>取消</Button>
        </>
      }
    >
      <form
        className="ui-stack"
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        {licence === undefined && (
          <TextField label="证照" required hint="如 食品经营许可证" value={kind} onChange={setKind} maxLength={40} />
        )}
        <TextField label="证号" value={number} onChange={setNumber} maxLength={60} />
        <TextField label="有效期自" type="date" value={from} onChange={setFrom} />
        <TextField label="有效期至" type="date" hint="长期有效就空着" value={until} onChange={setUntil} />
        {words !== undefined && (
          <p className="ui-tone-bad" role="alert">
            {words}
          </p>
        )}
      </form>
    </Dialog>
  );
}
