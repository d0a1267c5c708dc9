import type { JSX } from 'react';
import { Button } from './button.tsx';
import { IconNoRight } from './icons.tsx';
import { MessageState } from './message-state.tsx';

export interface NoRightStateProps {
  /** 你的范围是上港第一居委。 The reader's own scope; nothing about the object. */
  readonly myScope: string;
  /** Whom to ask: 街道受理员 */
  readonly askWhom?: string | undefined;
  readonly onBack: () => void;
}

export function NoRightState({ myScope, askWhom = '街道受理员', onBack }: NoRightStateProps): JSX.Element {
  return (
    <MessageState
      icon={<IconNoRight />}
      title="这不在你的范围内"
      acts={
        <Button size="small" onClick={onBack}>
          返回
        </Button>
      }
    >
      <p>你的范围是{myScope}。</p>
      <p>需要办理请联系{askWhom}，或请管理员调整。</p>
    </MessageState>
  );
}
