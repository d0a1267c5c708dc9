import { useRef, useState } from 'react';
import type { JSX } from 'react';
import { readCalendar } from '../../../shared/cases/deadline/read-calendar.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import type { Row } from './rows.ts';

export interface CalendarImportProps {
  readonly year: number;
  readonly onTake: (rows: readonly Row[]) => void;
  readonly onClose: () => void;
}

/** A year's holidays pasted or read from a file: shown with what is wrong in it before it takes the place of the rows. */
export function CalendarImport({ year, onTake, onClose }: CalendarImportProps): JSX.Element {
  const [text, setText] = useState('');
  const [name, setName] = useState<string>();
  const file = useRef<HTMLInputElement>(null);
  const read = text.trim() === '' ? undefined : readCalendar(text);
  const otherYear = read?.ok === true && read.value.year !== year;
  const faults = read === undefined ? [] : read.ok ? read.value.doubts : read.reason;
  return (
    <Dialog
      title={`导入 ${String(year)} 年节假日表`}
      note="CSV 或 JSON，一天一行；导入后还能改，发布才生效。"
      size="wide"
      onClose={onClose}
      acts={
        <>
          <Button
            kind="primary"
            disabled={read?.ok !== true || otherYear}
            onClick={() => {
              if (read?.ok === true) onTake(read.value.entries);
            }}
          >
            放进表里
          </Button>
          <Button onClick={onClose}>取消</Button>
        </>
      }
    >
      <div className="ui-stack">
        <div className="catalogs-file">
          <input
            ref={file}
            type="file"
            className="ui-only-read"
            tabIndex={-1}
            accept=".csv,.json,.txt"
            aria-label="节假日表文件"
            onChange={(event) => {
              const [chosen] = event.target.files ?? [];
              setName(chosen?.name);
              void chosen?.text().then(setText);
            }}
          />
          <Button
            onClick={() => {
              file.current?.click();
            }}
          >
            选文件…
          </Button>
          <span>{name ?? '还没有选文件'}</span>
        </div>
        <TextArea label="或粘贴在这里" rows={10} value={text} onChange={setText} />
        {read?.ok === true && !otherYear && <p>读到 {read.value.entries.length} 天，会换掉表里现有的各行。</p>}
        {otherYear && (
          <p className="ui-field-error" role="alert">
            这是 {read.value.year} 年的表，这里要 {year} 年的。表里的行没有动。
          </p>
        )}
        {faults.length > 0 && (
          <ul className="ui-field-error" role="alert">
            {faults.slice(0, 8).map(({ row, words }) => (
              <li key={`${String(row)} ${words}`}>{row === 0 ? words : `第 ${String(row)} 行：${words}`}</li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
