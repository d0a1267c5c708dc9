import { useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { Button } from './button.tsx';
import { IconTrouble } from './icons.tsx';
import { MessageState } from './message-state.tsx';

export interface ErrorStateProps {
  /** What happened: 这份档案没有打开 */
  readonly title: string;
  /** Is anything lost, and where is it. */
  readonly lost: string;
  /** What to do, when the acts do not say it themselves. */
  readonly advice?: string | undefined;
  /** For the help desk, copied with one press: E-2204. */
  readonly code: string;
  readonly acts?: ReactNode;
}

export function ErrorState({ title, lost, advice, code, acts }: ErrorStateProps): JSX.Element {
  const [copied, setCopied] = useState<'yes' | 'no'>();
  const copy = (): void => {
    navigator.clipboard.writeText(code).then(
      () => {
        setCopied('yes');
      },
      () => {
        setCopied('no');
      },
    );
  };
  return (
    <MessageState
      icon={<IconTrouble />}
      title={title}
      role="alert"
      acts={
        <>
          {acts}
          <Button size="small" onClick={copy}>
            {copied === 'yes' ? '已复制' : '复制错误编号'} {code}
          </Button>
        </>
      }
    >
      <p>{lost}</p>
      {advice !== undefined && <p>{advice}</p>}
      {copied === 'no' && <p>这里不能用剪贴板，请抄下编号 {code}。</p>}
    </MessageState>
  );
}
