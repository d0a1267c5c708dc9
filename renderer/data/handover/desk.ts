import type { Rulebooks } from '../../../shared/cases/rulebook.ts';
import type { AnyRecord, ChangeSet } from '../../../shared/actions/change-set.ts';
import { actOf, isAct, type Act } from '../../../shared/cases/acts.ts';
import { actsFor } from '../../../shared/cases/legal-acts.ts';
import type { Actor, CaseDocument } from '../../../shared/domain/case.ts';
import { hasHistory } from '../../../shared/domain/change.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import { HANDOVER_TYPES, isHandover, type HandoverDocument } from '../../../shared/domain/handover.ts';
import type { Post } from '../../../shared/domain/staff.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { CaseWriter } from '../cases/write-case.ts';
import { recordOf, type LocalCase, type LocalRecord } from '../collections/local-form.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { readOne, readWhere, watch } from '../collections/store-access.ts';
import { derived, liveWhileHeard } from '../live.ts';
import type { Me } from '../me.ts';
import { collectionOf } from '../records/pending.ts';
import type { RecordsApi } from '../records/api.ts';
import { done, troubled } from '../trouble.ts';
import type { Outcome, Trouble } from '../values.ts';
import type { HandoverApi, Proposal } from './api.ts';
import type { HandoverOutbox } from './outbox.ts';
import { adopted, groundsOf, recordProposal, stepProposal } from './propose.ts';

const NOTHING = '没有写下任何东西。';
const DECIDED: Trouble = {
  code: 'handover/decided',
  what: '这一条交接已经有人处理了。',
  safe: NOTHING,
  next: '看一下处理结果。',
};
const GONE: Trouble = {
  code: 'handover/gone',
  what: '这一条资料现在不在本机，不能采用。',
  safe: '交接的内容还在。',
  next: '等资料同步到本机再采用；不归你管就写明理由不采用。',
};
const MOST_TEXT = 2_000;
const SHOWN_DECIDED = 100;

export interface HandoverDeskParts {
  readonly me: Me;
  readonly rulebooks: Rulebooks;
  readonly collections: LocalCollections;
  readonly outbox: HandoverOutbox;
  readonly records: Pick<RecordsApi, 'commit'>;
  readonly writer: CaseWriter;
}

/** Words beside what a handed-over step says, so that the log tells whose it was. */
function wordsOf(handover: HandoverDocument, as: Act): string {
  const { entry } = handover;
  const said = [entry?.data['text'], entry?.data['reason']].filter((one) => typeof one === 'string' && one !== '');
  const label = entry !== undefined && isAct(entry.act) && entry.act !== as ? actOf(entry.act).label : '';
  return [groundsOf(handover), label, ...said].filter(Boolean).join('，').slice(0, MOST_TEXT);
}

export function handoverDesk({ me, rulebooks, collections, outbox, records, writer }: HandoverDeskParts): HandoverApi {
  const { history, cases } = collections;
  const handoverAt = async (id: string): Promise<HandoverDocument | null> => {
    const found = await readOne<LocalRecord>(history, id);
    return found === null ? null : (recordOf(found) as unknown as HandoverDocument);
  };
  const subjectOf = async ({ subject }: HandoverDocument): Promise<AnyRecord | null> => {
    const type = typeOfId(subject);
    const found = hasHistory(type) ? await readOne<LocalRecord>(collectionOf(collections, type), subject) : null;
    return found === null ? null : recordOf(found);
  };
  const caseOf = ({ subject }: HandoverDocument): Promise<CaseDocument | null> => readOne<LocalCase>(cases, subject);
  const proposal = async (handover: HandoverDocument): Promise<Proposal> =>
    handover.type === 'caseHandover'
      ? stepProposal(handover, await caseOf(handover), me.user, rulebooks)
      : recordProposal(handover, await subjectOf(handover));

  const postAt = (scope: string): Post => {
    const [first] = me.user.posts;
    const post = me.user.posts.find((one) => isUnder(scope, one.scope)) ?? first;
    if (post === undefined) throw new Error('who decides has a post');
    return post;
  };
  const decision = (
    handover: HandoverDocument,
    state: 'adopted' | 'declined',
    reason?: string,
  ): ChangeSet['edits'][number] => {
    const before = handover as unknown as AnyRecord;
    const by: Actor = { id: me.user.id, name: me.user.displayName, post: postAt(handover.scope) };
    const told = { state, decidedBy: by, decidedAt: isoAt(me.clock.nowMs()) };
    return { before, after: { ...before, ...told, ...(reason === undefined ? {} : { reason }) } };
  };
  const commit = async (changes: ChangeSet): Promise<Outcome<void>> => {
    const outcome = await records.commit(changes);
    return outcome.ok ? done(undefined) : outcome;
  };

  /** The step first, then that it was adopted: cut off between the two, the log tells that it is in there. */
  const adoptStep = async (handover: HandoverDocument): Promise<Outcome<void>> => {
    const held = await caseOf(handover);
    const proposed = stepProposal(handover, held, me.user, rulebooks);
    const { entry, subject } = handover;
    if (proposed.kind !== 'step' || entry === undefined) return troubled(GONE);
    const { as } = proposed;
    const told = { handover: { id: handover._id, by: handover.by, at: handover.at } };
    if (as === 'report' || as === 'selfHandle') {
      const role = as === 'selfHandle' ? 'gridWorker' : undefined;
      const post = me.user.posts.find((one) =>
        role === undefined ? actOf('report').roles.includes(one.role) : one.role === role,
      );
      const begun = await writer.begin(subject, as, post ?? postAt(handover.scope), { ...entry.data, ...told }, []);
      if (!begun.ok) return begun;
    } else if (as !== 'none' && held !== null) {
      const post =
        actsFor(me.user, held, handover.at, rulebooks).offered.find(({ act }) => act === as)?.post ??
        postAt(held.scope);
      const data = as === 'note' ? { photos: entry.data['photos'] ?? [] } : entry.data;
      const written = await writer.act(subject, as, post, { ...data, ...told, text: wordsOf(handover, as) }, []);
      if (!written.ok) return written;
    }
    const title = `采用交接 ${handover.title}`;
    const edits = [decision(handover, 'adopted')];
    return commit({ act: 'adoptHandover', title, source: '交接', edits, consequences: [] });
  };

  const open = async (id: string): Promise<Outcome<HandoverDocument>> => {
    const handover = await handoverAt(id);
    return handover?.state === 'open' ? done(handover) : troubled(DECIDED);
  };

  return {
    proposal,
    incoming: liveWhileHeard((set) => {
      const known = new Map<string, HandoverDocument>();
      const take = (found: LocalRecord): void => {
        known.set(found._id, recordOf(found) as unknown as HandoverDocument);
      };
      const tell = (): void => {
        const all = [...known.values()];
        const waiting = all.filter(({ state }) => state === 'open').sort((a, b) => (a.at < b.at ? -1 : 1));
        const decided = all
          .filter(({ state }) => state !== 'open')
          .sort((a, b) => ((a.decidedAt ?? '') < (b.decidedAt ?? '') ? 1 : -1));
        set([...waiting, ...decided.slice(0, SHOWN_DECIDED)]);
      };
      const changed = new Set<string>();
      const stop = watch<LocalRecord>(history, (changes) => {
        const ours = [...changes].filter(([id]) => isHandover(typeOfId(id)));
        for (const [id, document] of ours) {
          changed.add(id);
          if (document === null) known.delete(id);
          else take(document);
        }
        if (ours.length > 0) tell();
      });
      void Promise.all(HANDOVER_TYPES.map((type) => readWhere<LocalRecord>(history, { where: { type } }))).then(
        (found) => {
          for (const document of found.flat()) if (!changed.has(document._id)) take(document);
          tell();
        },
      );
      return stop;
    }),
    outgoing: derived(outbox.items, (items) =>
      [...items.values()]
        .map(({ document: _d, record: _r, case: _c, ...told }) => told)
        .sort((a, b) => (a.writtenAt < b.writtenAt ? 1 : -1)),
    ),
    adopt: async (id, fields) => {
      const found = await open(id);
      if (!found.ok) return found;
      const handover = found.value;
      if (handover.type === 'caseHandover') return adoptStep(handover);
      const now = await subjectOf(handover);
      if (recordProposal(handover, now).kind === 'gone') return troubled(GONE);
      // The record and that it was adopted are one act: whole or not at all.
      const changes = adopted(handover, now, fields);
      return commit({ ...changes, edits: [...changes.edits, decision(handover, 'adopted')] });
    },
    decline: async (id, reason) => {
      const found = await open(id);
      if (!found.ok) return found;
      const title = `不采用交接 ${found.value.title}`;
      const edits = [decision(found.value, 'declined', reason)];
      return commit({
        act: 'declineHandover',
        title,
        source: '交接',
        reason: reason.slice(0, 200),
        edits,
        consequences: [],
      });
    },
  };
}
