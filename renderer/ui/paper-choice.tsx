import { useState } from 'react';
import type { JSX } from 'react';
import type { WorkstationApi } from '../../shared/ipc/workstation-api.ts';
import { fileNameOf } from '../lib/desktop-files.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

export interface PaperChoiceProps {
  readonly title: string;
  readonly files: Pick<WorkstationApi['files'], 'savePdf'>;
  readonly onPaper: () => void;
  readonly onDone: () => void;
}

type Saving = { readonly kind: 'idle' | 'saving' | 'failed' } | { readonly kind: 'saved'; readonly name: string };

/** On the desktop: to a printer, or into a file. A browser's own print dialog offers both. */
export function PaperChoice({ title, files, onPaper, onDone }: PaperChoiceProps): JSX.Element {
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const save = async (): Promise<void> => {
    setSaving({ kind: 'saving' });
    const reply = await files.savePdf({ suggestedName: fileNameOf(title, 'pdf') });
    if (!reply.ok) setSaving({ kind: 'failed' });
    else setSaving(reply.value.kind === 'saved' ? reply.value : { kind: 'idle' });
  };
  return (
    <Dialog
      title={`打印 ${title}`}
      onClose={onDone}
      acts={
        saving.kind === 'saved' ? (
          <Button kind="primary" autoFocus onClick={onDone}>
            好
          </Button>
        ) : (
          <>
            <Button kind="primary" autoFocus onClick={onPaper}>
              打印
            </Button>
            <Button {...(saving.kind === 'saving' ? { busyText: '正在存…' } : {})} onClick={() => void save()}>
              存成 PDF
            </Button>
            <Button onClick={onDone}>取消</Button>
          </>
        )
      }
    >
      {saving.kind === 'saved' ? (
        <p role="status">已存成“{saving.name}”。里面的个人信息和纸上一样要保管好。</p>
      ) : (
        <p>A4 纸，每页脚有打印人、终端和时间。</p>
      )}
      {saving.kind === 'failed' && <p role="alert">PDF 没有存成。资料没有变；换一个文件夹再存，或先打印。</p>}
    </Dialog>
  );
}
