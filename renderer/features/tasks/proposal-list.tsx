import type { JSX } from 'react';
import type { Proposal, TargetDocument } from '../../../shared/domain/task.ts';
import { maskPhone } from '../../../shared/domain/identifiers/mask.ts';
import { Button } from '../../ui/button.tsx';

export interface ProposalListProps {
  readonly target: TargetDocument;
  readonly mayDecide: boolean;
  readonly onAccept: (proposal: Proposal) => void;
  readonly onDecline: (proposal: Proposal) => void;
}

/** A telephone list as covered text; everything else that is proposed is text already. */
export function proposalText(value: unknown): string {
  if (value === undefined) return '空';
  if (typeof value === 'string') return value === '' ? '空' : value;
  if (Array.isArray(value))
    return value
      .map((each: unknown) =>
        typeof each === 'object' && each !== null && 'number' in each ? maskPhone(String(each.number)) : String(each),
      )
      .join('、');
  return JSON.stringify(value);
}
const ANSWERED = { accepted: '已采纳', declined: '未采纳' } as const;

/** What visits proposed for the record: taken over with a click, with where it came from. */
export function ProposalList({ target, mayDecide, onAccept, onDecline }: ProposalListProps): JSX.Element | null {
  const proposals = target.results.flatMap((result) =>
    (result.proposals ?? []).map((proposal) => ({ proposal, by: result.by.name })),
  );
  if (proposals.length === 0) return null;
  return (
    <section className="tasks-section">
      <h3>建议改档案 {proposals.length}</h3>
      <ul className="tasks-proposals">
        {proposals.map(({ proposal, by }) => (
          <li key={proposal.id}>
            <span>
              {proposal.fieldName}：{proposalText(proposal.from)} → <b>{proposalText(proposal.to)}</b>
              <span className="ui-list-second">
                {by} 提议
                {proposal.state !== 'proposed' && ` · ${ANSWERED[proposal.state]} ${proposal.answeredBy ?? ''}`}
              </span>
            </span>
            {proposal.state === 'proposed' && mayDecide && (
              <span className="tasks-proposal-acts">
                <Button
                  size="small"
                  onClick={() => {
                    onAccept(proposal);
                  }}
                >
                  采纳
                </Button>
                <Button
                  size="small"
                  onClick={() => {
                    onDecline(proposal);
                  }}
                >
                  不采纳
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
