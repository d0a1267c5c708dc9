import { useState } from 'react';
import type { JSX } from 'react';
import { FILTER_NAME_CHARACTERS } from '../../../shared/domain/condition.ts';
import type { Post } from '../../../shared/domain/staff.ts';
import { TroubleNote } from '../../records/act-note.tsx';
import { SAVE_FILTER_FORM, SaveFilterForm } from '../../records/save-filter-form.tsx';
import { SaveDialog } from '../../records/save-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Filters, SharedQueue } from './use-filters.ts';

const HERE = '';

export interface SaveFilterDialogProps {
  readonly filters: Filters;
  readonly nameOfPlace: (scope: string) => string;
  /** `post`: to be shared by it. */
  readonly onSave: (name: string, post: Post | undefined) => void;
  readonly onClose: () => void;
}

/** Names the conditions at hand and says for whom they are kept. */
export function SaveFilterDialog({ filters, nameOfPlace, onSave, onClose }: SaveFilterDialogProps): JSX.Element {
  const { places, action } = filters;
  const [forWhom, setForWhom] = useState(HERE);
  const post = places.find(({ scope }) => scope === forWhom);
  const isShared = post !== undefined;
  return (
    <Dialog
      title="存下这些条件"
      onClose={onClose}
      acts={
        <Button kind="primary" type="submit" form={SAVE_FILTER_FORM} busyText={action.isBusy ? '正在存…' : undefined}>
          {isShared ? '存下并共用' : '存筛选'}
        </Button>
      }
    >
      <SaveFilterForm
        leftOut={[]}
        keptWhere={isShared ? '同事看得到名称、条件和你的名字' : '只在这台终端上'}
        onSave={(name) => {
          if (!action.isBusy) onSave(name, post);
        }}
      >
        {places.length > 0 && (
          <RadioGroup
            label="给谁用"
            value={forWhom}
            options={[
              { value: HERE, label: '只在本机' },
              ...places.map(({ scope }) => ({ value: scope, label: `和${nameOfPlace(scope)}同事共用` })),
            ]}
            onChange={(next) => {
              action.clear();
              setForWhom(next);
            }}
          />
        )}
        {action.trouble !== null && <TroubleNote trouble={action.trouble} />}
      </SaveFilterForm>
    </Dialog>
  );
}

export interface RenameFilterDialogProps {
  readonly filters: Filters;
  readonly queue: SharedQueue;
  readonly onClose: () => void;
}

/** Another name for what is shared, here and with the colleagues. */
export function RenameFilterDialog({ filters, queue, onClose }: RenameFilterDialogProps): JSX.Element {
  const { action, rename } = filters;
  const { document } = queue;
  const [name, setName] = useState(document.name);
  return (
    <SaveDialog
      title="改共用筛选的名称"
      saveName="改名"
      isBusy={action.isBusy}
      problem={action.trouble === null ? undefined : `${action.trouble.what}${action.trouble.next}`}
      onSave={() => {
        if (action.isBusy) return;
        void rename(document, name).then((isDone) => {
          if (isDone) onClose();
        });
      }}
      onClose={onClose}
    >
      <TextField
        label="名称"
        value={name}
        maxLength={FILTER_NAME_CHARACTERS}
        onChange={(next) => {
          action.clear();
          setName(next);
        }}
        hint="同事那里的名称一起改，条件不变。"
      />
    </SaveDialog>
  );
}
