import type { ChangeSet } from '../../../shared/actions/change-set.ts';
import { catalogSchema, type CatalogDocument } from '../../../shared/domain/catalog.ts';
import { fail, ok, type Result } from '../../../shared/lib/result.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { kindName } from './tables.ts';
import type { Content } from './rows.ts';

/** All versions of one table: same kind, place and name. */
export interface Line {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly scope: string;
  /** Newest first. */
  readonly versions: readonly CatalogDocument[];
  /** Of today; `undefined` before the first begins. */
  readonly inForce: CatalogDocument | undefined;
}

const keyOf = ({ kind, scope, name }: CatalogDocument): string => `${kind} ${scope} ${name}`;

/** Tables by kind and name, each with its versions and the one in force today (as `data/record-lists.ts` chooses it). */
export function linesOf(catalogs: readonly CatalogDocument[], today: string): readonly Line[] {
  const byKey = new Map<string, CatalogDocument[]>();
  for (const catalog of catalogs) byKey.set(keyOf(catalog), [...(byKey.get(keyOf(catalog)) ?? []), catalog]);
  return [...byKey]
    .flatMap(([key, all]): readonly Line[] => {
      const versions = all.toSorted((a, b) => b.version - a.version);
      const [newest] = versions;
      if (newest === undefined) return [];
      const { kind, name, scope } = newest;
      const inForce = versions.find(({ validFrom, validTo }) => validFrom <= today && (validTo ?? today) >= today);
      return [{ key, kind, name, scope, versions, inForce }];
    })
    .sort(
      (a, b) =>
        kindName(a.kind).localeCompare(kindName(b.kind), 'zh-CN') ||
        a.scope.length - b.scope.length ||
        (a.name < b.name ? -1 : 1),
    );
}

export interface Publishing {
  readonly line: Line;
  readonly content: Content;
  /** YYYY-MM-DD, today or later. */
  readonly validFrom: string;
  readonly today: string;
  readonly nowIso: string;
  readonly id: string;
  readonly by: string;
  readonly device: string;
}

/**
 * The next version of a table, as an act: a document of its own, so that the old ones stay and a case can keep the one it was opened under.
 * Refused in words where its day has passed or it is not whole.
 */
export function nextVersion(publishing: Publishing): Result<ChangeSet, string> {
  const { line, content, validFrom, today, nowIso, id, by, device } = publishing;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(validFrom) || validFrom < today)
    return fail('生效日应是今天或以后的一天。已经过去的日子按当时的版本算，不能改。');
  const version = Math.max(0, ...line.versions.map((one) => one.version)) + 1;
  const document = {
    ...content,
    _id: id,
    type: 'catalog',
    kind: line.kind,
    name: line.name,
    scope: line.scope,
    schema: CURRENT_FORM,
    version,
    validFrom,
    provenance: { createdAt: nowIso, createdBy: by, createdDevice: device, source: '目录规则' },
  };
  const parsed = catalogSchema.safeParse(document);
  if (!parsed.success) return fail(`这一版还不完整（${parsed.error.issues[0]?.path.join('.') ?? ''}），补全再发布。`);
  return ok({
    act: 'publishCatalog',
    title: `发布 ${line.name} 第 ${String(version)} 版`,
    source: '目录规则',
    edits: [{ before: null, after: { ...document, type: 'catalog' } }],
    consequences: [
      `${validFrom} 起用第 ${String(version)} 版，此前仍用现在的版本。`,
      '旧版本都留着；已经过去的日子、已经开始的事件仍按当时的版本算。',
    ],
  });
}
