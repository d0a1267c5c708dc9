import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import type { Workstation } from '../data/api.ts';
import { STORE_CLEARED } from '../data/session/session-calls.ts';
import { carryKept } from '../lib/kept.ts';
import { draftsSaved } from '../features/report/saves-under-way.ts';
import { useReady } from '../lib/readiness.ts';
import { Button } from '../ui/button.tsx';
import { IconAgain, IconTrouble } from '../ui/icons.tsx';
import { MessageState } from '../ui/message-state.tsx';

export interface ReopeningProps {
  readonly workstation: Workstation;
  /** The store was deleted under the open window, or its person has other posts now. */
  readonly why: 'gone' | 'posts';
  readonly onReopened: (workstation: Workstation) => void;
  readonly onSignIn: () => void;
}

const WORDS = {
  gone: {
    title: '本机存储刚刚被清除，已停下',
    what: '正在从写入日志接回没有送达的内容，已送达的从中心取回。',
    role: 'alert',
  },
  posts: {
    title: '岗位有变化，正在按新岗位打开',
    what: '你写的都在。不再归你管的从本机拿走，其中没有送达的先放进交接箱。',
    role: 'status',
  },
} as const;

/** The window stands still, says why, and goes on where it was as soon as its store is open anew. */
export function Reopening({ workstation, why, onReopened, onSignIn }: ReopeningProps): JSX.Element {
  const [trouble, setTrouble] = useState<string>();
  // As it was when the store went: afterwards nothing here knows it.
  const [unsent] = useState(() => workstation.sync.status.get()?.counts.queued ?? 0);
  const { title, what, role } = WORDS[why];
  useReady('reopening', true);
  useEffect(() => {
    let isHere = true;
    // What was being typed is saved as its form is left: not into a store that closes.
    const ready = why === 'gone' ? Promise.resolve() : draftsSaved();
    void ready.then(workstation.reopen).then((outcome) => {
      if (!isHere) return;
      if (outcome.ok) {
        carryKept(workstation, outcome.workstation);
        onReopened(outcome.workstation);
      } else if (outcome.trouble.kind === 'store') {
        const { what: happened, safe, code } = outcome.trouble.trouble;
        const lost =
          code === STORE_CLEARED && unsent > 0 ? `没送达的 ${String(unsent)} 条找不回来了，要重新登记。` : '';
        setTrouble(`${happened}${lost}${safe}`);
      } else setTrouble('要重新登录才能接着用。');
    });
    return () => {
      isHere = false;
    };
    // Once for this workstation; the callbacks of that moment are the right ones.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once
  }, [workstation]);
  return (
    <MessageState
      icon={why === 'gone' || trouble !== undefined ? <IconTrouble /> : <IconAgain />}
      title={title}
      role={role}
      acts={
        trouble !== undefined && (
          <Button size="small" kind="primary" onClick={onSignIn}>
            重新登录
          </Button>
        )
      }
    >
      <p>{trouble ?? what}</p>
      <p>{trouble === undefined ? '稍等，不用重做。' : '重新登录后接着用。'}</p>
    </MessageState>
  );
}
