import type { JSX } from 'react';
import type { Trouble } from '../../data/api.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { VersionDiff } from './diff-versions.ts';
import type { Said } from './use-publishing.ts';

/** `publishes`: an administrator of the place; `tries`: who dispatches by it, in a draft of his own; `looks`: everybody else. */
export type Standing = 'publishes' | 'tries' | 'looks';

export interface EditorBarProps {
  readonly standing: Standing;
  readonly isChanged: boolean;
  readonly diff: VersionDiff;
  readonly faultCount: number;
  /** What was done last; goes with the next change. */
  readonly said: Said | undefined;
  readonly trouble: Trouble | undefined;
  readonly validFrom: string;
  readonly today: string;
  readonly onValidFrom: (day: string) => void;
  readonly onDropAll: () => void;
  readonly onPublish: () => void;
}

function wordsOf({ standing, isChanged, diff, faultCount, said }: EditorBarProps): string {
  if (standing === 'looks') return '这份目录不归你管，只能看。要改请联系上一级系统管理员。';
  if (standing === 'tries') return said?.words ?? '可以在本机试改、试算；定了请系统管理员照着改好发布。';
  if (said !== undefined) return said.words;
  if (!isChanged) return '还没有改动。';
  const faults = faultCount > 0 ? `；有 ${String(faultCount)} 处要改好才能发布` : '';
  return `新增 ${String(diff.added)} 行，删去 ${String(diff.removed)} 行，改动 ${String(diff.changed)} 行${faults}`;
}

/** The foot of the editor: what has been changed, what stands in the way, and the way to a new version. */
export function EditorBar(props: EditorBarProps): JSX.Element {
  const { standing, isChanged, said, trouble, validFrom, today, onValidFrom, onDropAll, onPublish } = props;
  return (
    <div className="catalogs-bar">
      <p role="status">
        {trouble === undefined ? (
          <>
            {wordsOf(props)}{' '}
            {said?.takeBack !== undefined && (
              <button type="button" className="ui-link" onClick={said.takeBack}>
                撤回
              </button>
            )}
          </>
        ) : (
          <span className="ui-tone-bad">
            {trouble.what}
            {trouble.safe}
            {trouble.next}
          </span>
        )}
      </p>
      {standing === 'publishes' && (
        <TextField
          label="生效日"
          type="date"
          min={today}
          value={validFrom}
          onChange={onValidFrom}
          className="catalogs-day"
        />
      )}
      {standing !== 'looks' && (
        <Button disabled={!isChanged} onClick={onDropAll}>
          {standing === 'tries' ? '放弃试改' : '放弃修改'}
        </Button>
      )}
      {standing === 'publishes' && (
        <Button kind="primary" keyHint="Ctrl Enter" disabled={!isChanged} onClick={onPublish}>
          发布新版本
        </Button>
      )}
    </div>
  );
}
