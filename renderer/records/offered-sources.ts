import type { SourceEntry } from '../../shared/domain/catalog.ts';

/** Only the program writes these: nobody who fills in a form has what he writes from a reckoning, an import or the demonstration. */
const BY_PROGRAM: ReadonlySet<string> = new Set(['导入', '示范数据', '系统推算']);

/** The sources somebody can name as his own. How strong a source is, is still asked of the whole catalogue. */
export const offeredSources = (catalogue: readonly SourceEntry[]): readonly SourceEntry[] =>
  catalogue.filter(({ name }) => !BY_PROGRAM.has(name));
