import { mayWrite } from '../../../shared/access/rights.ts';
import { acceptProposal, addResult, declineProposal } from '../../../shared/actions/results.ts';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { hasHistory, type HistoryType } from '../../../shared/domain/change.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import type { Proposal, TargetDocument } from '../../../shared/domain/task.ts';
import { useWorkstation } from '../../data/hooks.ts';
import type { Action } from '../../records/use-action.ts';
import { forgetFilled } from './filled-results.ts';
import { proposedValue } from './proposable-fields.ts';
import type { ResultInput } from './result-form.tsx';

export interface Recording {
  readonly mayRecord: boolean;
  readonly record: (input: ResultInput) => Promise<void>;
  readonly accept: (proposal: Proposal) => void;
  readonly decline: (proposal: Proposal) => void;
}

/** What a person may do with one target: record what came out, take proposals over into the record or leave them. */
export function useRecording(
  target: TargetDocument | undefined,
  action: Action,
  onRecorded: (target: string) => void,
): Recording {
  const workstation = useWorkstation();
  const { user, records } = workstation;

  /** The target and its subject, where that is here. */
  const documents = async (of: TargetDocument): Promise<readonly AnyRecord[]> => {
    const type = typeOfId(of.subject);
    const subjects = hasHistory(type) ? await records.many(type satisfies HistoryType, [of.subject]) : [];
    // Both are records with history: their schemas say more than an act wants to know.
    return [of, ...subjects];
  };
  const withDocuments = async (
    work: (found: readonly AnyRecord[], of: TargetDocument) => Promise<void>,
  ): Promise<void> => {
    if (target !== undefined) await work(await documents(target), target);
  };

  return {
    mayRecord: target !== undefined && mayWrite(user, target, target) === 'allowed',
    record: (input) =>
      withDocuments(async (found, of) => {
        const subject = found.find(({ _id }) => _id === of.subject);
        const proposals = input.proposals.map((each) => ({
          ...each,
          to: proposedValue(each.field, each.to, subject?.[each.field]),
        }));
        const done = await action.run(
          addResult(found, { ...input, target: of._id, proposals }, action.context('走访')),
        );
        if (done === null) return;
        forgetFilled(workstation, of._id);
        onRecorded(of._id);
      }),
    accept: (proposal) => {
      void withDocuments(async (found, of) => {
        await action.run(acceptProposal(found, { target: of._id, proposal: proposal.id }, action.context()));
      });
    },
    decline: (proposal) => {
      void withDocuments(async (found, of) => {
        await action.run(declineProposal(found, { target: of._id, proposal: proposal.id }, action.context()));
      });
    },
  };
}
