import type { Post } from '../../../shared/domain/staff.ts';
import type { Server } from '../../src/server.ts';
import { systemDocuments } from '../../src/store/system-documents.ts';
import { complaintAboutPosts } from '../user-changes.ts';
import { fine, found, together, type Report } from './finding.ts';

type Credential = Readonly<{
  account: string;
  locked: boolean;
  user: { readonly id: string; readonly posts: readonly Post[] };
}>;

/** Accounts: with posts, known among the staff, administration in three hands; sessions of nobody. */
export async function checkPeople(server: Server): Promise<Report> {
  const system = systemDocuments(server.databases.system);
  const credentials: Credential[] = [];
  for (const id of await system.idsUnder('credential:')) {
    const credential = await system.read<Credential>(id);
    if (credential !== null) credentials.push(credential);
  }
  const names = (list: readonly Credential[]): string => list.map(({ account }) => account).join('、');
  const postless = credentials.filter(({ user }) => user.posts.length === 0);
  const mixed = credentials.filter(({ user }) => complaintAboutPosts(user.posts) !== null);
  const staff = await server.databases.served.records.store.current(credentials.map(({ user }) => user.id));
  const unlisted = credentials.filter(({ user }) => staff.get(user.id) === undefined);
  const accounts = new Set(credentials.map(({ account }) => account));
  const sessions = await system.idsUnder('session:');
  let orphans = 0;
  for (const id of sessions) {
    const session = await system.read<{ account: string }>(id);
    if (session !== null && !accounts.has(session.account)) orphans += 1;
  }
  const of = (list: readonly Credential[], what: string, means: string, todo: string): Report =>
    list.length === 0 ? together([]) : found(`${what}：${names(list)}`, means, todo);
  const report = together([
    credentials.length === 0
      ? found('一个账号也没有', '谁也登不上。', '用 user add 添加账号，先加系统管理、安全管理、审计各一人。')
      : together([]),
    of(postless, '账号没有岗位', '能登录，但什么也看不到。', '用 user add 按岗位重建，或停用：user lock。'),
    of(mixed, '岗位不能兼任', '系统管理、安全管理、审计要由三个人分别担任。', '给其中一个岗位另开账号。'),
    of(unlisted, '账号不在人员名单里', '能登录，但同事看不到这个人，不能派给他。', '用 user add 重建这个账号。'),
    orphans === 0
      ? together([])
      : found(`登录状态 ${orphans} 个不属于任何账号`, '不能用来登录，只是占地方。', '重启服务端，到期会自动清掉。'),
  ]);
  const locked = credentials.filter((credential) => credential.locked).length;
  return report.findings.length > 0
    ? report
    : fine(`账号 ${credentials.length} 个（停用 ${locked} 个），都有岗位；登录状态 ${sessions.length} 个`);
}
