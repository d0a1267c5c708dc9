import type { EnterpriseDocument } from '../domain/enterprise.ts';
import type { LedgerEntryDocument } from '../domain/ledger-entry.ts';
import type { ActionContext, ActionResult } from './change-set.ts';
import { openScene, refuse, type NewRecord } from './scene.ts';

type Head = 'state' | 'audience' | 'sources';

/** What is known of a new enterprise or place. Its scope is the grid of its building. */
export type NewEnterprise = Omit<NewRecord<EnterpriseDocument>, Head>;

/** Puts an enterprise or a place on the ledger. */
export function addEnterprise(input: NewEnterprise, context: ActionContext): ActionResult {
  const scene = openScene([], context);
  const name = input.name.trim();
  if (name === '') return refuse('name', '单位还没有名称。', '如：燕林餐饮（即墨路店）。');
  if (input.address.trim() === '') return refuse('address', '还没有写在哪里。', '先选楼，再补门牌。');
  if (!scene.isMine(input.scope))
    return refuse('scope', '这个地方不在你的范围内。', '选自己范围内的楼，或请街道受理员登记。');
  scene.add('enterprise', { ...input, name, state: 'effective' });
  scene.say(`${name}记入单位台账，来源记为${context.source}。`);
  return scene.finish('addEnterprise', `新增单位 ${name}`);
}

/** One more line of a special ledger; its values were read by the ledger's configuration. */
export type NewLedgerEntry = Omit<NewRecord<LedgerEntryDocument>, Head>;

export function addLedgerEntry(input: NewLedgerEntry, ledgerName: string, context: ActionContext): ActionResult {
  const scene = openScene([], context);
  const title = input.title.trim();
  if (title === '') return refuse('title', '还没有名称。', '先填名称再存。');
  if (!scene.isMine(input.scope))
    return refuse('scope', '这个地方不在你的范围内。', '选自己范围内的地方，或请街道受理员登记。');
  scene.add('ledgerEntry', { ...input, title, state: 'effective' });
  scene.say(`${title}记入${ledgerName}。`);
  return scene.finish('addLedgerEntry', `新增${ledgerName} ${title}`);
}
