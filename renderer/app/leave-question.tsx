import type { JSX } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

export interface LeaveQuestionProps {
  /** `2 个事件里填的办理内容`, never empty. */
  readonly halfMade: readonly string[];
  /** Behind the lock: whoever wants to sign in may be somebody else. */
  readonly lockedFor?: string | undefined;
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

/** Asked before the signing out where work stands half made: it is in memory only, and goes with the session. */
export function LeaveQuestion({ halfMade, lockedFor, onLeave, onStay }: LeaveQuestionProps): JSX.Element {
  const act = lockedFor === undefined ? '退出登录' : '换人登录';
  return (
    <Dialog
      title={`${act}？`}
      onClose={onStay}
      acts={
        <>
          <Button kind="danger" onClick={onLeave}>
            {act}
          </Button>
          <Button autoFocus onClick={onStay}>
            {lockedFor === undefined ? '继续填' : '取消'}
          </Button>
        </>
      }
    >
      <p>
        {lockedFor === undefined ? '' : lockedFor}还没提交：{halfMade.join('、')}。
      </p>
      <p>{act}后这些不再保留。</p>
      <p>已经存下的都在，没送达的下次登录接着送。</p>
    </Dialog>
  );
}
