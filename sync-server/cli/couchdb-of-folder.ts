import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { couchAddress, type CouchAddress } from '../src/store/couch/couch-http.ts';
import { EXIT, StopError, UsageError } from './arguments.ts';

/** Beside the indexes of a server whose documents lie on a CouchDB: where that is. Read by every command, so that it is said once. */
const FILE = 'couchdb.json';
const remembered = z.object({ url: z.string(), passwordFile: z.string().optional() });

export type CouchChoice = z.infer<typeof remembered>;

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function rememberedIn(folder: string): Promise<CouchChoice | null> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = remembered.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new StopError(`${join(folder, FILE)} 读不懂：删掉它，再用 serve --couchdb 地址 启动一次。`, EXIT.failed);
}

/** The CouchDB of a data folder: the one given, which is remembered, or the one remembered. Null: the documents lie in the folder itself. */
export async function couchdbOf(folder: string, given: CouchChoice | null): Promise<CouchAddress | null> {
  const choice = given ?? (await rememberedIn(folder));
  if (choice === null) return null;
  const { url, passwordFile } = choice;
  const password = passwordFile === undefined ? undefined : await passwordIn(passwordFile);
  const address = couchAddress(url, password);
  if (address === null)
    throw new UsageError(`--couchdb：写成 http://账号:密码@主机:5984/前缀（前缀可省，小写字母开头）`);
  if (await isThere(join(folder, 'records')))
    throw new StopError(
      `目录 ${folder} 里有自己的数据，不能改用 CouchDB。没有动任何内容；请给一个新目录。`,
      EXIT.failed,
    );
  if (given !== null) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // With a password in it, perhaps: for its owner alone.
    await writeFile(join(folder, FILE), `${JSON.stringify(given)}\n`, { mode: 0o600 });
  }
  return address;
}

async function passwordIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.trim() === '') throw new UsageError(`--couchdb-password-file ${file}：读不到密码`);
  return text.trim();
}
