/** Why the server does not take a document, in words for its author: 为什么退回, 怎么改. */
export interface Refusal {
  readonly code: string;
  readonly why: string;
  readonly fix: string;
}

/** Refusals that do not depend on a case's lifecycle. */
export const REFUSALS = {
  type: { code: 'type', why: '你的岗位不能写这类资料', fix: '需要办理就联系有权的岗位。' },
  before: { code: 'not-found', why: '这不在你的范围内', fix: '需要办理就联系街道受理员。' },
  after: { code: 'out-of-scope', why: '这个位置不在你的范围内', fix: '换一个位置，或请街道受理员办理。' },
  shape: { code: 'shape', why: '内容不完整或格式不对', fix: '把它补全或改对再送，其余的不用重填。' },
  immutable: { code: 'immutable', why: '照片和留痕只能写一次', fix: '要换照片就新加一张。' },
  subject: { code: 'subject', why: '照片所属的事件不在你的范围内', fix: '先送事件，再送照片；或联系街道受理员。' },
  author: { code: 'author', why: '这一条不是用你的账号写的', fix: '用写它的账号登录再送。' },
  deletion: { code: 'deletion', why: '这类资料不能删除', fix: '写错了就作废或更正，经过会保留。' },
  audience: { code: 'audience', why: '不能把这条资料改成让别人看到', fix: '只改内容再送；要交给别的网格就用迁移。' },
  handover: { code: 'handover', why: '交接的内容不能改', fix: '只写采用或不采用；要改资料就打开那一条改。' },
  tooLarge: { code: 'too-large', why: '内容太大', fix: '换小一些的照片再送。' },
  tooOld: {
    code: 'too-old',
    why: '这一条是很早的版本写的，中心已不再接收',
    fix: '内容都在本机；升级后打开这一条，核对一遍再送。',
  },
  storeAway: {
    code: 'store-away',
    why: '中心的数据库暂时连不上，这次没有收下',
    fix: '不用重做：内容在本机，连上后会自动补送。',
  },
  busy: {
    code: 'busy',
    why: '短时间内请求太多，中心请这边等一等',
    fix: '不用重做：内容在本机，过一会儿会自动再送。',
  },
  busySignIn: { code: 'busy-sign-in', why: '短时间内登录太多，中心请这边等一等', fix: '过一会儿再登录。' },
  auditChain: { code: 'audit-chain', why: '留痕的顺序接不上', fix: '联系信息员检查这台终端。' },
} as const satisfies Readonly<Record<string, Refusal>>;
