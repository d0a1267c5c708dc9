import { useEffect, useRef } from 'react';
import type { JSX } from 'react';
import type { Draft } from '../../data/api.ts';
import { useReady } from '../../lib/readiness.ts';
import { Button } from '../../ui/button.tsx';
import { Shape } from '../../ui/shape.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';

export interface SentProps {
  readonly isOnline: boolean;
  readonly outcome: Draft['outcome'];
  readonly title: string;
  readonly community: string;
  readonly onOpen: () => void;
  readonly onAgain: () => void;
}

/** The finding is a case on this device now. Never says 已送达: that is the receipt's word. */
export function Sent({ isOnline, outcome, title, community, onOpen, onAgain }: SentProps): JSX.Element {
  const open = useRef<HTMLButtonElement>(null);
  useReady('sent', true);
  useShortcuts([{ keys: 'N', label: '再报一件', group: '上报', inStatusBar: true, run: onAgain }]);
  useEffect(() => {
    open.current?.focus();
  }, []);
  return (
    <div className="report-sent" role="status">
      <h1>
        <Shape name="check" tone="ok" size={18} /> {outcome === 'report' ? '已上报' : '已记自处置'}：{title}
      </h1>
      <p>{isOnline ? '已存本机，正在送中心。' : '已存本机，联网后自动送达。'}编号送达后生成。</p>
      <p>
        接下来由{community}
        {outcome === 'report' ? '受理' : '抽查'}，办到哪一步在这件的经过里。
      </p>
      <div className="report-sent-acts">
        <Button ref={open} kind="primary" onClick={onOpen}>
          打开这件
        </Button>
        <Button keyHint="N" onClick={onAgain}>
          再报一件
        </Button>
      </div>
    </div>
  );
}
