import { useEffect, useRef, useState } from 'react';
import type { JSX } from 'react';
import type { Draft, RefusedWrite, Trouble } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useReady } from '../../lib/readiness.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';

export interface SentProps {
  readonly caseId: string;
  readonly outcome: Draft['outcome'];
  readonly title: string;
  readonly community: string;
  /** What became of the wish to merge it into another, in words. */
  readonly merged: string | undefined;
  readonly onOpen: () => void;
  readonly onAgain: () => void;
  /** It came back and is a draft once more. */
  readonly onDraft: (draftId: string) => void;
}

const WAY_WORDS = {
  local: '已存本机，联网后自动送达。',
  waiting: '待送：已存本机，正在送中心。',
  paused: '待送：已存本机，现在暂停送，原因在上面。',
  delivered: '已送达。',
} as const;
const LATEST_RECEIPTS = 50;
const NOTHING = [] as const;

/** The finding is a case on this device now. Only the receipt of its entry brings the mark and the word 已送达. */
export function Sent(props: SentProps): JSX.Element {
  const { caseId, outcome, title, community, merged, onOpen, onAgain, onDraft } = props;
  const { sync } = useWorkstation();
  const receipts = useLive(sync.receipts(LATEST_RECEIPTS)) ?? NOTHING;
  const receipt = receipts.find(({ kind, subject }) => kind === 'entry' && subject === caseId);
  const refusals = useLive(sync.refused) ?? NOTHING;
  const refused = refusals.find(({ subject, act }) => subject === caseId && (act === 'report' || act === 'selfHandle'));
  const status = useLive(sync.status);
  const isOnline = status?.online === true;
  const isHalted = (status?.halted ?? null) !== null;
  const way = receipt !== undefined ? 'delivered' : isOnline ? 'waiting' : 'local';
  const words =
    receipt?.handover === undefined ? WAY_WORDS[way === 'waiting' && isHalted ? 'paused' : way] : '已交接。';
  const open = useRef<HTMLButtonElement>(null);
  useReady('sent', true);
  useShortcuts([{ keys: 'N', label: '再报一件', group: '上报', inStatusBar: true, run: onAgain }]);
  useEffect(() => {
    open.current?.focus();
  }, []);
  if (refused !== undefined) return <CameBack refused={refused} title={title} onDraft={onDraft} onAgain={onAgain} />;
  return (
    <div className="report-sent" role="status">
      <h1>
        {outcome !== 'report' ? '已记自处置' : way === 'delivered' ? '已上报' : '上报已存'}：{title}
      </h1>
      <p>
        <StateMark kind={way} words={words} />
        {receipt === undefined && '编号送达后生成。'}
      </p>
      {merged === undefined ? (
        <p>
          接下来由{community}
          {outcome === 'report' ? '受理' : '抽查'}，办到哪一步在这件的经过里。
        </p>
      ) : (
        <p>{merged}</p>
      )}
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

interface CameBackProps extends Pick<SentProps, 'title' | 'onDraft' | 'onAgain'> {
  readonly refused: RefusedWrite;
}

/** The centre did not take it while its author still looks: why, and the way to put it right at once. It lies in the 退回箱 as well. */
function CameBack({ refused, title, onDraft, onAgain }: CameBackProps): JSX.Element {
  const { sync } = useWorkstation();
  const [trouble, setTrouble] = useState<Trouble>();
  const { id, why, fix } = refused;
  const putRight = (): void => {
    void sync.reportAnew(id).then((outcome) => {
      if (outcome.ok) onDraft(outcome.value.id);
      else setTrouble(outcome.trouble);
    });
  };
  return (
    <div className="report-sent" role="alert">
      <h1>上报没被接收：{title}</h1>
      <p>
        <StateMark kind="refused" words={`${why}。`} />
        {fix}
      </p>
      <p>写的和拍的都在本机，也放在退回箱里。</p>
      {trouble !== undefined && (
        <p className="ui-field-error">
          {trouble.what}
          {trouble.safe}
          {trouble.next}
        </p>
      )}
      <div className="report-sent-acts">
        <Button kind="primary" onClick={putRight}>
          改好重新上报
        </Button>
        <Button keyHint="N" onClick={onAgain}>
          再报一件
        </Button>
      </div>
    </div>
  );
}
