import type { EnterpriseDocument, Licence } from '../domain/enterprise.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { notHere, openScene, refuse } from './scene.ts';

export interface RenewLicenceInput {
  readonly enterprise: string;
  /** The licence that is renewed; a new one where left out. */
  readonly licence?: string | undefined;
  readonly kind: string;
  readonly number?: string | undefined;
  readonly from?: string | undefined;
  /** The last day, or `forGood` in words: an empty day is nobody's decision that it holds for good. */
  readonly until: string;
}

/** A licence renewed or added. What it was before stands in the history. */
export function renewLicence(
  documents: readonly AnyRecord[],
  input: RenewLicenceInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const enterprise: EnterpriseDocument | undefined = scene.get('enterprise', input.enterprise);
  if (enterprise === undefined || enterprise.state === 'void') return notHere('这家单位');
  const { from } = input;
  const until = input.until === 'forGood' ? undefined : input.until;
  if (input.kind.trim() === '') return refuse('kind', '还没有写是什么证。', '如：食品经营许可证。');
  if (until === '')
    return refuse('until', '还没有写有效期至哪天。', '照证填写，如 2027-12-02；证上写长期的，勾“长期有效”。');
  if (from !== undefined && until !== undefined && until < from)
    return refuse('day-order', '止期早于起期。', '核对两个日子。');
  if (until !== undefined && until < context.today)
    return refuse('over', `${until} 已经过了，续了也是过期。`, '核对止期。');
  const present = enterprise.licences ?? [];
  const former = present.find(({ id }) => id === input.licence);
  if (input.licence !== undefined && former === undefined) return notHere('这张证');
  if (former?.until !== undefined && until !== undefined && until <= former.until)
    return refuse('not-later', `${until} 不晚于现在记的 ${former.until}，不是续证。`, '核对新证上的止期。');
  const licence: Licence = {
    id: input.licence ?? context.newKey(),
    kind: input.kind.trim(),
    ...(input.number === undefined || input.number === '' ? {} : { number: input.number }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
  const licences =
    input.licence === undefined ? [...present, licence] : present.map((one) => (one.id === licence.id ? licence : one));
  scene.change(enterprise, { licences });
  scene.say(`${enterprise.name}的${licence.kind}${until === undefined ? '长期有效' : `有效至 ${until}`}。`);
  return scene.finish(
    'renewLicence',
    `${input.licence === undefined ? '添证' : '续证'} ${enterprise.name} ${licence.kind}`,
  );
}
