import { useRef, useState } from 'react';
import type { JSX } from 'react';
import type { Trouble } from '../../../data/api.ts';
import { Button } from '../../../ui/button.tsx';
import { IconFile } from '../../../ui/icons.tsx';

export interface FileChoiceProps {
  readonly isReading: boolean;
  readonly trouble: Trouble | undefined;
  readonly onFile: (file: File) => void;
  readonly onTemplate: () => void;
}

const KINDS = '.xlsx,.xls,.csv,.txt,.json';

/** Where a file comes in: by a button, or dropped. */
export function FileChoice({ isReading, trouble, onFile, onTemplate }: FileChoiceProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  return (
    <div
      className="import-choice"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <IconFile size={36} />
      <h2>选 12345 或其他渠道导出的文件，或拖到这里</h2>
      <p>
        Excel（.xlsx）、CSV、JSON 都可以。列名自己认，认不准的可以改，改过的下次记得。先看一遍再收，收了可以整批撤销。
      </p>
      <input
        ref={input}
        type="file"
        accept={KINDS}
        className="ui-only-read"
        aria-label="来件文件"
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files);
          // The same file may be chosen once more after it was mended.
          event.target.value = '';
        }}
      />
      <div className="import-choice-acts">
        <Button
          kind="primary"
          size="large"
          autoFocus
          {...(isReading ? { busyText: '正在读文件…' } : {})}
          onClick={() => {
            input.current?.click();
          }}
        >
          选文件
        </Button>
        <Button size="large" onClick={onTemplate}>
          下载模板
        </Button>
      </div>
      {trouble !== undefined && (
        <p className="ui-field-error" role="alert">
          {trouble.what}
          {trouble.safe}
          {trouble.next}
        </p>
      )}
    </div>
  );
}
