import { hasHistory } from '../../shared/domain/change.ts';
import { typeOfId } from '../../shared/domain/document-types.ts';
import type { RefusedWrite } from '../data/api.ts';
import { fieldName } from './field-names.ts';

/** A refusal names a field by its path (`内容不完整或格式不对（workplace）`); people read its name. */
export function refusalWords({ why, subject }: Pick<RefusedWrite, 'why' | 'subject'>): string {
  const type = typeOfId(subject);
  return why.replace(/（([\w.]+)）$/, (whole, path: string) =>
    hasHistory(type) ? `（${fieldName(type, path)}）` : whole,
  );
}
