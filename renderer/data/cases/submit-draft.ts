import type { Post } from '../../../shared/domain/staff.ts';
import type { Draft, Outcome, Trouble } from '../api.ts';
import { caseIdOf, type DraftStore } from '../drafts/drafts.ts';
import { troubled } from '../trouble.ts';
import type { CaseWriter } from './write-case.ts';

const trouble = (code: string, what: string, next: string, safe = '草稿都在，没有丢。'): Trouble => ({
  code,
  what,
  safe,
  next,
});

/** What a draft lacks before it can be reported, in words; `null` when it is complete. */
function lacking(draft: Draft): Trouble | null {
  if (draft.category === undefined) return trouble('draft/category', '还没有选类别。', '选一个类别再上报。');
  if (draft.place === undefined) return trouble('draft/place', '还没有定位置。', '在地图上点一下位置再上报。');
  return null;
}

/** Turns a draft into a case: the finding as it was typed, its photos as evidence; the draft goes as the report is written down. */
export async function submitDraft(
  drafts: DraftStore,
  writer: CaseWriter,
  draftId: string,
  post: Post,
): Promise<Outcome<{ readonly caseId: string }>> {
  const draft = drafts.rows.get().get(draftId);
  if (draft === undefined)
    return troubled(trouble('draft/gone', '这份草稿不在了。', '看一下事件里是不是已经上报。', '上报过的不会丢。'));
  const lack = lacking(draft);
  if (lack !== null) return troubled(lack);
  const { category, place, description, urgent, channel, outcome } = draft;
  const finding = { category, place, description, channel, ...(urgent ? { urgent } : {}) };
  return writer.begin(caseIdOf(draftId), outcome, post, { finding }, drafts.photosOf(draft), {
    gone: [drafts.plan(new Map([[draftId, null]]))],
    back: [drafts.plan(new Map([[draftId, draft]]))],
  });
}
