import { CURRENT_FORM } from '../migrations/forms.ts';
import { handoverId, handoverTypeOf, type HandoverDocument } from '../domain/handover.ts';
import { typeOfId } from '../domain/document-types.ts';
import type { User } from '../domain/staff.ts';
import { actorOf, anEntry, aUlid, GRID, START_MS } from './builders.ts';

const at = new Date(START_MS).toISOString();

/** An edit of a subject as its author hands it over: of a case a note with its words, of anything else one field. */
export function aHandover(author: User, subject: string, changes: object = {}, id = aUlid()): HandoverDocument {
  const subjectType = typeOfId(subject);
  const by = actorOf(author);
  const told = { act: 'edit', by, device: 'T-1', at, clock: 'trusted' as const, source: '走访', batch: id };
  const type = handoverTypeOf(subjectType) ?? 'handover';
  return {
    _id: handoverId(subject, id),
    type,
    scope: GRID,
    schema: CURRENT_FORM,
    provenance: { createdAt: at, createdBy: author.id, createdDevice: 'T-1', source: '走访' },
    subject,
    title: '居民 严立诚',
    by,
    device: 'T-1',
    at,
    ...(type === 'caseHandover'
      ? { entry: anEntry(author, 'note', { text: '到过现场' }, null, { id }) }
      : { change: { ...told, id, fields: [{ field: 'workplace', from: '船厂', to: '码头' }] } }),
    state: 'open',
    ...changes,
  };
}
