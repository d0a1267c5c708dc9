import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import { hasHistory } from '../../../shared/domain/change.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import type { HandoverDocument } from '../../../shared/domain/handover.ts';
import type { Outcome, Trouble } from '../../data/api.ts';
import type { HandedOver, Proposal } from '../../data/handover/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { fieldName } from '../../records/field-names.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useInHand } from '../../ui/use-in-hand.ts';
import { HandedOverList } from './handed-over-list.tsx';
import { ProposalView } from './handover-proposal.tsx';
import { saidFields } from './refused-edit.tsx';
import { useUpDown } from './use-up-down.ts';

export interface HandoverDeskProps {
  readonly incoming: readonly HandoverDocument[];
  readonly outgoing: readonly HandedOver[];
  readonly isOnline: boolean;
  /** The centre answers and takes nothing: the banner says why. */
  readonly isHalted: boolean;
  readonly nowMs: number;
  readonly onOpenSubject: (id: string) => void;
}

const DECISIONS = { adopted: '已采用', declined: '不采用' } as const;

/** 职业、电话: which of two edits of one record. A step of a case says itself what it is. */
function whatWords({ subject, change }: HandoverDocument): string {
  const type = typeOfId(subject);
  if (change === undefined || !hasHistory(type)) return '';
  return `改 ${[...new Set(saidFields(change).map(({ field }) => fieldName(type, field)))].join('、')}`;
}

/** 交接箱: what colleagues wrote of records that are mine now. Nothing of it is in force until I say so. */
export function HandoverDesk(props: HandoverDeskProps): JSX.Element {
  const { incoming, nowMs, onOpenSubject } = props;
  const waiting = incoming.filter(({ state }) => state === 'open');
  const decided = incoming.filter(({ state }) => state !== 'open');
  const hand = useInHand(waiting.map(({ _id }) => _id));
  const picked = waiting[hand.at];
  useUpDown('交接箱', waiting.length, hand.step);
  return (
    <>
      <div className="sync-column">
        <Panel title="交给我的" count={waiting.length} note="同事写的，资料后来归你管；采用才生效">
          {waiting.length === 0 && (
            <EmptyState title="没有等你处理的">别人没送达、现在归你管的修改会放在这里，采用才生效。</EmptyState>
          )}
          {waiting.length > 0 && (
            <ul className="sync-refused-list" aria-label={`交给我的 ${String(waiting.length)} 条`}>
              {waiting.map((one) => (
                <li key={one._id}>
                  <button
                    type="button"
                    className="sync-line-open"
                    aria-current={one._id === picked?._id ? 'true' : undefined}
                    onClick={() => {
                      hand.take(one._id);
                    }}
                  >
                    <b>{one.title}</b>
                    <span>
                      {[whatWords(one), `${one.by.name} ${momentWords(one.at, nowMs)} 写`].filter(Boolean).join(' · ')}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          {decided.length > 0 && (
            <ul className="sync-lines" aria-label={`处理过的 ${String(decided.length)} 条`}>
              {decided.map((one) => (
                <li key={one._id}>
                  <button
                    type="button"
                    className="sync-line-open"
                    onClick={() => {
                      onOpenSubject(one.subject);
                    }}
                  >
                    <b>{one.title}</b>
                    <span>
                      {one.decidedBy?.name}
                      {one.decidedAt !== undefined && ` ${momentWords(one.decidedAt, nowMs)}`}
                      {one.reason !== undefined && `：${one.reason}`}
                    </span>
                  </button>
                  <StateMark kind="delivered" words={one.state === 'open' ? '' : DECISIONS[one.state]} />
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <HandedOverList {...props} />
      </div>
      {picked === undefined ? (
        <Panel title="交接">
          <EmptyState title="没有要处理的">同事交来的会在这里逐项对照现在的值，由你决定采用不采用。</EmptyState>
        </Panel>
      ) : (
        <Picked key={picked._id} handover={picked} nowMs={nowMs} onOpenSubject={onOpenSubject} />
      )}
    </>
  );
}

interface PickedProps {
  readonly handover: HandoverDocument;
  readonly nowMs: number;
  readonly onOpenSubject: (id: string) => void;
}

function Picked({ handover, nowMs, onOpenSubject }: PickedProps): JSX.Element {
  const { handovers } = useWorkstation();
  const proposal = useProposal(handover);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isDeclining, setDeclining] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const fields = proposal?.kind === 'fields' ? proposal.fields : [];
  const chosen = fields.filter(({ field, isInForce }) => !isInForce && !left.has(field)).map(({ field }) => field);
  const mayAdopt =
    proposal !== undefined &&
    proposal.kind !== 'gone' &&
    (proposal.kind !== 'fields' || chosen.length > 0 || fields.every(({ isInForce }) => isInForce));
  const decide = (deciding: Promise<Outcome<void>>): void => {
    setBusy(true);
    setTrouble(undefined);
    void deciding
      .then((outcome) => {
        if (!outcome.ok) setTrouble(outcome.trouble);
      })
      .finally(() => {
        setBusy(false);
      });
  };
  const adopt = (): void => {
    if (!isBusy && mayAdopt) decide(handovers.adopt(handover._id, proposal.kind === 'fields' ? chosen : undefined));
  };
  useShortcuts([
    { keys: 'Ctrl+Enter', label: '采用', group: '交接箱', inStatusBar: true, run: adopt },
    {
      keys: 'R',
      label: '不采用',
      group: '交接箱',
      inStatusBar: true,
      run: () => {
        setDeclining(true);
      },
    },
  ]);
  return (
    <Panel
      title={`交接：${handover.title}`}
      note={`${handover.by.name} ${momentWords(handover.at, nowMs)} 写，没送达时资料已归你管`}
      foot={
        <>
          <Button
            kind="primary"
            keyHint="Ctrl Enter"
            disabled={!mayAdopt}
            {...(isBusy ? { busyText: '正在写…' } : {})}
            onClick={adopt}
          >
            {fields.length > 1 && chosen.length < fields.length && chosen.length > 0
              ? `采用选中的 ${String(chosen.length)} 项`
              : '采用'}
          </Button>
          <Button
            onClick={() => {
              onOpenSubject(handover.subject);
            }}
          >
            打开这一条
          </Button>
          <span className="sync-apart">
            <Button
              kind="danger"
              keyHint="R"
              onClick={() => {
                setDeclining(true);
              }}
            >
              不采用
            </Button>
          </span>
        </>
      }
    >
      {trouble !== undefined && (
        <p className="ui-field-error sync-trouble" role="alert">
          {trouble.what}
          {trouble.safe}
          {trouble.next}
        </p>
      )}
      {proposal === undefined ? (
        <Skeleton label="正在读取现在的内容" />
      ) : (
        <ProposalView
          handover={handover}
          proposal={proposal}
          left={left}
          onLeave={(field, isLeft) => {
            setLeft((before) => new Set(isLeft ? [...before, field] : [...before].filter((one) => one !== field)));
          }}
        />
      )}
      {isDeclining && (
        <ReasonDialog
          title={`不采用“${handover.title}”？`}
          consequence={`现在的内容不变；${handover.by.name}写的留在这里，写明为什么不采用。`}
          wordsLabel="为什么不采用"
          actName="不采用"
          onClose={() => {
            setDeclining(false);
          }}
          onConfirm={({ words }) => {
            setDeclining(false);
            decide(handovers.decline(handover._id, words));
          }}
        />
      )}
    </Panel>
  );
}

/** What is proposed, against what stands here now; computed anew when that changes. */
function useProposal(handover: HandoverDocument): Proposal | undefined {
  const { handovers, cases, records } = useWorkstation();
  const [proposal, setProposal] = useState<Proposal>();
  const { subject } = handover;
  const isCase = handover.type === 'caseHandover';
  const found = useLive(isCase ? cases.one(subject) : undefined);
  const type = typeOfId(subject);
  const record = useLive(isCase ? undefined : records.one(type as 'person', subject));
  useEffect(() => {
    let isOver = false;
    void handovers.proposal(handover).then((next) => {
      if (!isOver) setProposal(next);
    });
    return () => {
      isOver = true;
    };
  }, [handovers, handover, found, record]);
  return proposal;
}
