import { useState } from 'react';
import type { JSX } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { TroubleNote } from '../../records/act-note.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { ActFormFields } from './act-form-fields.tsx';
import { ACT_FORMS, formData, missingIn, needsWords, type ActForm } from './act-forms.ts';
import { askedBy, nameOf, PHOTO_OF, requestDecided } from './act-input.ts';
import { besideReasons, reasonData, reasonsOf, wantsWords, type Reason } from './case-reasons.ts';
import { CorrectDialog, type CorrectDialogProps } from './correct-dialog.tsx';
import { useKeptAct } from './kept-acts.ts';
import { PendingPhotos } from './pending-photos.tsx';

export interface ActDialogProps extends CorrectDialogProps {
  readonly consequence: string | undefined;
}

/** The acts that are asked for in a dialog: a form, a required reason, a correction, a remark. */
export function ActDialog(props: ActDialogProps): JSX.Element {
  switch (askedBy(props.offer.act)) {
    case 'correction':
      return <CorrectDialog {...props} />;
    case 'note':
      return <WordsDialog {...props} form={NOTE_FORM} reasons={[]} />;
    default:
      return <ReasonedDialog {...props} form={ACT_FORMS[props.offer.act] ?? REASON_FORM} />;
  }
}

const NOTE_FORM: ActForm = { fields: [], words: { field: 'text', label: '备注', isRequired: true }, photo: 'near' };
/** As the acts take them (`shared/cases/acts`); a reason has that of the list before it. */
const MOST_OF_TEXT = 2_000;
const MOST_OF_REASON = 400;
const REASON_FORM: ActForm = { fields: [], words: { field: 'reason', label: '理由', isRequired: true } };

type FormDialogProps = ActDialogProps & { readonly form: ActForm };

function ReasonedDialog(props: FormDialogProps): JSX.Element {
  const workstation = useWorkstation();
  const reasons = reasonsOf(props.offer.act, useLive(workstation.catalogs.reasons) ?? []);
  return <WordsDialog {...props} reasons={reasons} />;
}

interface WordsDialogProps extends FormDialogProps {
  readonly reasons: readonly Reason[];
}

function WordsDialog(props: WordsDialogProps): JSX.Element {
  const { offer, document, consequence, trouble, isBusy = false, onConfirm, onClose, form, reasons } = props;
  const kept = useKeptAct(document._id, offer.act);
  const code = kept.reasonCode;
  const words = kept.typed.text ?? '';
  const [wasTried, setTried] = useState(false);
  const photoKind = form.photo ?? PHOTO_OF[offer.act]?.kind;
  const hasReasons = reasons.length > 0;
  const wordsLabel = hasReasons ? besideReasons(offer.act, code) : form.words.label;
  const isRequired = hasReasons ? wantsWords(offer.act, code) : needsWords(offer.act, form, kept.form);
  const picked = reasons.find((reason) => reason.code === code);
  const lacksReason = hasReasons && picked === undefined;
  const lacksWords = isRequired && words.trim() === '';
  const lacksField = form.fields.some((field) => missingIn(field, kept.form) !== undefined);

  const confirm = (): void => {
    setTried(true);
    if (lacksReason || lacksWords || lacksField) return;
    const said = words.trim();
    onConfirm(
      {
        ...formData(form, kept.form),
        ...requestDecided(offer.act, document),
        ...(form.words.field === 'reason' ? reasonData(picked, said) : said === '' ? {} : { text: said }),
      },
      kept.photos.map(({ photo }) => photo),
    );
  };

  const wordsField = (
    <TextArea
      label={wordsLabel}
      note={isRequired ? undefined : '选填'}
      required={isRequired}
      rows={3}
      maxLength={form.words.field === 'reason' ? MOST_OF_REASON : MOST_OF_TEXT}
      value={words}
      onChange={(text) => {
        kept.change({ typed: { text } });
      }}
      error={wasTried && lacksWords ? `要写${wordsLabel}，对方和经过里都看得到。` : undefined}
    />
  );

  return (
    <Dialog
      title={offer.label}
      note={[...new Set([nameOf(document), document.finding.category.name])].join(' ')}
      onClose={onClose}
      acts={
        <>
          <Button
            kind={offer.act === 'void' || offer.act === 'reject' || offer.act === 'forceClose' ? 'danger' : 'primary'}
            keyHint="Ctrl Enter"
            busyText={isBusy ? '正在存…' : undefined}
            onClick={confirm}
          >
            {offer.act === 'note' ? '记下备注' : offer.label}
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
        {kept.fromBefore !== undefined && (
          <p className="cases-dialog-note" role="status">
            {kept.fromBefore}
          </p>
        )}
        {consequence !== undefined && <p className="cases-dialog-note">{consequence}</p>}
        {form.words.isFirst === true && wordsField}
        <ActFormFields
          fields={form.fields}
          document={document}
          values={kept.form}
          onChange={(change) => {
            kept.change({ form: { ...kept.form, ...change } });
          }}
          wasTried={wasTried}
        />
        {hasReasons && (
          <RadioGroup
            label="原因"
            value={code}
            options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
            onChange={(reasonCode) => {
              kept.change({ reasonCode });
            }}
          />
        )}
        {wasTried && lacksReason && (
          <p className="ui-field-error" role="alert">
            选一个原因才能继续。
          </p>
        )}
        {form.words.isFirst !== true && wordsField}
        {photoKind !== undefined && (
          <PendingPhotos
            label="照片"
            kind={photoKind}
            photos={kept.photos}
            onAdd={kept.addPhotos}
            onRemove={kept.removePhoto}
          />
        )}
        {trouble !== undefined && <TroubleNote trouble={trouble} />}
      </div>
    </Dialog>
  );
}
