import { checksumOf, type Checksum } from '../../src/backup/checksum.ts';
import { PARTS, type Part } from '../../src/backup/backup-format.ts';
import type { OpenData } from '../open-data.ts';
import { checkAudit } from './check-audit.ts';
import { checkDocuments } from './check-documents.ts';
import { checkMachine } from './check-machine.ts';
import { checkPeople } from './check-people.ts';
import { found, together, type Report } from './finding.ts';

export interface ExamineOptions {
  /** The whole index, not a sample of it. */
  readonly full: boolean;
  readonly checksum: boolean;
}

export interface Examination extends Report {
  readonly checksums?: Readonly<Partial<Record<Part, Checksum>>>;
}

const UNREADABLE = ['数据库文件可能损坏。', '不要再写入；停服务端，复制整个数据目录保存，再从备份恢复。'] as const;

/** A check that cannot be carried out is a finding, and hinders no other. */
async function attempted(title: string, check: () => Promise<Report>): Promise<Report> {
  try {
    return await check();
  } catch (error) {
    return found(`${title}：读不下去（${(error as Error).name}）`, ...UNREADABLE);
  }
}

/** Everything that can be looked at in open data, in the order in which it matters. Changes nothing. */
export async function examine(
  { server, folder }: Pick<OpenData, 'server' | 'folder'>,
  { full, checksum }: ExamineOptions,
  tell: (text: string, done: number, total: number) => void,
): Promise<Examination> {
  const { served, system } = server.databases;
  const reports = [
    await attempted('资料', () => checkDocuments(served.records, full, tell)),
    await attempted('照片', () => checkDocuments(served.evidence, full, tell)),
    await attempted('留痕', () => checkDocuments(served.audit, full, tell)),
    await attempted('留痕', () => checkAudit(server)),
    await attempted('账号', () => checkPeople(server)),
    await attempted('服务器', () => checkMachine(server, folder)),
  ];
  if (!checksum) return together(reports);
  const sums: [Part, Checksum][] = [];
  for (const part of PARTS) {
    const sum = attempted('校验和', async () => {
      sums.push([part, await checksumOf(part === 'system' ? system : served[part].store)]);
      return together([]);
    });
    reports.push(await sum);
  }
  return { ...together(reports), checksums: Object.fromEntries(sums) };
}
