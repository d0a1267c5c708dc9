import { caseSchema, type CaseDocument } from '../../../shared/domain/case.ts';
import { auditSchema } from '../../../shared/domain/audit.ts';
import { scopeCode } from '../../../shared/domain/codes.ts';
import { DOCUMENT_TYPES, isDocumentType, typeOfId, type DatabaseName } from '../../../shared/domain/document-types.ts';
import { photoSchema, thumbSchema } from '../../../shared/domain/evidence.ts';
import { foldLog, projectCase, projectFold } from '../../../shared/cases/fold.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import type { Rulebooks } from '../../../shared/cases/rulebook.ts';
import { DUE_FIELDS } from '../../../shared/cases/deadline/due-fields.ts';
import type { Database } from '../../src/open-databases.ts';
import { rulebooksIn } from '../../src/rules/follow-rulebooks.ts';
import type { StoredDocument } from '../../src/store/port.ts';
import { SCHEMAS } from '../../src/write/judge-record.ts';
import { examples, fine, found, together, type Report } from './finding.ts';

const PAGE = 500;
/** One document in so many is looked up in the index when not everything is. */
const SAMPLE = 50;
/** What is written so often that it is another one each time is taken for wrong after so many looks. */
const LOOKS = 3;

type Tell = (text: string, done: number, total: number) => void;

const SCHEMA_OF: Readonly<Record<string, { readonly safeParse: (value: unknown) => { readonly success: boolean } }>> = {
  ...SCHEMAS,
  case: caseSchema,
  photo: photoSchema,
  thumb: thumbSchema,
  audit: auditSchema,
};

function withoutRevision({ _rev, _attachments, ...content }: StoredDocument): Readonly<Record<string, unknown>> {
  return content;
}

/** Type, database and place are those that its id and its scope say. */
const isPlaced = (name: DatabaseName, { _id, type, scope }: StoredDocument): boolean =>
  isDocumentType(type) &&
  DOCUMENT_TYPES[type].database === name &&
  // Lines of history share one prefix, whatever they are about.
  typeOfId(_id) === (type === 'careChange' ? 'change' : type) &&
  scopeCode.safeParse(scope).success;

/** Deadlines were reckoned by the calendar of the day the case was last folded: of a case that is over a day moved since moves them with the next entry only. */
function withoutClocks(document: CaseDocument): string {
  const clocks: ReadonlySet<string> = new Set([...DUE_FIELDS, 'wakeAt']);
  return canonicalJson(Object.fromEntries(Object.entries(document).filter(([field]) => !clocks.has(field))));
}

/** What the log gives, written anew, is what stands in the case. */
function isFolded(document: StoredDocument, rulebooks: Rulebooks): boolean {
  const stored = withoutRevision(document) as unknown as CaseDocument;
  const fold = foldLog(stored.log, rulebooks);
  return projectFold(fold) !== null && withoutClocks(projectCase(stored, fold)) === withoutClocks(stored);
}

interface Wrong {
  readonly unreadable: string[];
  readonly unplaced: string[];
  readonly dangling: string[];
  readonly unfolded: string[];
  readonly unindexed: string[];
  readonly unattached: string[];
}

async function checkPage(
  database: Database,
  documents: readonly StoredDocument[],
  isFull: boolean,
  wrong: Wrong,
  rulebooks: Rulebooks,
): Promise<void> {
  const { name, index } = database;
  for (const document of documents) {
    const { _id: id } = document;
    if (document._deleted === true) {
      if (!isPlaced(name, document)) wrong.dangling.push(id);
      continue;
    }
    if (!isPlaced(name, document)) wrong.unplaced.push(id);
    else if (SCHEMA_OF[document.type]?.safeParse(withoutRevision(document)).success !== true) wrong.unreadable.push(id);
    else if (document.type === 'case' && !isFolded(document, rulebooks)) wrong.unfolded.push(id);
    if (name === 'evidence' && Object.keys(document._attachments ?? {}).length !== 1) wrong.unattached.push(id);
  }
  const asked = documents.filter((_document, at) => isFull || at % SAMPLE === 0);
  const indexed = await index.documents(asked.map(({ _id }) => _id));
  const suspects = asked.filter(({ _id, _rev, _deleted }) =>
    _deleted === true ? indexed.has(_id) : indexed.get(_id)?._rev !== _rev,
  );
  wrong.unindexed.push(
    ...(await unindexed(
      database,
      suspects.map(({ _id }) => _id),
    )),
  );
}

/** Which of these the index has otherwise than the store, also when it has come to where the store is: colleagues write meanwhile, and so do other servers. */
async function unindexed({ store, index, catchUp }: Database, ids: readonly string[]): Promise<readonly string[]> {
  let doubtful = ids;
  for (let looks = 0; looks < LOOKS && doubtful.length > 0; looks += 1) {
    const stored = await store.current(doubtful);
    await catchUp();
    const indexed = await index.documents(doubtful);
    doubtful = doubtful.filter((id) => {
      const now = stored.get(id);
      return now?._deleted === true ? indexed.has(id) : indexed.get(id)?._rev !== now?._rev;
    });
  }
  return doubtful;
}

const NAMES: Readonly<Record<DatabaseName, string>> = { records: '资料', evidence: '照片', audit: '留痕' };

/** Reads a whole database: every document parsed, placed, folded; the index beside it, sampled or whole. */
export async function checkDocuments(database: Database, isFull: boolean, tell: Tell): Promise<Report> {
  const { name, store } = database;
  const wrong: Wrong = { unreadable: [], unplaced: [], dangling: [], unfolded: [], unindexed: [], unattached: [] };
  const { documents: total } = await store.info();
  const rulebooks = await rulebooksIn(database.index);
  let read = 0;
  for (let after = 0; ;) {
    const { changes, last } = await store.changes(after, PAGE);
    await checkPage(
      database,
      changes.map(({ document }) => document),
      isFull,
      wrong,
      rulebooks,
    );
    read += changes.length;
    tell(name, read, total);
    if (changes.length < PAGE) break;
    after = last;
  }
  return reportOf(NAMES[name], read, isFull, wrong);
}

function reportOf(title: string, read: number, isFull: boolean, wrong: Wrong): Report {
  const of = (ids: readonly string[], what: string, means: string, todo: string): Report =>
    ids.length === 0 ? together([]) : found(`${title}：${what} ${examples(ids)}`, means, todo);
  const findings = together([
    of(
      wrong.unreadable,
      '内容不合格式',
      '这几条在终端上可能打不开。其他资料不受影响。',
      '升级到最新版再查；仍有就把编号发给维护人员，先不要改它们。',
    ),
    of(
      wrong.unplaced,
      '没有类型或位置',
      '没有人看得到这几条，也就没有人会去办。',
      '把编号发给维护人员；它们的内容还在。',
    ),
    of(
      wrong.dangling,
      '已删除但没有位置',
      '拿着旧副本的终端不会知道它们已删除。',
      '请系统管理员在终端上重新删除一次。',
    ),
    of(
      wrong.unfolded,
      '状态与经过不一致',
      '列表里的状态、时限可能不对；经过（办理记录）是全的，以经过为准。',
      '在终端上对这几件加一条备注，状态会按经过重算。',
    ),
    of(
      wrong.unindexed,
      '索引与数据不一致',
      '有的人可能收不到这几条；数据没有丢。',
      '停服务端，删掉数据目录里的 index 目录再启动，索引会自动重建。',
    ),
    of(wrong.unattached, '缺照片文件', '记录在，图不在。', '请拍照的人在原来的终端上打开同步页重新送；或从备份找回。'),
  ]);
  if (findings.findings.length > 0) return findings;
  return fine(`${title} ${read} 条，都读得懂、都有位置；索引${isFull ? '全部核对' : '抽查'}一致`);
}
