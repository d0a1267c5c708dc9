import { typeOfId } from '../../shared/domain/document-types.ts';
import type { RecordsApi } from '../data/records/api.ts';
import type { Route } from './route.ts';

/**
 * Where one opens what a write was about. Stays, households, objections and special files have no page of their own: they are shown with the person, the room or
 * the record they belong to. `undefined`: it is not on this terminal.
 */
export async function routeOfSubject(
  records: Pick<RecordsApi, 'many'>,
  id: string,
  act?: string,
): Promise<Route | undefined> {
  switch (typeOfId(id)) {
    case 'case':
      return { kind: 'case', id, ...(act === undefined ? {} : { act }) };
    case 'person':
      return { kind: 'person', id };
    case 'building':
      return { kind: 'building', id };
    case 'room':
      return { kind: 'building', id: '', room: id };
    case 'enterprise':
    case 'component':
    case 'ledgerEntry':
      return { kind: 'place', id };
    case 'task':
      return { kind: 'tasks', task: id };
    case 'sharedFilter':
      return { kind: 'cases', queue: `shared:${id}` };
    case 'target':
      return { kind: 'tasks', target: id };
    case 'occupancy': {
      const [stay] = await records.many('occupancy', [id]);
      return stay && { kind: 'building', id: '', room: stay.room };
    }
    case 'careFile': {
      const [file] = await records.many('careFile', [id]);
      return file && { kind: 'person', id: file.person };
    }
    case 'household': {
      const [household] = await records.many('household', [id]);
      if (household?.room !== undefined) return { kind: 'building', id: '', room: household.room };
      return household?.head === undefined ? undefined : { kind: 'person', id: household.head };
    }
    case 'objection': {
      const [objection] = await records.many('objection', [id]);
      return objection && routeOfSubject(records, objection.subject);
    }
    default:
      return undefined;
  }
}
