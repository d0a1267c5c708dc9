import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import type { Workstation } from '../data/api.ts';
import { useReady } from '../lib/readiness.ts';
import { Button } from '../ui/button.tsx';
import { IconTrouble } from '../ui/icons.tsx';
import { MessageState } from '../ui/message-state.tsx';

export interface StoreGoneProps {
  readonly workstation: Workstation;
  readonly onReopened: (workstation: Workstation) => void;
  readonly onSignIn: () => void;
}

/** The store was deleted under the open window: it stands still, says so, and goes on from the journal as soon as that is open. */
export function StoreGone({ workstation, onReopened, onSignIn }: StoreGoneProps): JSX.Element {
  const [words, setWords] = useState<string>();
  useReady('store-gone', true);
  useEffect(() => {
    let isHere = true;
    void workstation.reopen().then((outcome) => {
      if (!isHere) return;
      if (outcome.ok) onReopened(outcome.workstation);
      else if (outcome.trouble.kind === 'store')
        setWords(`${outcome.trouble.trouble.what}${outcome.trouble.trouble.safe}`);
      else setWords('要重新登录才能接着用。');
    });
    return () => {
      isHere = false;
    };
    // Once for this workstation; the callbacks of that moment are the right ones.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once
  }, [workstation]);
  return (
    <MessageState
      icon={<IconTrouble />}
      title="本机存储刚刚被清除，已停下"
      role="alert"
      acts={
        words !== undefined && (
          <Button size="small" kind="primary" onClick={onSignIn}>
            重新登录
          </Button>
        )
      }
    >
      <p>{words ?? '正在从写入日志接回没有送达的内容，已送达的从中心取回。'}</p>
      <p>{words === undefined ? '稍等，不用重做。' : '重新登录后接着用。'}</p>
    </MessageState>
  );
}
