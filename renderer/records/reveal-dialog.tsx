import { useState } from 'react';
import type { JSX } from 'react';
import { useWorkstation } from '../data/hooks.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextField } from '../ui/text-field.tsx';
import { onCtrlEnter } from './submit-key.ts';
import { REVEAL_SECONDS } from './masked-value.tsx';
import './records.css';

export interface RevealDialogProps {
  readonly name: string;
  readonly fields: readonly { readonly key: string; readonly label: string }[];
  /** Chosen already; the first where left out. */
  readonly preset?: readonly string[] | undefined;
  readonly onReveal: (keys: readonly string[], reason: string) => void;
  readonly onClose: () => void;
}

const REASONS = [
  { value: 'contact', label: '联系本人或家属（走访、告知）' },
  { value: 'check', label: '核对证件' },
  { value: 'business', label: '办理业务，编号' },
  { value: 'other', label: '其他，请写明' },
] as const;
type Reason = (typeof REASONS)[number]['value'];
const NEEDS_WORDS: ReadonlySet<Reason> = new Set(['business', 'other']);

/** Which fields, why, and what will be on record: before anything is shown. */
export function RevealDialog({ name, fields, preset, onReveal, onClose }: RevealDialogProps): JSX.Element {
  const { user, terminal } = useWorkstation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(preset ?? fields.slice(0, 1).map(({ key }) => key)),
  );
  const [reason, setReason] = useState<Reason>();
  const [words, setWords] = useState('');
  const [wasTried, setTried] = useState(false);
  const needsWords = reason !== undefined && NEEDS_WORDS.has(reason);
  const lacksWords = needsWords && words.trim() === '';

  const confirm = (): void => {
    setTried(true);
    const picked = REASONS.find(({ value }) => value === reason);
    if (chosen.size === 0 || picked === undefined || lacksWords) return;
    const keys = fields.filter(({ key }) => chosen.has(key));
    const why = picked.value === 'other' ? words.trim() : [picked.label, words.trim()].filter(Boolean).join('：');
    onReveal(
      keys.map(({ key }) => key),
      `${why}（${keys.map(({ label }) => label).join('、')}）`.slice(0, 200),
    );
  };

  return (
    <Dialog
      title="显示完整信息"
      note={`只对 ${name} 一人，显示 ${REVEAL_SECONDS} 秒`}
      onClose={onClose}
      acts={
        <>
          <Button kind="primary" keyHint="Ctrl Enter" onClick={confirm}>
            显示 {REVEAL_SECONDS} 秒
          </Button>
          <Button onClick={onClose}>取消</Button>
        </>
      }
    >
      <div className="ui-stack" onKeyDown={onCtrlEnter(confirm)}>
        <fieldset className="records-group">
          <legend>要看哪些</legend>
          <div className="records-row">
            {fields.map(({ key, label }) => (
              <Checkbox
                key={key}
                label={label}
                checked={chosen.has(key)}
                onChange={(isChecked) => {
                  setChosen(new Set([...chosen].filter((one) => one !== key).concat(isChecked ? [key] : [])));
                }}
              />
            ))}
          </div>
          {wasTried && chosen.size === 0 && (
            <p className="ui-field-error" role="alert">
              至少选一项。
            </p>
          )}
        </fieldset>
        <RadioGroup label="原因（必填）" value={reason} options={REASONS} onChange={setReason} />
        {wasTried && reason === undefined && (
          <p className="ui-field-error" role="alert">
            选一个原因才能显示。
          </p>
        )}
        {needsWords && (
          <TextField
            label={reason === 'business' ? '业务和编号' : '原因'}
            required
            maxLength={80}
            value={words}
            onChange={setWords}
            error={wasTried && lacksWords ? '写明做什么用，如 居住证续办 2026-0417。' : undefined}
          />
        )}
        <p className="records-consequences">
          本次查看会记下：{user.displayName}、终端 {terminal}、时间、原因和所看字段。离线时同样记录，联网后送达审计。
        </p>
      </div>
    </Dialog>
  );
}
