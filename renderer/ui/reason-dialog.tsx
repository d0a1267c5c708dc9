import { useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { RadioGroup } from './radio-group.tsx';
import { TextArea } from './text-area.tsx';

export interface ReasonDialogProps {
  readonly title: string;
  /** What will follow once it is done. */
  readonly consequence?: ReactNode;
  /** Standing reasons from the catalogue; the person picks one, and may add words. */
  readonly reasons?: readonly { readonly value: string; readonly label: string }[] | undefined;
  /** The words are required too, not only the picked reason. Always so when there are no standing reasons. */
  readonly wordsRequired?: boolean | undefined;
  readonly wordsLabel?: string | undefined;
  /** A verb: 退回受理 */
  readonly actName: string;
  readonly isDanger?: boolean | undefined;
  readonly onConfirm: (reason: { readonly value: string | undefined; readonly words: string }) => void;
  readonly onClose: () => void;
}

/** A dialog for an act that must give its reason. It cannot be confirmed without one and says so at the field. */
export function ReasonDialog(props: ReasonDialogProps): JSX.Element {
  const {
    title,
    consequence,
    reasons = [],
    wordsLabel = '说明',
    actName,
    isDanger = false,
    onConfirm,
    onClose,
  } = props;
  const wordsRequired = props.wordsRequired ?? reasons.length === 0;
  const [value, setValue] = useState<string>();
  const [words, setWords] = useState('');
  const [wasTried, setTried] = useState(false);
  const lacksReason = reasons.length > 0 && value === undefined;
  const lacksWords = wordsRequired && words.trim() === '';

  const confirm = (): void => {
    setTried(true);
    if (lacksReason || lacksWords) return;
    onConfirm({ value, words: words.trim() });
  };

  return (
    <Dialog
      title={title}
      onClose={onClose}
      acts={
        <>
          <Button kind={isDanger ? 'danger' : 'primary'} keyHint="Ctrl Enter" onClick={confirm}>
            {actName}
          </Button>
          <Button onClick={onClose}>取消</Button>
        </>
      }
    >
      <div
        className="ui-stack"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            confirm();
          }
        }}
      >
        {consequence !== undefined && <p>{consequence}</p>}
        {reasons.length > 0 && <RadioGroup label="原因" value={value} options={reasons} onChange={setValue} />}
        {wasTried && lacksReason && (
          <p className="ui-field-error" role="alert">
            选一个原因才能继续。
          </p>
        )}
        <TextArea
          label={wordsLabel}
          note={wordsRequired ? undefined : '选填'}
          required={wordsRequired}
          rows={3}
          value={words}
          onChange={setWords}
          error={wasTried && lacksWords ? `要写${wordsLabel}，对方和经过里都看得到。` : undefined}
        />
      </div>
    </Dialog>
  );
}
