import type { JSX } from 'react';
import { TextArea } from '../../ui/text-area.tsx';
import type { Note } from './use-note.ts';

/** The field for remarks that go onto the printed sheet. */
export function NoteField({ label, note }: { readonly label: string; readonly note: Note }): JSX.Element {
  return (
    <TextArea
      label={label}
      note="随写随存在本机，印在纸上"
      rows={4}
      maxLength={2000}
      disabled={note.text === undefined}
      value={note.text ?? ''}
      onChange={note.write}
      error={note.isUnsaved ? '刚才写的没有存上，磁盘可能满了。先别离开这一页，可以先打印。' : undefined}
    />
  );
}
