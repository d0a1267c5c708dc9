import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { couchAddress, type CouchAddress } from '../src/store/couch/couch-http.ts';
import { EXIT, StopError, UsageError } from './arguments.ts';
import { writeWhole } from './write-whole.ts';

/** Beside the indexes of a server whose documents lie on a CouchDB: where that is. Read by every command, so that it is said once. */
const FILE = 'couchdb.json';
const remembered = z.object({ url: z.string(), passwordFile: z.string().optional() });

export type CouchChoice = z.infer<typeof remembered>;

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

export async function rememberedIn(folder: string): Promise<CouchChoice | null> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = remembered.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new StopError(`${join(folder, FILE)} 读不懂：删掉它，再用 serve --couchdb 地址 启动一次。`, EXIT.failed);
}

/** What two options of a command say together. */
export function couchChoice(url: string | undefined, passwordFile: string | undefined): CouchChoice | undefined {
  if (url !== undefined) return { url, ...(passwordFile === undefined ? {} : { passwordFile: resolve(passwordFile) }) };
  if (passwordFile !== undefined) throw new UsageError('--couchdb-password-file 要和 --couchdb 一起给');
  return undefined;
}

export interface CouchOfFolder {
  readonly address: CouchAddress;
  /** It is the one that this folder's server has worked with before. */
  readonly isRemembered: boolean;
}

/** The address that a choice says. */
export async function addressOf({ url, passwordFile }: CouchChoice): Promise<CouchAddress> {
  const password = passwordFile === undefined ? undefined : await passwordIn(passwordFile);
  const address = couchAddress(url, password);
  if (address !== null) return address;
  throw new UsageError(
    '--couchdb：写成 http://账号:密码@主机:5984/前缀（前缀可省，小写字母开头）；集群的几个节点用逗号隔开，账号、密码、前缀写在第一个里',
  );
}

/** The CouchDB of a data folder: the one given, or the one remembered. Null: the documents lie in the folder itself. */
export async function couchdbOf(folder: string, given: CouchChoice | null): Promise<CouchOfFolder | null> {
  const before = await rememberedIn(folder);
  const choice = given ?? before;
  if (choice === null) return null;
  const address = await addressOf(choice);
  if (await isThere(join(folder, 'records'))) {
    const words =
      before === null
        ? '有自己的数据，不能直接改用 CouchDB。没有动任何内容；要搬过去用 move 命令，否则给一个新目录。'
        : '的资料搬到一半。没有动任何内容；把 move 命令再运行一次。';
    throw new StopError(`目录 ${folder} ${words}`, EXIT.failed);
  }
  return { address, isRemembered: before !== null };
}

/** To be called once it was reached: a folder remembers no address that was never right. */
export async function rememberCouchdb(folder: string, choice: CouchChoice): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // With a password in it, perhaps: for its owner alone.
  await writeWhole(join(folder, FILE), `${JSON.stringify(choice)}\n`);
}

/** The documents lie in the folder itself from here on. */
export const forgetCouchdb = (folder: string): Promise<void> => rm(join(folder, FILE), { force: true });

async function passwordIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.trim() === '') throw new UsageError(`--couchdb-password-file ${file}：读不到密码`);
  return text.trim();
}
