import {
  keepsCatalogs,
  looksAfterTerminals,
  mayReadType,
  seesIndicators,
  triesRules,
} from '../../shared/access/rights.ts';
import type { User } from '../../shared/domain/staff.ts';
import { mayImport } from '../features/cases/import/may-import.ts';
import type { Route } from './route.ts';

/** Whether a person's posts have anything to see at a place, whoever typed its address. */
export function mayOpen(user: User, canReport: boolean, { kind }: Route): boolean {
  switch (kind) {
    case 'desk':
    case 'cases':
    case 'case':
      return mayReadType(user, 'case');
    case 'map':
      return mayReadType(user, 'building');
    case 'stock':
    case 'place':
      return mayReadType(user, 'enterprise');
    case 'issues':
    case 'person':
    case 'building':
      return mayReadType(user, 'person');
    case 'tasks':
      return mayReadType(user, 'target');
    case 'report':
      return canReport;
    case 'import':
      return mayImport(user);
    case 'indicators':
      return seesIndicators(user);
    case 'catalogs':
      return keepsCatalogs(user) || triesRules(user);
    case 'health':
      return looksAfterTerminals(user);
    case 'sync':
    case 'settings':
      return true;
  }
}
