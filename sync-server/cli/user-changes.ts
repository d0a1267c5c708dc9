import { z } from 'zod';
import { isUnder } from '../../shared/domain/codes.ts';
import { ROLE_NAMES } from '../../shared/domain/roles.ts';
import { postSchema, staffSchema, type Post, type StaffDocument } from '../../shared/domain/staff.ts';
import { isoAt } from '../../shared/lib/clock.ts';
import { fail, ok, type Result } from '../../shared/lib/result.ts';
import { ulid } from '../../shared/lib/ulid.ts';
import { CURRENT_FORM } from '../../shared/migrations/forms.ts';
import type { Server } from '../src/server.ts';

const account = z.string().regex(/^[a-z][a-z0-9.-]{1,31}$/);
const password = z.string().min(8).max(256);

/** What may be done to an account, by a command here or through the running server. */
export const userChange = z.discriminatedUnion('verb', [
  z.object({
    verb: z.literal('add'),
    account,
    name: z.string().min(1).max(30),
    posts: z.array(postSchema).min(1).max(8),
    password,
  }),
  z.object({ verb: z.literal('posts'), account, posts: z.array(postSchema).min(1).max(8) }),
  z.object({ verb: z.literal('passwd'), account, password }),
  z.object({ verb: z.literal('lock'), account, undo: z.boolean() }),
]);
export type UserChange = z.infer<typeof userChange>;

/** Where colleagues find the person: the widest of his posts. */
function homeOf(posts: readonly Post[]): string {
  const scopes = posts.map((post) => post.scope).sort((a, b) => a.length - b.length);
  return scopes[0] ?? '';
}

/** Why somebody may not hold these posts together, or null. */
export function complaintAboutPosts(posts: readonly Post[]): string | null {
  if (posts.some((post) => post.role === 'department' && post.department === undefined)) return '处置部门要写明部门';
  const isAdministrator = posts.some(
    ({ role }) => role === 'systemAdmin' || role === 'securityAdmin' || role === 'auditor',
  );
  // 等保: administration of system, security and audit in three hands.
  if (isAdministrator && new Set(posts.map((post) => post.role)).size > 1) {
    return '系统管理、安全管理、审计三个岗位要由三个人分别担任，也不兼别的岗位';
  }
  const isHeldTwice = (post: Post, at: number): boolean =>
    posts.some(
      (other, nth) =>
        nth !== at &&
        other.role === post.role &&
        other.department === post.department &&
        isUnder(post.scope, other.scope),
    );
  const twice = posts.find(isHeldTwice);
  return twice === undefined ? null : `岗位重复：${ROLE_NAMES[twice.role]} ${twice.scope}`;
}

function staffDocument(
  { account: name, name: displayName, posts }: Extract<UserChange, { verb: 'add' }>,
  nowMs: number,
): StaffDocument {
  const now = isoAt(nowMs);
  const id = ulid(nowMs, Math.random);
  return staffSchema.parse({
    _id: `staff:${id}`,
    type: 'staff',
    scope: homeOf(posts),
    audience: [`person:${id}`],
    schema: CURRENT_FORM,
    provenance: { createdAt: now, createdBy: 'user add', createdDevice: 'server', source: '账号管理' },
    account: name,
    displayName,
    posts,
    active: true,
  });
}

async function addUser(server: Server, change: Extract<UserChange, { verb: 'add' }>): Promise<Result<string, string>> {
  const complaint = complaintAboutPosts(change.posts);
  if (complaint !== null) return fail(complaint);
  if ((await server.accounts.find(change.account)) !== null) return fail(`账号 ${change.account} 已经有了`);
  const nowMs = server.clock.nowMs();
  const staff = staffDocument(change, nowMs);
  const [row] = await server.databases.served.records.write([staff], { newEdits: true });
  if (row?.ok !== true) return fail('人员资料没有写入');
  const user = { id: staff._id, account: change.account, displayName: change.name, posts: change.posts };
  await server.accounts.put(change.account, change.password, user, nowMs);
  return ok(`账号 ${change.account}：已添加`);
}

/** Colleagues see it at once, and who is signed in signs in again, under the new posts; what he wrote in the old ones is taken from him as a hand-over. */
async function changePosts(
  server: Server,
  { account: name, posts }: Extract<UserChange, { verb: 'posts' }>,
): Promise<Result<string, string>> {
  const complaint = complaintAboutPosts(posts);
  if (complaint !== null) return fail(complaint);
  const nowMs = server.clock.nowMs();
  if (!(await server.accounts.setPosts(name, posts, nowMs))) return fail(`没有账号 ${name}`);
  const { id } = (await server.accounts.find(name))?.user ?? { id: '' };
  const { records } = server.databases.served;
  const staff = (await records.store.current([id])).get(id);
  if (staff !== undefined && staff._deleted !== true) {
    const { _attachments: _none, ...document } = staff;
    const changed = { ...document, posts: [...posts], scope: homeOf(posts) };
    const [row] = await records.write([changed], { newEdits: true });
    if (row?.ok !== true) return fail(`账号 ${name} 的岗位已改，人员资料没有写入：把同一条命令再运行一次`);
  }
  return ok(`账号 ${name}：岗位已改为 ${posts.map(({ role, scope }) => `${ROLE_NAMES[role]} ${scope}`).join('，')}`);
}

/** Does it; open sessions and feeds of the account end. Words for people either way. */
export async function changeUser(server: Server, change: UserChange): Promise<Result<string, string>> {
  if (change.verb === 'add') return addUser(server, change);
  if (change.verb === 'posts') return changePosts(server, change);
  const nowMs = server.clock.nowMs();
  const isKnown =
    change.verb === 'passwd'
      ? await server.accounts.setPassword(change.account, change.password, nowMs)
      : await server.accounts.setLocked(change.account, !change.undo, nowMs);
  if (!isKnown) return fail(`没有账号 ${change.account}`);
  const done = change.verb === 'passwd' ? '已改密码' : change.undo ? '已解锁' : '已停用';
  return ok(`账号 ${change.account}：${done}`);
}
