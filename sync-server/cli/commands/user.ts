import { createInterface } from 'node:readline';
import { z } from 'zod';
import { ROLE_NAMES, ROLES, roleSchema } from '../../../shared/domain/roles.ts';
import { postSchema, type Post } from '../../../shared/domain/staff.ts';
import { fail, ok, type Result } from '../../../shared/lib/result.ts';
import { EXIT, readArguments, StopError, UsageError } from '../arguments.ts';
import { ask } from '../control-channel.ts';
import { openData } from '../open-data.ts';
import { changeUser, complaintAboutPosts, userChange, type UserChange } from '../user-changes.ts';

export const USER_USAGE = `用法：npm run server -- user add 账号 --data 目录 --name 姓名 --post 岗位:范围[:部门] [--post …]
      npm run server -- user posts 账号 --data 目录 --post 岗位:范围[:部门] [--post …]
      npm run server -- user passwd 账号 --data 目录
      npm run server -- user lock 账号 --data 目录 [--undo]

密码从标准输入读一行（不写在命令里），至少 8 个字符。
服务端开着时由它来改：停用、改密码、改岗位后，该账号已登录的会话立即结束。
改岗位：写全改后的所有岗位；重新输入密码后按新岗位工作，旧岗位上没送达的进现在责任人的交接箱。

岗位：${ROLES.map((role) => `${role} ${ROLE_NAMES[role]}`).join('，')}
范围：6 位区、9 位街道、12 位社区、15 位网格；处置部门再加部门，例如 department:310115005:dept:roads`;

async function readPassword(): Promise<string> {
  if (process.stdin.isTTY) console.error('密码：');
  for await (const line of createInterface({ input: process.stdin, terminal: false })) return line;
  return '';
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
  return parsed.data;
}

const COMPLAINTS: Readonly<Record<string, string>> = {
  verb: '用法：user add|posts|passwd|lock 账号 …',
  account: '账号用小写字母开头，可含数字、点和减号，2 到 32 个字符',
  name: '新账号要有 --name 姓名',
  posts: '要写明至少一个 --post',
  password: '密码至少 8 个字符',
};

interface Given {
  readonly verb: string;
  readonly account: string;
  readonly name: string | undefined;
  readonly posts: readonly Post[];
  readonly undo: boolean;
}

function readChange(given: Given, password: string): UserChange {
  const parsed = userChange.safeParse({ ...given, password });
  if (parsed.success) return parsed.data;
  throw new UsageError(COMPLAINTS[String(parsed.error.issues[0]?.path[0] ?? 'verb')] ?? COMPLAINTS['verb'] ?? '');
}

const controlAnswer = z.object({ ok: z.boolean(), words: z.string() });

/** Through the server that holds the folder, or by opening it. */
async function apply(folder: string | undefined, change: UserChange): Promise<Result<string, string>> {
  if (folder !== undefined) {
    const answered = controlAnswer.safeParse(await ask(folder, change));
    if (answered.success) return answered.data.ok ? ok(answered.data.words) : fail(answered.data.words);
  }
  const data = await openData(folder, { demo: false });
  try {
    return await changeUser(data.server, change);
  } finally {
    await data.release();
  }
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
  const given: Given = { verb, account, name: values.name, posts: values.post.map(postOf), undo: values.undo };
  readChange(given, 'not asked for yet'); // complaints about the rest come before the password is asked for
  const complaint = verb === 'add' || verb === 'posts' ? complaintAboutPosts(given.posts) : null;
  if (complaint !== null) throw new UsageError(complaint);
  const change = readChange(given, verb === 'lock' || verb === 'posts' ? 'not asked for at all' : await readPassword());
  const outcome = await apply(values.data, change);
  if (!outcome.ok) throw new StopError(outcome.reason, EXIT.failed);
  console.log(outcome.value);
}
