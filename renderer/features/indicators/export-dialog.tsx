import { useState } from 'react';
import type { JSX } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** What goes into the file. */
export interface ExportChoice {
  readonly purpose: string;
  readonly figures: boolean;
  readonly groups: boolean;
  readonly score: boolean;
  readonly list: boolean;
  readonly description: boolean;
}

export interface ExportDialogProps {
  /** 按期处置率 未处置或超期，8 件 */
  readonly listWords: string;
  /** 按期处置率，按社区 */
  readonly groupWords: string;
  /** 综合得分，按社区 */
  readonly scoreWords: string;
  /** The score is what is looked at. */
  readonly isOfScore: boolean;
  readonly isBusy: boolean;
  /** Why it did not come about the last time. */
  readonly trouble: string | undefined;
  readonly onExport: (choice: ExportChoice) => void;
  readonly onClose: () => void;
}

/** Asks what for and what of; exporting without a purpose is not possible (UX §6). */
export function ExportDialog(props: ExportDialogProps): JSX.Element {
  const { listWords, groupWords, scoreWords, isOfScore, isBusy, trouble, onExport, onClose } = props;
  const [purpose, setPurpose] = useState('');
  const [figures, setFigures] = useState(true);
  const [groups, setGroups] = useState(!isOfScore);
  const [score, setScore] = useState(isOfScore);
  const [list, setList] = useState(!isOfScore);
  const [description, setDescription] = useState(false);
  const [wasTried, setTried] = useState(false);
  const lacksPurpose = purpose.trim() === '';
  const lacksAll = !figures && !groups && !score && !list;

  const confirm = (): void => {
    setTried(true);
    if (!lacksPurpose && !lacksAll)
      onExport({ purpose: purpose.trim(), figures, groups, score, list, description: list && description });
  };
  return (
    <Dialog
      title="导出 Excel"
      onClose={onClose}
      acts={
        <>
          <Button
            kind="primary"
            keyHint="Ctrl Enter"
            {...(isBusy ? { busyText: '正在写文件…' } : {})}
            onClick={confirm}
          >
            导出
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
        <p>地址只到楼，人名打码。用途写在文件的说明页里，也记入审计。</p>
        <TextField
          label="用途"
          required
          maxLength={60}
          placeholder="如 11 月例会材料"
          value={purpose}
          onChange={setPurpose}
          error={wasTried && lacksPurpose ? '要写用途，如 11 月例会材料。' : undefined}
        />
        <Checkbox label="全部指标，带环比、同比" checked={figures} onChange={setFigures} />
        <Checkbox label={`分组：${groupWords}`} checked={groups} onChange={setGroups} />
        <Checkbox label={scoreWords} checked={score} onChange={setScore} />
        <Checkbox label={`名单：${listWords}`} checked={list} onChange={setList} />
        {list && (
          <Checkbox
            label="名单里写上情况描述（可能有当事人信息，按需要带）"
            checked={description}
            onChange={setDescription}
          />
        )}
        {wasTried && lacksAll && (
          <p className="ui-field-error" role="alert">
            至少选一样。
          </p>
        )}
        {trouble !== undefined && (
          <p className="ui-field-error" role="alert">
            {trouble}
          </p>
        )}
      </div>
    </Dialog>
  );
}
