import { createInterface } from 'node:readline/promises';
import { isUnder } from '../../../shared/domain/codes.ts';
import { ROLE_NAMES, ROLES, roleSchema } from '../../../shared/domain/roles.ts';
import { postSchema, staffSchema, type Post, type StaffDocument } from '../../../shared/domain/staff.ts';
import { isoAt, systemClock } from '../../../shared/lib/clock.ts';
import { ulid } from '../../../shared/lib/ulid.ts';
import { EXIT, readArguments, StopError, UsageError } from '../arguments.ts';
import { openData, type OpenData } from '../open-data.ts';

export const USER_USAGE = `用法：npm run server -- user add 账号 --data 目录 --name 姓名 --post 岗位:范围[:部门] [--post …]
      npm run server -- user passwd 账号 --data 目录
      npm run server -- user lock 账号 --data 目录 [--undo]

密码从标准输入读一行（不写在命令里）。服务端开着时不能改，先停止它。

岗位：${ROLES.map((role) => `${role} ${ROLE_NAMES[role]}`).join('，')}
范围：6 位区、9 位街道、12 位社区、15 位网格；处置部门再加部门，例如 department:310115005:dept:roads`;

const LEAST_PASSWORD = 8;

async function readPassword(): Promise<string> {
  const lines = createInterface({ input: process.stdin, terminal: false });
  if (process.stdin.isTTY) console.error('密码：');
  let password = '';
  for await (const line of lines) {
    password = line;
    break;
  }
  lines.close();
  if (password.length < LEAST_PASSWORD) throw new UsageError(`密码至少 ${LEAST_PASSWORD} 个字符`);
  return password;
}

/** `role:scope[:dept:key]` */
function postOf(text: string): Post {
  const [role, scope, ...department] = text.split(':');
  const parsed = postSchema.safeParse({
    role: roleSchema.safeParse(role).data,
    scope,
    ...(department.length === 0 ? {} : { department: department.join(':') }),
  });
  if (!parsed.success) throw new UsageError(`--post ${text}：写成 岗位:范围，处置部门写成 department:范围:dept:名称`);
  if (parsed.data.role === 'department' && parsed.data.department === undefined)
    throw new UsageError('处置部门要写明部门');
  return parsed.data;
}

/** Where colleagues find the person: the widest of his posts. */
function homeOf(posts: readonly Post[]): string {
  const scopes = posts.map((post) => post.scope).sort((a, b) => a.length - b.length);
  return scopes[0] ?? '';
}

function staffDocument(account: string, displayName: string, posts: readonly Post[]): StaffDocument {
  const now = isoAt(systemClock.nowMs());
  const id = ulid(systemClock.nowMs(), Math.random);
  return staffSchema.parse({
    _id: `staff:${id}`,
    type: 'staff',
    scope: homeOf(posts),
    audience: [`person:${id}`],
    schema: 1,
    provenance: { createdAt: now, createdBy: 'user add', createdDevice: 'server', source: '账号管理' },
    account,
    displayName,
    posts,
    active: true,
  });
}

async function addUser({ server }: OpenData, account: string, name: string, posts: readonly Post[]): Promise<void> {
  const password = await readPassword();
  if ((await server.accounts.find(account)) !== null) throw new StopError(`账号 ${account} 已经有了`, EXIT.failed);
  const staff = staffDocument(account, name, posts);
  const [row] = await server.databases.served.records.write([staff], { newEdits: true });
  if (row?.ok !== true) throw new StopError('人员资料没有写入', EXIT.failed);
  const user = { id: staff._id, account, displayName: name, posts: [...posts] };
  await server.accounts.put(account, password, user, systemClock.nowMs());
}

/** Administrators of system, security and audit are three separate people (等保). */
function checkSeparation(posts: readonly Post[]): void {
  const administrators = posts.filter(
    ({ role }) => role === 'systemAdmin' || role === 'securityAdmin' || role === 'auditor',
  );
  if (administrators.length > 0 && new Set(posts.map((post) => post.role)).size > 1) {
    throw new UsageError('系统管理、安全管理、审计三个岗位要由三个人分别担任，也不兼别的岗位');
  }
  const overlap = posts.find((post, at) =>
    posts.some((other, nth) => nth !== at && other.role === post.role && isUnder(post.scope, other.scope)),
  );
  if (overlap !== undefined) throw new UsageError(`岗位重复：${ROLE_NAMES[overlap.role]} ${overlap.scope}`);
}

export async function runUser(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      name: { type: 'string' },
      post: { type: 'string', multiple: true, default: [] },
      undo: { type: 'boolean', default: false },
    },
  });
  const [verb = '', account = ''] = positionals;
  if (!['add', 'passwd', 'lock'].includes(verb)) throw new UsageError('用法：user add|passwd|lock 账号 …');
  if (!/^[a-z][a-z0-9.-]{1,31}$/.test(account))
    throw new UsageError('账号用小写字母开头，可含数字、点和减号，2 到 32 个字符');
  const posts = values.post.map(postOf);
  if (verb === 'add') {
    if (values.name === undefined || posts.length === 0) throw new UsageError('新账号要有 --name 和至少一个 --post');
    checkSeparation(posts);
  }

  const data = await openData(values.data, { demo: false });
  try {
    await change(data, verb, account, { name: values.name ?? '', posts, undo: values.undo });
    console.log(
      `账号 ${account}：已${verb === 'add' ? '添加' : verb === 'passwd' ? '改密码' : values.undo ? '解锁' : '停用'}`,
    );
  } finally {
    await data.release();
  }
}

interface Change {
  readonly name: string;
  readonly posts: readonly Post[];
  readonly undo: boolean;
}

async function change(data: OpenData, verb: string, account: string, { name, posts, undo }: Change): Promise<void> {
  if (verb === 'add') return addUser(data, account, name, posts);
  const { accounts } = data.server;
  const isKnown =
    verb === 'passwd'
      ? await accounts.setPassword(account, await readPassword(), systemClock.nowMs())
      : await accounts.setLocked(account, !undo, systemClock.nowMs());
  if (!isKnown) throw new StopError(`没有账号 ${account}`, EXIT.failed);
}
